import { zalo } from '@ganh/channels/zalo';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import type { ContractBench, ShownVariant } from '../../libs/channels/kit/drive.suite';
import { credentialsOf, newProduct, openChannelSandbox, queryOf } from '../support/channel-sandbox';

interface Article {
  status: 'show' | 'hide';
  body: { type: string; content?: string }[];
}

const REDIRECT = 'https://htx.example/channels/zalo/back';
const PROCESSED_MS = 5_000;
const LINE = /\(mã (\S+)\): ([\d.]+)\D+(còn|hết) hàng$/;

const wordsOf = ({ body }: Article) => body.map((part) => part.content ?? '');

/** What a reader of an article takes from it. */
function variantsIn(article: Article): ShownVariant[] {
  return wordsOf(article).flatMap((line) => {
    const [, sku, price, word] = LINE.exec(line) ?? [];
    if (!sku || !price) return [];
    const priceVnd = Number(price.replaceAll('.', ''));
    return [{ sku, priceVnd, qty: word === 'hết' ? 0 : 1, onSale: article.status === 'show' }];
  });
}

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(zalo);
  const { index, control } = sandbox;
  const path = (oaId: string, rest: string) => `oas/${oaId}/${rest}`;
  const articles = (oaId: string) => control<Article[]>('GET', path(oaId, 'articles'));
  await control('POST', 'webhook', { url: sandbox.callbackUrl });
  // Receipts of templates come at once, not among the deliveries that are counted later.
  await control('POST', 'settings', { receiptMs: 0 });
  return {
    adapter: zalo,
    access: {
      baseUrl: index.baseUrl,
      authUrl: index.authUrl,
      tokenUrl: String(index['tokenUrl']),
      app: credentialsOf(index),
      send: sandbox.send,
      now: sandbox.now,
    },
    redirectUrl: REDIRECT,
    callbackUrl: sandbox.callbackUrl,
    consent: async (authorizeUrl) => {
      const { redirect_uri, state } = queryOf(authorizeUrl);
      const oa = await control<{ id: string }>('POST', 'oas', { name: 'HTX Bến Lau' });
      const asked = path(oa.id, 'authorize');
      const given = await control<{ location: string }>('POST', asked, { redirect_uri, state });
      return queryOf(given.location);
    },
    product: newProduct,
    showsStockInWords: true,
    behave: sandbox.behave,
    calm: sandbox.calm,
    shown: async ({ externalShopId }) => (await articles(externalShopId)).flatMap(variantsIn),
    copies: async ({ externalShopId }, { pageUrl }) => {
      // What is still being processed counts too.
      sandbox.advance(PROCESSED_MS);
      const all = await articles(externalShopId);
      return all.filter((one) => wordsOf(one).some((line) => line.endsWith(pageUrl))).length;
    },
    write: async ({ externalShopId }, text) => {
      const said = await control<{ id: string }>('POST', path(externalShopId, 'message'), { text });
      return [said.id];
    },
    answer: async ({ externalShopId }, text) =>
      (await control<{ id: string }>('POST', path(externalShopId, 'answer'), { text })).id,
    notices: async ({ externalShopId }) =>
      control<{ to: string; data: Record<string, string> }[]>(
        'GET',
        path(externalShopId, 'notices'),
      ),
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'article', endpoint: 'article/create' },
    reading: {
      endpoint: 'listrecentchat',
      run: async (client, now) =>
        client.conversations?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('Zalo', open);
