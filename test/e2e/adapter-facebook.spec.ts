import { facebook } from '@ganh/channels/facebook';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import type { ContractBench } from '../../libs/channels/kit/drive.suite';
import { credentialsOf, newProduct, openChannelSandbox, queryOf } from '../support/channel-sandbox';

interface ShownItem {
  sku: string;
  price: string;
  stock: number;
  visibility: string;
}

interface ShownComment {
  id: string;
  is_hidden: boolean;
}

interface MadePage {
  id: string;
  catalogId: string;
}

const REDIRECT = 'https://htx.example/channels/facebook/back';

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(facebook);
  const { index, control } = sandbox;
  const app: Record<string, string> = { ...credentialsOf(index) };
  const catalogIds: Record<string, string> = {};
  const path = (pageId: string, rest: string) => `pages/${pageId}/${rest}`;
  return {
    adapter: facebook,
    access: {
      baseUrl: index.baseUrl,
      authUrl: index.authUrl,
      tokenUrl: null,
      app,
      send: sandbox.send,
      now: sandbox.now,
    },
    redirectUrl: REDIRECT,
    callbackUrl: sandbox.callbackUrl,
    consent: async (authorizeUrl) => {
      const { redirect_uri, state } = queryOf(authorizeUrl);
      const page = await control<MadePage>('POST', 'pages', { name: 'HTX Bến Lau' });
      catalogIds[page.id] = page.catalogId;
      app['catalog_ids'] = JSON.stringify(catalogIds);
      const granted = { redirect_uri, state, page_ids: [page.id] };
      return queryOf((await control<{ location: string }>('POST', 'authorize', granted)).location);
    },
    product: newProduct,
    behave: sandbox.behave,
    calm: sandbox.calm,
    shown: async ({ externalShopId }) =>
      (await control<ShownItem[]>('GET', path(externalShopId, 'items'))).map((item) => ({
        sku: item.sku,
        qty: item.stock,
        priceVnd: Number(/^(\d+) VND$/.exec(item.price)?.[1]),
        onSale: item.visibility === 'published',
      })),
    copies: async ({ externalShopId }, product) => {
      const posts = await control<{ message: string }[]>('GET', path(externalShopId, 'posts'));
      return posts.filter((post) => post.message.includes(product.title)).length;
    },
    write: async ({ externalShopId }, text) => {
      const comment = await control<{ id: string }>('POST', path(externalShopId, 'comment'), {
        message: text,
      });
      const message = await control<{ mid: string }>('POST', path(externalShopId, 'message'), {
        text,
      });
      return [comment.id, message.mid];
    },
    answer: async ({ externalShopId, tokens }, text) => {
      const posts = await control<{ id: string }[]>('GET', path(externalShopId, 'posts'));
      const answer = await fetch(`${index.baseUrl}/v26.0/${posts[0]?.id}/comments`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens.accessToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ message: text }),
      });
      return ((await answer.json()) as { id: string }).id;
    },
    isHidden: async ({ externalShopId }, commentId) => {
      const posts = await control<{ comments: ShownComment[] }[]>(
        'GET',
        path(externalShopId, 'posts'),
      );
      return posts
        .flatMap((post) => post.comments)
        .some((one) => one.id === commentId && one.is_hidden);
    },
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'post', endpoint: 'feed' },
    reading: {
      endpoint: 'feed',
      run: async (client, now) =>
        client.conversations?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('Facebook', open);
