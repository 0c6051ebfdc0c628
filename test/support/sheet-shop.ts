/** A shop on a marketplace without a way in, as the people of a cooperative serve it. */
import { productBody, type Visitor } from './app';

export interface SheetGoods {
  productId: number;
  variantId: number;
  sku: string;
}

interface ListFacts {
  importId: number;
  step: string;
  columns: { field: string; title: string }[];
}

export async function makeGoods(
  person: Visitor,
  name: string,
  priceVnd: number,
  stock: number,
  over: Record<string, unknown> = {},
): Promise<SheetGoods> {
  const variants = [{ unit: 'hũ', priceVnd, stock, weightGrams: 500 }];
  const made = await person.send<{ id: number; variants: { id: number; sku: string }[] }>(
    'POST',
    '/api/v1/products',
    productBody({ name, variants, ...over }),
  );
  const variant = made.body.variants[0]!;
  return { productId: made.body.id, variantId: variant.id, sku: variant.sku };
}

/** Fills in the form that stands where other channels have their consent page; answers the shop. */
export async function connectByForm(person: Visitor, name: string): Promise<number> {
  const { url } = (
    await person.send<{ url: string }>('POST', '/api/v1/shops/connect', { channel: 'spreadsheet' })
  ).body;
  const form = new URL(url);
  const shown = await person.send('GET', form.pathname + form.search, undefined, {
    accept: 'text/html',
  });
  expect([shown.status, /<select[^>]*name="marketplace"/.test(shown.text)]).toEqual([200, true]);
  const state = form.searchParams.get('state') ?? '';
  const query = new URLSearchParams({ state, marketplace: 'voso', name });
  const back = await person.send('GET', `/kenh/ve/spreadsheet?${query.toString()}`);
  expect(back.status).toBe(303);
  const { items } = (
    await person.send<{ items: { shopId: number; name: string }[] }>('GET', '/api/v1/shops')
  ).body;
  return items.find((one) => one.name === `Voso: ${name}`)?.shopId ?? 0;
}

export function fileForm(file: { name: string; bytes: Buffer }): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  return form;
}

/** Lists of orders or of payouts, brought to one shop. */
export class ListDesk {
  constructor(
    private readonly person: Visitor,
    private readonly at: string,
  ) {}

  async upload<Facts = ListFacts>(file: { name: string; bytes: Buffer }, person = this.person) {
    return person.send<Facts>('POST', this.at, fileForm(file));
  }

  async preview<Facts = ListFacts>(importId: number): Promise<Facts> {
    return (await this.person.send<Facts>('GET', `${this.at}/${importId}`)).body;
  }

  setColumns(importId: number, columns: Readonly<Record<string, string>>) {
    return this.person.send('PUT', `${this.at}/${importId}/columns`, { columns });
  }

  async accept(importId: number): Promise<Record<string, number>> {
    const done = await this.person.send<Record<string, number>>(
      'POST',
      `${this.at}/${importId}/accept`,
    );
    return done.body;
  }

  /** As a person does: columns matched as guessed where asked, then everything taken. */
  async bring(file: { name: string; bytes: Buffer }): Promise<Record<string, number>> {
    const { importId, step, columns } = (await this.upload(file)).body;
    if (step === 'columns') {
      const chosen = Object.fromEntries(columns.map(({ field, title }) => [field, title]));
      expect((await this.setColumns(importId, chosen)).status).toBe(200);
    }
    return this.accept(importId);
  }
}
