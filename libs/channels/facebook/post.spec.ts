import type { ProductSnapshot } from '@ganh/channels/kit';
import {
  failureOf,
  itemOf,
  lostAnswer,
  productOf,
  scriptedChannel,
  shopAccess,
  variantOf,
} from '../kit/scripted.suite';
import { facebook } from './facebook.adapter';
import { isPostOf, postText } from './post-text';

const app = { app_id: '77', app_secret: 'shh' };
const PHOTOS = 'facebook page photos';
const PUBLISH = 'facebook page feed publish';
const FEED = 'facebook page feed';
const UPDATE = 'facebook post update';
const ANSWERS = {
  [PHOTOS]: [{ id: 'ph1' }, { id: 'ph2' }],
  [PUBLISH]: { id: '101_5' },
  [UPDATE]: { success: true },
};
const photo = (key: string) => ({
  key,
  url: `https://htx.example/${key}.jpg`,
  jpeg: async () => Buffer.from(key),
});

function push(product: ProductSnapshot, answers: Record<string, unknown> = {}, mayExist = false) {
  const channel = scriptedChannel({ ...ANSWERS, ...answers });
  const access = shopAccess(channel.send, { app, externalShopId: '101' });
  const pushed = facebook.open(access).listings.push('post', [itemOf(product, { mayExist })]);
  return { channel, pushed: pushed.then(([outcome]) => outcome) };
}

describe('the text', () => {
  it('says what it is, its star, its prices and where it stands', () => {
    expect(postText(productOf())).toBe(
      [
        'Miến dong Bến Lau 500 g\nOCOP 4 sao · HTX Bến Lau',
        'Giá: 65.000\u00a0₫',
        'Miến dong phơi nắng, sợi dai.',
        'Xem hàng:\nhttps://htx.example/p/mien1',
      ].join('\n\n'),
    );
  });

  it('names each variant, no star without a certificate, and a pause in selling first', () => {
    const variants = [
      variantOf({ optionName: 'Túi 500 g' }),
      variantOf({ optionName: 'Túi 1 kg', priceVnd: 1_250_000 }),
    ];
    const text = postText(productOf({ variants, ocopStars: null, hidden: true, description: '' }));
    expect(text).toContain('Túi 500 g: 65.000\u00a0₫\nTúi 1 kg: 1.250.000\u00a0₫');
    expect(text).not.toContain('OCOP');
    expect(text.startsWith('Tạm ngưng bán.\n\n')).toBe(true);
    expect(text).not.toMatch(/\n{3}/);
    expect(postText(productOf({ brand: ' ' }))).toContain('\nOCOP 4 sao\n');
  });

  it('is known again by the address on its own line', () => {
    const product = productOf();
    expect(isPostOf(product, postText(product))).toBe(true);
    expect(isPostOf({ ...product, pageUrl: 'https://htx.example/p/mien' }, postText(product))).toBe(
      false,
    );
    expect(isPostOf(product, null)).toBe(false);
  });
});

describe('a new post', () => {
  it('shows photos that were put up unpublished', async () => {
    const { channel, pushed } = push(productOf({ photos: [photo('a'), photo('b')] }));
    expect(await pushed).toMatchObject({
      kind: 'accepted',
      refs: {
        externalItemId: '101_5',
        viewUrl: 'https://www.facebook.com/101/posts/5',
        memory: { postId: '101_5' },
      },
    });
    const uploads = channel.requests
      .filter((request) => request.label === PHOTOS)
      .map((request) => request.body);
    expect(uploads).toMatchObject([
      {
        multipart: [
          { name: 'source', value: Buffer.from('a') },
          { name: 'published', value: 'false' },
        ],
      },
      { multipart: [{ name: 'source', value: Buffer.from('b') }, {}] },
    ]);
    expect(channel.bodyOf(PUBLISH)).toEqual({
      message: expect.stringContaining('Miến dong'),
      attached_media: [{ media_fbid: 'ph1' }, { media_fbid: 'ph2' }],
    });
  });

  it('after a lost answer is looked for first', async () => {
    const lost = push(productOf(), { [PUBLISH]: lostAnswer() });
    expect(await failureOf(() => lost.pushed)).toMatchObject({
      kind: 'transient',
      detail: { ambiguous: true },
    });
    const found = {
      data: [
        { id: '101_1', message: 'khác' },
        { id: '101_9', message: postText(productOf()) },
      ],
    };
    const again = push(productOf(), { [FEED]: found }, true);
    expect(await again.pushed).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '101_9' },
    });
    expect(again.channel.labels()).not.toContain(PUBLISH);
    const none = push(productOf(), { [FEED]: { data: [] } }, true);
    expect(await none.pushed).toMatchObject({ refs: { externalItemId: '101_5' } });
  });

  it('that stands there twice in a row is the one that is there', async () => {
    const twice = { [PUBLISH]: { error: { code: 506, message: 'Duplicate' } } };
    const found = push(productOf(), {
      ...twice,
      [FEED]: { data: [{ id: '101_9', message: postText(productOf()) }] },
    });
    expect(await found.pushed).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '101_9' },
    });
    const unseen = push(productOf(), { ...twice, [FEED]: { data: [] } });
    expect(await unseen.pushed).toMatchObject({ kind: 'deferred' });
  });

  it('is not made of a hidden product, nor without a photo', async () => {
    const hidden = push(productOf({ hidden: true }));
    expect(await hidden.pushed).toMatchObject({ kind: 'unchanged' });
    expect(hidden.channel.requests).toHaveLength(0);
    expect(await push(productOf({ photos: [] })).pushed).toMatchObject({
      kind: 'rejected',
      reason: { key: 'missing_photo' },
    });
  });

  it('refused for what it says is refused in words, not as a call', async () => {
    const { pushed } = push(productOf(), { [PUBLISH]: { error: { code: 1609005, message: '' } } });
    expect(await pushed).toMatchObject({
      kind: 'rejected',
      reason: { key: 'other', field: 'pageUrl' },
    });
    const lost = push(productOf(), {
      [PUBLISH]: { error: { code: 190, error_subcode: 460, message: '' } },
    });
    expect((await failureOf(() => lost.pushed)).kind).toBe('reconnect');
  });
});

describe('a post that is there', () => {
  const posted = async () => (await push(productOf()).pushed)?.refs?.memory ?? {};

  it('is left alone while its text is the same', async () => {
    const { channel, pushed } = push(productOf({ memory: await posted() }));
    expect(await pushed).toMatchObject({ kind: 'unchanged' });
    expect(channel.requests).toHaveLength(0);
  });

  it.each<[string, Partial<ProductSnapshot>]>([
    ['price', { variants: [variantOf({ priceVnd: 70_000 })] }],
    ['title', { title: 'Miến dong mới' }],
    ['visibility', { hidden: true }],
  ])('is rewritten when the %s changes', async (_what, over) => {
    const { channel, pushed } = push(productOf({ ...over, memory: await posted() }));
    expect(await pushed).toMatchObject({ kind: 'accepted', refs: { externalItemId: '101_5' } });
    expect(channel.labels()).toEqual([UPDATE]);
    expect(channel.requests[0]?.url).toContain('/101_5');
    expect(channel.bodyOf(UPDATE)).toEqual({ message: postText(productOf(over)) });
  });

  it('and was deleted on the Page is gone; posting again makes a new one', async () => {
    const gone = { [UPDATE]: { error: { code: 100, error_subcode: 33, message: '' } } };
    const outcome = await push(productOf({ title: 'Khác', memory: await posted() }), gone).pushed;
    expect(outcome).toMatchObject({ kind: 'rejected', reason: { key: 'gone' } });
    const again = push(productOf({ memory: outcome?.refs?.memory ?? {} }));
    expect(await again.pushed).toMatchObject({ kind: 'accepted' });
    expect(again.channel.labels()).toContain(PUBLISH);
  });
});
