import {
  failureOf,
  itemOf,
  lostAnswer,
  NOW,
  productOf,
  scriptedChannel,
  shopAccess,
} from '../kit/scripted.suite';
import { articleTickets, pushArticle } from './article';
import { articleBody } from './article-text';

const ok = (data: unknown) => ({ error: 0, message: 'Success', data });
const no = (error: number, message = '') => ({ error, message });
const product = productOf();
const made = { ...product, memory: { articleId: 'a1', articleText: 'old' } };
const told = (over: Partial<typeof product> = {}) => ({
  id: 'a9',
  status: 'show',
  body: articleBody({ ...product, ...over }, '').body,
});
const push = (answers: Record<string, unknown>, item = itemOf(product)) => {
  const channel = scriptedChannel(answers);
  return { channel, outcome: pushArticle(shopAccess(channel.send), item) };
};

it('is begun, and followed by its ticket', async () => {
  const { channel, outcome } = push({ 'zalo article/create': ok({ token: 't/1@x' }) });
  const begun = await outcome;
  expect(begun).toMatchObject({ kind: 'pending', askAfterMs: 5_000 });
  if (begun.kind !== 'pending') throw new Error('not pending');
  expect(channel.bodyOf('zalo article/create')).toMatchObject({ status: 'show', type: 'normal' });
  const verify = scriptedChannel({ 'zalo article/verify': [no(-214), ok({ id: 'a1' })] });
  const { ask } = articleTickets(shopAccess(verify.send));
  const items = [itemOf(product)];
  expect(await ask(begun.ticket, items)).toMatchObject([{ kind: 'pending', ticket: begun.ticket }]);
  const [done] = await ask(begun.ticket, items);
  expect(verify.bodyOf('zalo article/verify')).toEqual({ token: 't/1@x' });
  expect(done).toMatchObject({ kind: 'accepted', refs: { externalItemId: 'a1' } });
  const later = itemOf({ ...product, memory: done?.refs?.memory ?? {} });
  expect(await push({}, later).outcome).toEqual({ key: 'k1', kind: 'unchanged' });
});

it('is not written again while only the quantity has changed', async () => {
  const { outcome } = push({ 'zalo article/create': ok({ token: 't' }) });
  const begun = await outcome;
  if (begun.kind !== 'pending') throw new Error('not pending');
  const verify = scriptedChannel({ 'zalo article/verify': ok({ id: 'a1' }) });
  const [done] = await articleTickets(shopAccess(verify.send)).ask(begun.ticket, [itemOf(product)]);
  const memory = done?.refs?.memory ?? {};
  const stock = (availableQty: number) =>
    itemOf({
      ...product,
      memory,
      variants: product.variants.map((one) => ({ ...one, availableQty })),
    });
  expect((await push({}, stock(3)).outcome).kind).toBe('unchanged');
  const update = { 'zalo article/update': ok({ token: 't2' }) };
  expect((await push(update, stock(0)).outcome).kind).toBe('pending');
});

it('whose answer was lost is looked for in the list before another is made', async () => {
  const lost = await failureOf(() => push({ 'zalo article/create': lostAnswer() }).outcome);
  expect(lost.detail).toMatchObject({ ambiguous: true, retryAfterMs: 60_000 });
  const { channel, outcome } = push(
    {
      'zalo article/getslice': ok({
        medias: [
          { id: 'a8', title: 'x' },
          { id: 'a9', title: product.title },
        ],
      }),
      'zalo article/getdetail': ok(told()),
      'zalo article/update': ok({ token: 't' }),
    },
    itemOf(product, { mayExist: true }),
  );
  expect((await outcome).kind).toBe('pending');
  expect(channel.queryOf('zalo article/getdetail')).toEqual({ id: 'a9' });
  expect(channel.bodyOf('zalo article/update')).toMatchObject({ id: 'a9' });
});

it('deleted there is told so, and may be made anew', async () => {
  const answers = {
    'zalo article/update': no(-201, 'id is invalid!'),
    'zalo article/getdetail': no(-201, 'id is invalid!'),
  };
  const outcome = await push(answers, itemOf(made)).outcome;
  expect(outcome).toMatchObject({ kind: 'rejected', reason: { key: 'gone' } });
  const again = itemOf({ ...made, memory: outcome.refs?.memory ?? {} });
  expect((await push({ 'zalo article/create': ok({ token: 't' }) }, again).outcome).kind).toBe(
    'pending',
  );
});

it.each([
  [no(-223, 'Article quota reached'), { kind: 'deferred', retryAfterMs: 6 * 3_600_000 }],
  [no(-221), { kind: 'rejected', reason: { key: 'not_allowed', code: '-221' } }],
  [no(-201), { kind: 'rejected', reason: { key: 'other', code: '-201' } }],
])('%j is an outcome of the article', async (answer, wanted) => {
  expect(await push({ 'zalo article/create': answer }).outcome).toMatchObject(wanted);
});

it('a ticket that never ends, or that is not known, is given up for a look at the list', async () => {
  const answers = {
    'zalo article/verify': no(-214),
    'zalo article/getslice': ok({ medias: [{ id: 'a9', title: product.title }] }),
    'zalo article/getdetail': ok(told()),
  };
  const ask = async (givenAt: number, verify: unknown) => {
    const channel = scriptedChannel({ ...answers, 'zalo article/verify': verify });
    return articleTickets(shopAccess(channel.send)).ask(`ab@${givenAt}@t`, [itemOf(product)]);
  };
  const found = [{ kind: 'deferred', refs: { memory: { articleId: 'a9', articleText: '' } } }];
  expect(await ask(NOW - 16 * 60_000, no(-214))).toMatchObject(found);
  expect(await ask(NOW, no(-201, 'token is invalid!'))).toMatchObject(found);
  await expect(ask(NOW, no(-220))).rejects.toMatchObject({ kind: 'tokenExpired' });
});
