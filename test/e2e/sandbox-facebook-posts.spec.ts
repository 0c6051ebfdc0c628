import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { rawGraph, type GraphAccess } from '../clients/raw-graph';
import { PNG } from '../clients/raw-shopee';

const DAY = 86_400_000;

describe('posts, comments and messages at the simulated Meta', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: GraphAccess;
  let graph: ReturnType<typeof rawGraph>;
  let page: string;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    sandbox = await startSandbox({ now: () => now });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().facebook as unknown as GraphAccess;
    graph = rawGraph(access);
    page = access.page_id;
  });
  afterEach(() => sandbox.close());

  const post = async (message: string) =>
    String((await graph.post(`${page}/feed`, { message }))['id']);
  const comment = (postId: string, message: string, name = 'Lê Thị Hồng') =>
    control.post<{ id: string; from: { id: string } }>(`facebook/pages/${page}/comment`, {
      postId,
      message,
      from: { name },
    });
  const upload = async (bytes: Buffer, fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.append(key, value);
    form.append('source', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
    const url = `${access.baseUrl}/v26.0/${page}/photos?access_token=${access.page_access_token}`;
    return (await (await fetch(url, { method: 'POST', body: form })).json()) as {
      id: string;
      post_id?: string;
      error?: { code: number };
    };
  };
  const say = (body: Record<string, unknown>) => graph.post(`${page}/messages`, body);

  it('posts one photo with words, and several through one post', async () => {
    const single = await upload(PNG, { message: 'Miến dong' });
    expect(single.post_id).toMatch(new RegExp(`^${page}_\\d+$`));
    const a = await upload(PNG, { published: 'false' });
    const b = await upload(PNG, { published: 'false' });
    expect(a.post_id).toBeUndefined();
    const attached_media = [{ media_fbid: a.id }, { media_fbid: b.id }];
    const made = await graph.post(`${page}/feed`, { message: 'Hai ảnh', attached_media });
    const shown = await graph.get(String(made['id']), {
      fields: 'message,full_picture,attachments',
    });
    expect((shown['attachments'] as { data: unknown[] }).data).toHaveLength(2);
    const picture = await fetch(String(shown['full_picture']));
    expect(Buffer.from(await picture.arrayBuffer()).equals(PNG)).toBe(true);
    // A photo is used once, and must exist.
    expect((await graph.post(`${page}/feed`, { message: 'Lại', attached_media })).error?.code).toBe(
      100,
    );
    expect(
      (
        await graph.post(`${page}/feed`, {
          message: 'Không',
          attached_media: [{ media_fbid: '1' }],
        })
      ).error?.code,
    ).toBe(100);
    const feed = await graph.get(`${page}/feed`, { fields: 'id', limit: '5' });
    expect((feed['data'] as { id: string }[]).map((one) => one.id)).toEqual(
      expect.arrayContaining([made['id'], single.post_id]),
    );
  });

  it('refuses photos that are none', async () => {
    expect((await upload(Buffer.from('<svg>'))).error?.code).toBe(324);
    expect((await graph.post(`${page}/photos`, {})).error?.code).toBe(324);
    expect(
      (await graph.post(`${page}/photos`, { url: 'http://127.0.0.1:9/none.jpg' })).error?.code,
    ).toBe(324);
    expect((await graph.post(`${page}/photos`, { url: 'ftp://x/a.jpg' })).error?.code).toBe(100);
    expect(await control.get(`facebook/pages/${page}/posts`)).toEqual([]);
  });

  it('refuses the same words twice in a row, an empty post and a hidden link', async () => {
    await post('Chào bà con');
    expect((await graph.post(`${page}/feed`, { message: 'Chào bà con' })).error?.code).toBe(506);
    await post('Khác');
    expect((await graph.post(`${page}/feed`, { message: 'Chào bà con' })).error).toBeUndefined();
    expect((await graph.post(`${page}/feed`, {})).error?.code).toBe(100);
    expect(
      (await graph.post(`${page}/feed`, { message: 'x', link: 'http://192.168.1.4/' })).error?.code,
    ).toBe(1609005);
    expect(
      (await rawGraph(access, access.user_access_token).post(`${page}/feed`, { message: 'x' }))
        .error?.code,
    ).toBe(200);
  });

  it('publishes a scheduled post when its time has come', async () => {
    const at = (ms: number) => Math.floor((now + ms) / 1000);
    const wish = (ms: number, published: boolean) =>
      graph.post(`${page}/feed`, {
        message: `Hẹn ${ms}`,
        published,
        scheduled_publish_time: at(ms),
      });
    expect((await wish(60_000, false)).error?.code).toBe(100);
    expect((await wish(3_600_000, true)).error?.code).toBe(100);
    const made = await wish(3_600_000, false);
    expect((await graph.get(`${page}/feed`))['data']).toEqual([]);
    now += 3_600_001;
    expect((await graph.get(`${page}/feed`))['data']).toMatchObject([{ id: made['id'] }]);
  });

  it('edits and deletes posts', async () => {
    const id = await post('Sai');
    expect(await graph.post(id, { message: 'Đúng' })).toMatchObject({ success: true });
    expect((await graph.get(id, { fields: 'message' }))['message']).toBe('Đúng');
    expect(await graph.delete(id)).toMatchObject({ success: true });
    expect((await graph.get(id)).error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('reads comments by order, since, replies and cursors', async () => {
    const id = await post('Chốt đơn nào');
    const made: string[] = [];
    for (let i = 1; i <= 5; i++) {
      now += 1000;
      made.push((await comment(id, `chốt ${i}`)).id);
    }
    await graph.post(`${made[0]}/comments`, { message: 'Dạ vâng' });
    const read = async (params: Record<string, string>) =>
      (await graph.get(`${id}/comments`, params)) as unknown as {
        data: { id: string }[];
        paging?: { cursors: { after: string }; next?: string };
      };
    expect((await read({})).data.map((one) => one.id)).toEqual(made);
    expect(
      (await read({ order: 'reverse_chronological', limit: '2' })).data.map((one) => one.id),
    ).toEqual([made[4], made[3]]);
    expect((await read({ filter: 'stream' })).data).toHaveLength(6);
    const since = String(Math.floor((now - 1000) / 1000));
    expect((await read({ since })).data.map((one) => one.id)).toEqual([made[3], made[4]]);
    const seen: string[] = [];
    for (let after = ''; ;) {
      const answer = await read({ limit: '2', ...(after ? { after } : {}) });
      seen.push(...answer.data.map((one) => one.id));
      if (!answer.paging?.next) break;
      after = answer.paging.cursors.after;
    }
    expect(seen).toEqual(made);
    const nested = await graph.get(`${page}/feed`, { fields: 'id,comments.limit(2){message}' });
    expect(nested['data']).toMatchObject([
      { comments: { data: [{ message: 'chốt 1' }, { message: 'chốt 2' }] } },
    ]);
    expect((await graph.get(`${id}/comments`, { since: 'hôm qua' })).error?.code).toBe(100);
    expect((await graph.get(`${id}/comments`, { after: 'junk' })).error?.code).toBe(100);
  });

  it('hides, answers and removes comments; nobody hides their own', async () => {
    const id = await post('Bài');
    const buyer = await comment(id, 'số em 0901234567');
    expect(await graph.post(buyer.id, { is_hidden: true })).toMatchObject({ success: true });
    expect((await graph.get(buyer.id, { fields: 'is_hidden' }))['is_hidden']).toBe(true);
    const own = await graph.post(`${buyer.id}/comments`, { message: 'HTX đã nhận' });
    expect((await graph.post(String(own['id']), { is_hidden: true })).error?.code).toBe(100);
    expect((await graph.post(`${buyer.id}/comments`, {})).error?.code).toBe(100);
    await graph.delete(buyer.id);
    expect((await graph.get(buyer.id)).error?.error_subcode).toBe(33);
  });

  it('replies in private once for each comment, within seven days, to its author alone', async () => {
    const id = await post('Bài');
    const first = await comment(id, 'chốt');
    const reply = (comment_id: string) =>
      say({ recipient: { comment_id }, message: { text: 'Đã nhận' } });
    const sent = await reply(first.id);
    expect(sent['message_id']).toMatch(/^m_/);
    expect(sent['recipient_id']).not.toBe(first.from.id);
    expect((await reply(first.id)).error?.code).toBe(10900);
    expect((await reply('1_2')).error).toMatchObject({ code: 100, error_subcode: 2018292 });
    const old = await comment(id, 'cũ');
    now += 7 * DAY + 1000;
    expect((await reply(old.id)).error).toMatchObject({ code: 10, error_subcode: 2018278 });
    const blocked = await comment(id, 'khoá', 'Người Khoá');
    await control.post(`facebook/pages/${page}/people`, { name: 'Người Khoá', blocked: true });
    expect((await reply(blocked.id)).error?.code).toBe(10903);
    // The window stays shut until the person answers.
    const psid = String(sent['recipient_id']);
    expect(
      (await say({ recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text: 'a' } }))
        .error,
    ).toMatchObject({ error_subcode: 2018278 });
  });

  it('opens Messenger for 24 hours after a buyer wrote', async () => {
    const { psid } = await control.post<{ psid: string }>(`facebook/pages/${page}/message`, {
      from: 'Lan',
      text: 'Còn hàng không?',
    });
    const answer = (more: Record<string, unknown> = {}, text = 'Còn ạ') =>
      say({ recipient: { id: psid }, messaging_type: 'RESPONSE', message: { text }, ...more });
    expect(await answer()).toMatchObject({ recipient_id: psid });
    expect((await answer({}, 'x'.repeat(2001))).error?.code).toBe(100);
    now += DAY + 1000;
    expect((await answer()).error).toMatchObject({ code: 10, error_subcode: 2018278 });
    expect(
      (await answer({ messaging_type: 'MESSAGE_TAG', tag: 'POST_PURCHASE_UPDATE' })).error?.code,
    ).toBe(100);
    expect(
      (await answer({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })).error,
    ).toBeUndefined();
    expect((await say({ recipient: { id: '1' }, message: { text: 'a' } })).error).toMatchObject({
      code: 100,
      error_subcode: 2018001,
    });
    await control.post('facebook/settings', { messengerRestricted: true });
    expect((await answer()).error).toMatchObject({ code: 10, error_subcode: 1893063 });
    const talks = await graph.get(`${page}/conversations`, {
      fields: 'participants,messages{message,from}',
    });
    expect(talks['data']).toMatchObject([
      {
        messages: {
          data: [
            { message: 'Còn ạ' },
            { message: 'Còn ạ' },
            { message: 'Còn hàng không?', from: { id: psid } },
          ],
        },
      },
    ]);
  });

  it('leaves out authors under Standard Access and reaches role-holders only', async () => {
    const id = await post('Bài');
    await control.post('facebook/settings', { standardAccess: true });
    const made = await comment(id, 'chốt');
    const shown = (await graph.get(`${id}/comments`, { fields: 'from,message' }))['data'] as Record<
      string,
      unknown
    >[];
    expect(shown[0]).not.toHaveProperty('from');
    const reply = () => say({ recipient: { comment_id: made.id }, message: { text: 'a' } });
    expect((await reply()).error?.code).toBe(10903);
    await control.post(`facebook/pages/${page}/people`, { name: 'Lê Thị Hồng', role: true });
    expect((await reply()).error).toBeUndefined();
  });

  it('broadcasts, drops poor comments unless asked not to, and loses the comments edge at the end', async () => {
    const live = await graph.post(`${page}/live_videos`, { title: 'Live tối', status: 'LIVE_NOW' });
    expect(live['stream_url']).toContain('rtmps://');
    const found = await graph.get(`${page}/live_videos`, {
      broadcast_status: ['LIVE'],
      fields: 'id,status,video',
    });
    expect(found['data']).toMatchObject([
      { id: live['id'], status: 'LIVE', video: { id: expect.any(String) } },
    ]);
    for (const message of ['A1', 'chốt A1 2 hộp'])
      await control.post(`facebook/pages/${page}/comment`, { liveId: live['id'], message });
    const read = async (params: Record<string, string>) =>
      (await graph.get(`${live['id']}/comments`, params))['data'];
    expect(await read({})).toHaveLength(1);
    expect(await read({ live_filter: 'no_filter' })).toHaveLength(2);
    await graph.post(String(live['id']), { end_live_video: true });
    expect((await graph.get(`${live['id']}/comments`)).error?.message).toContain(
      'nonexisting field (comments)',
    );
    expect((await graph.post(`${page}/live_videos`, { status: 'NOW' })).error?.code).toBe(100);
  });
});
