import { eventually } from '../support/eventually';
import { engines } from '../support/engines';
import { type TestCoop, World } from '../support/world';

interface Delivery {
  body: string;
  ok: boolean;
  status: number;
}

const entriesOf = (delivery: Delivery) =>
  (JSON.parse(delivery.body) as { entry: { id: string }[] }).entry;

/** Meta gathers what happened on several Pages of one app into one body. facebook spec §7.3 */
describe.each(engines)('three cooperatives in one Facebook delivery on %s', (engine) => {
  let world: World;
  const coops: TestCoop[] = [];
  let stranger = '';
  let deliveries: Delivery[] = [];

  beforeAll(async () => {
    // Polls so rare that only the delivery can have brought anything.
    world = await World.open({ engine, pollScale: 20 });
    for (let i = 0; i < 3; i += 1) coops.push(await world.coop());
    stranger = (await world.control<{ id: string }>('POST', 'facebook/pages', { name: 'Người lạ' }))
      .id;
    const index = (await (await fetch(`${world.sandboxUrl}/index.json`)).json()) as {
      facebook: { callback_url: string };
    };
    const url = index.facebook.callback_url;
    await world.control('POST', 'facebook/webhook', { url, force: true, pages: true });
    await world.control('POST', 'facebook/settings', { batchMs: 60_000 });
    for (const [i, coop] of coops.entries()) await write(coop.external.facebook, `Chốt ${i} hũ`);
    await write(stranger, 'Cho người lạ');
    await write(coops[1]!.external.facebook, 'Thêm 1 hũ nữa');
    await world.control('POST', 'facebook/flush');
    await eventually(
      async () =>
        (await world.control<{ entries: Delivery[] }>('GET', 'facebook/deliveries')).entries,
      (entries) => {
        deliveries = entries.filter((one) => entriesOf(one).length === 5);
        return deliveries.some((one) => one.ok);
      },
    );
  }, 60_000);

  afterAll(() => world?.close());

  const write = (page: string, text: string) =>
    world.control('POST', `facebook/pages/${page}/message`, { from: { name: 'Lan Phạm' }, text });

  it('is one body that names four Pages', () => {
    expect(new Set(entriesOf(deliveries[0]!).map((one) => one.id))).toEqual(
      new Set([...coops.map((coop) => coop.external.facebook), stranger]),
    );
  });

  it('reaches each cooperative with its own messages and nobody else', async () => {
    const texts = (coop: TestCoop) =>
      eventually(
        async () =>
          (await world.product.orders.messages.open(coop, 10)).map((one) => one.text).sort(),
        (found) => found.length >= (coop === coops[1] ? 2 : 1),
      );
    expect(await texts(coops[0]!)).toEqual(['Chốt 0 hũ']);
    expect(await texts(coops[1]!)).toEqual(['Chốt 1 hũ', 'Thêm 1 hũ nữa']);
    expect(await texts(coops[2]!)).toEqual(['Chốt 2 hũ']);
  });

  it("is answered well although one Page is nobody's, and a forged copy is not", async () => {
    expect(deliveries.every((one) => one.status === 200)).toBe(true);
    const body = Buffer.from(deliveries[0]!.body.replace('t 0 h', 't 9 h'));
    const headers = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    expect(await world.product.sync.inbound.accept('facebook', { headers, body })).toBeNull();
  });
});
