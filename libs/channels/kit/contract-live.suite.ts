import type { AuthGroup } from './contract';
import { renewed } from './contract-replies.suite';
import { failureOf, type Drive, type Kept } from './drive.suite';
import type { GrantedLive, LiveClient, LiveComments } from './live';

const TEXTS = ['chốt mã 12, 2 hộp', 'còn hàng không ạ?'] as const;

/** What a channel is sold live on; nothing where it is not. */
export function describeLive(here: () => Drive): void {
  let live: LiveClient;
  let kept: Kept;

  const shows = (what: string, run: () => Promise<void>) =>
    it(what, async () => {
      const { bench } = here();
      expect(bench.live !== undefined).toBe(bench.adapter.descriptor.live !== undefined);
      if (!bench.live) return;
      live = await liveOf(here());
      kept ??= await here().listed(1);
      await run();
    });
  const planned = () =>
    live.create({
      title: 'Phiên chợ tối nay',
      description: 'Miến dong mới phơi',
      cover: kept.product.photos[0]!,
      isTest: true,
    });
  const running = async () => {
    const id = await planned();
    await live.start(id);
    return id;
  };
  const itemId = () => kept.product.externalItemId ?? '';
  const says = (sessionId: string, from: string, text: string) =>
    here().bench.live!.comment(here().shop, sessionId, from, text);

  shows('a session is planned, started and ended, each twice without harm', async () => {
    const id = await planned();
    const before = await live.detail(id);
    expect(before).toMatchObject({ externalSessionId: id, status: 'planned', isTest: true });
    expect(before.channelStatus).not.toBe('');
    for (let time = 0; time < 2; time += 1) await live.start(id);
    const on = await live.detail(id);
    expect(on.status).toBe('running');
    const now = here().bench.access.now();
    expect(Math.abs((on.startedAt ?? 0) - now)).toBeLessThan(60_000);
    for (let time = 0; time < 2; time += 1) await live.end(id);
    const over = await live.detail(id);
    expect(over.status).toBe('ended');
    expect(over.endedAt).toBeGreaterThanOrEqual(on.startedAt ?? 0);
  });

  shows('items are added, shown and taken off, twice without harm', async () => {
    const id = await running();
    if (!live.addItems || !live.items) return;
    for (let time = 0; time < 2; time += 1) await live.addItems(id, [itemId()]);
    const one = { externalItemId: itemId(), name: kept.product.title };
    const priceVnd = kept.product.variants[0]?.priceVnd;
    expect(await live.items(id)).toEqual([{ ...one, priceVnd, isShown: false }]);
    for (const shown of [itemId(), itemId(), null, null, itemId()]) {
      await live.show?.(id, shown);
      expect((await live.items(id))[0]?.isShown).toBe(shown !== null);
    }
    for (let time = 0; time < 2; time += 1) await live.removeItems?.(id, [itemId()]);
    expect(await live.items(id)).toEqual([]);
  });

  shows('what viewers write is given once, with how late it was heard', async () => {
    const id = await running();
    const first = await live.comments(id, '');
    expect(first).toMatchObject({ comments: [], lagMs: 0, unheardMs: 0 });
    const ids = [await says(id, 'Hồng', TEXTS[0]), await says(id, 'Bình', TEXTS[1])];
    here().bench.advance(3_000);
    const heard = await live.comments(id, first.next);
    expect(heard.comments.map((one) => one.externalId)).toEqual(ids);
    expect(heard.comments).toMatchObject(
      TEXTS.map((text) => ({ text, kind: 'comment', threadId: id, ours: false })),
    );
    expect(new Set(heard.comments.map((one) => one.from?.externalId)).size).toBe(2);
    expect(heard.lagMs).toBeGreaterThanOrEqual(3_000);
    const again = await live.comments(id, heard.next);
    expect(again).toMatchObject({ comments: [], lagMs: 0, unheardMs: 0 });
  });

  shows('who listens too late is told so', async () => {
    const { commentsKeptMs } = here().bench.adapter.descriptor.live!;
    const id = await running();
    const { next } = await live.comments(id, '');
    await says(id, 'Hồng', TEXTS[0]);
    here().bench.advance((commentsKeptMs ?? 60_000) + 5_000);
    const late = await live.comments(id, next);
    expect(late.comments).toHaveLength(commentsKeptMs === null ? 1 : 0);
    if (commentsKeptMs === null) expect(late.unheardMs).toBe(0);
    else expect(late.unheardMs).toBeGreaterThanOrEqual(5_000);
  });

  shows('a failed call loses no comment', async () => {
    const id = await running();
    const { next } = await live.comments(id, '');
    const said = await says(id, 'Hồng', TEXTS[0]);
    for (const [fault, kind] of [
      ['burst-429', 'throttled'],
      ['html-instead-of-json', 'transient'],
      ['cut-mid-body', 'transient'],
    ] as const) {
      await here().bench.behave(fault, here().shop);
      expect((await failureOf(() => live.comments(id, next))).kind).toBe(kind);
    }
    expect(ids(await live.comments(id, next))).toEqual([said]);
  });

  shows('what the shop writes is its own', async () => {
    if (!live.post) return;
    const id = await running();
    const { externalId } = await live.post(id, 'Dạ còn ạ, nhà mình chốt đi ạ');
    const { comments } = await live.comments(id, '');
    expect(comments).toMatchObject([{ externalId, ours: true }]);
  });

  shows('who was silenced is heard no more, until let speak again', async () => {
    if (!live.ban || !live.unban) return;
    const id = await running();
    await says(id, 'Phá', 'x');
    const [rude] = (await live.comments(id, '')).comments;
    const who = rude?.from?.externalId ?? '';
    for (let time = 0; time < 2; time += 1) await live.ban(id, who);
    expect(await says(id, 'Phá', 'y')).toBeNull();
    for (let time = 0; time < 2; time += 1) await live.unban(id, who);
    expect(await says(id, 'Phá', 'z')).not.toBeNull();
  });

  shows('what was sold in it is counted', async () => {
    if (!live.metrics || !live.addItems) return;
    const { bench, shop } = here();
    const id = await running();
    await live.addItems(id, [itemId()]);
    await says(id, 'Hồng', TEXTS[0]);
    const [variant] = kept.product.variants;
    if (bench.buy) await bench.buy(shop, variant?.sku ?? '', 2);
    const sold = bench.buy ? 2 : 0;
    expect(await live.metrics(id)).toMatchObject({
      comments: 1,
      orders: bench.buy ? 1 : 0,
      salesVnd: sold * (variant?.priceVnd ?? 0),
    });
    if (live.itemMetrics)
      expect(await live.itemMetrics(id)).toMatchObject([
        { externalItemId: itemId(), soldQty: sold },
      ]);
  });

  shows('a session that is over or unknown is told so in words', async () => {
    const id = await running();
    await live.end(id);
    const over = await failureOf(() => live.comments(id, ''));
    expect([over.kind, over.detail.reason?.key]).toEqual(['rejected', 'live_over']);
    const none = await failureOf(() => live.detail('1'));
    expect([none.kind, none.detail.reason?.key]).toEqual(['notFound', 'live_gone']);
  });

  shows('its tokens end and are given anew, once', async () => {
    const { bench, shop } = here();
    const { liveAuth } = bench.adapter;
    if (!liveAuth?.refresh) return;
    const granted = await granting(here(), liveAuth);
    const door = opened(here(), granted);
    await bench.behave('expired-token', shop);
    const read = (client: LiveClient) => failureOf(() => client.detail('1'));
    expect((await read(door)).kind).toBe('tokenExpired');
    const tokens = await liveAuth.refresh(bench.access, granted.externalId, granted.tokens);
    expect((await read(opened(here(), { ...granted, tokens }))).kind).toBe('notFound');
    const used = await failureOf(async () =>
      liveAuth.refresh?.(bench.access, granted.externalId, granted.tokens),
    );
    expect(used.kind).toBe('reconnect');
    await renewed(here());
  });
}

const ids = ({ comments }: LiveComments) => comments.map((one) => one.externalId);

async function liveOf(drive: Drive): Promise<LiveClient> {
  const { liveAuth } = drive.bench.adapter;
  // Without the second permission there is no way in.
  expect(drive.client.live === undefined).toBe(liveAuth !== undefined);
  return liveAuth ? opened(drive, await granting(drive, liveAuth)) : drive.client.live!;
}

function opened(drive: Drive, granted: GrantedLive): LiveClient {
  return drive.bench.adapter.open({ ...drive.access(), live: granted }).live!;
}

/** The same seller says yes once more, to the other app. */
async function granting(
  { bench, shop }: Drive,
  auth: AuthGroup<GrantedLive>,
): Promise<GrantedLive> {
  const { access, redirectUrl } = bench;
  const query = await bench.live!.consent(shop, auth.authorizeUrl(access, redirectUrl, 'state-2'));
  expect(query['state']).toBe('state-2');
  const [granted] = await auth.exchange(access, redirectUrl, query);
  expect(granted?.externalShopId).toBe(shop.externalShopId);
  return granted!;
}
