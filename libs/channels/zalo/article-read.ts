import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type ListedVariant,
  type ProductSnapshot,
  type ReadBackClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { articleTitle, isArticleOf, readVariantLine } from './article-text';
import { askAsOa } from './call';

/** How far back an earlier article is looked for, and how many a call shows. */
const PER_SLICE = 10;
const SLICES = 3;

const slice = z.looseObject({
  medias: looseList(z.looseObject({ id: idText, title: looseText })),
});
const detail = z.looseObject({
  id: idText,
  status: looseText,
  body: looseList(z.looseObject({ type: looseText, content: looseText })),
});

type Detail = z.infer<typeof detail>;

function textsOf({ body }: Detail): string[] {
  return body.flatMap((part) => (part.type === 'text' && part.content ? [part.content] : []));
}

/** null for an article that is not there (any more). */
export async function readArticle(access: ShopAccess, id: string): Promise<Detail | null> {
  const call = { path: 'v2.0/article/getdetail', query: [['id', id]] as [string, string][] };
  try {
    return await askAsOa(access, call, detail);
  } catch (error) {
    // Nothing says which number a missing article has: it is the call's only parameter that can be wrong.
    if (error instanceof ChannelFailure && error.detail.code === '-201') return null;
    throw error;
  }
}

/** The product's article among the newest, by the address of its page; those with its title are opened first. */
export async function findArticle(
  access: ShopAccess,
  product: ProductSnapshot,
): Promise<string | null> {
  const title = articleTitle(product);
  for (let page = 0; page < SLICES; page += 1) {
    const query: [string, string][] = [
      ['offset', String(page * PER_SLICE)],
      ['limit', String(PER_SLICE)],
      ['type', 'normal'],
    ];
    const { medias } = await askAsOa(access, { path: 'v2.0/article/getslice', query }, slice);
    const isSame = (one: { title: string | null }) => one.title === title;
    const others = medias.filter((one) => !isSame(one));
    for (const { id } of [...medias.filter(isSame), ...others]) {
      const article = await readArticle(access, id);
      if (article && isArticleOf(product, textsOf(article))) return id;
    }
    if (medias.length < PER_SLICE) return null;
  }
  return null;
}

/** What articles say of the goods in them. zalo spec §3.4 */
export function zaloReadBack(access: ShopAccess): ReadBackClient {
  return {
    async read(externalItemIds) {
      const listed: ListedVariant[] = [];
      for (const externalItemId of externalItemIds) {
        const article = await readArticle(access, externalItemId);
        if (!article) continue;
        const lines = textsOf(article).flatMap((text) => readVariantLine(text) ?? []);
        const onSale = article.status === 'show';
        listed.push(
          ...lines.map((line) => ({ externalItemId, externalVariantId: null, ...line, onSale })),
        );
      }
      return listed;
    },
  };
}
