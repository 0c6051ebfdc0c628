import { createHash } from 'node:crypto';
import {
  ChannelFailure,
  type ItemOutcome,
  type KeylessOutcome,
  type ListingRefs,
  type ProductSnapshot,
  type PushItem,
  type ShopAccess,
  type TicketClient,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { findArticle, readArticle } from './article-read';
import { articleBody, type ArticleBody } from './article-text';
import { askAsOa } from './call';
import { askAfterMs, FIRST_ASK_MS, isOverdue, readTicket, writeTicket } from './ticket';

type Memory = Record<string, string>;

const HOUR = 3_600_000;
/** A call whose answer was lost may have begun an article; by then it stands in the list. */
const LOOK_AGAIN_MS = 60_000;
const QUOTA_AGAIN_MS = 6 * HOUR;

const begun = z.looseObject({ token: z.string().min(1) });
const verified = z.looseObject({ id: z.string().min(1) });

function digestOf(body: ArticleBody): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16);
}

/** Brings the product's one article to its newest words, or makes it. Both are only begun: a ticket tells of the end. */
export async function pushArticle(access: ShopAccess, item: PushItem): Promise<ItemOutcome> {
  const { key, product, mayExist } = item;
  const body = articleBody(product, access.externalShopId);
  const digest = digestOf(body);
  const { memory } = product;
  const known = memory['articleId'] || (mayExist ? await findArticle(access, product) : null);
  const isSame = known === memory['articleId'] && memory['articleText'] === digest;
  if (known && isSame) return { key, kind: 'unchanged' };
  if (!known && product.hidden) return { key, kind: 'unchanged' };
  if (product.photos.length === 0)
    return {
      key,
      kind: 'rejected',
      reason: { key: 'missing_photo', code: 'missing_photo', field: 'photos' },
    };
  try {
    return { key, ...(await begin(access, body, digest, known)) };
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error;
    return { key, ...(await refused(access, error, known, memory)) };
  }
}

async function begin(
  access: ShopAccess,
  body: ArticleBody,
  digest: string,
  known: string | null,
): Promise<KeylessOutcome> {
  const call = known
    ? { path: 'v2.0/article/update', json: { id: known, ...body } }
    : { path: 'v2.0/article/create', json: { ...body } };
  try {
    const { token } = await askAsOa(access, call, begun);
    const ticket = writeTicket({ token, digest, givenAt: access.now() });
    return { kind: 'pending', ticket, askAfterMs: FIRST_ASK_MS };
  } catch (error) {
    if (error instanceof ChannelFailure && error.detail.ambiguous && !known)
      throw new ChannelFailure(
        error.kind,
        { ...error.detail, retryAfterMs: LOOK_AGAIN_MS },
        error.message,
      );
    throw error;
  }
}

/** A refusal that speaks of the article is its outcome, not the call's failure. */
async function refused(
  access: ShopAccess,
  error: ChannelFailure,
  known: string | null,
  memory: Readonly<Memory>,
): Promise<KeylessOutcome> {
  const { reason } = error.detail;
  if (error.kind !== 'rejected' || !reason) throw error;
  // The quota of articles fills up again by itself. zalo spec §7.1, -223
  if (reason.key === 'quota_used_up') return { kind: 'deferred', retryAfterMs: QUOTA_AGAIN_MS };
  if (known && (await readArticle(access, known)) === null) {
    // Deleted there, perhaps on purpose: a person decides; "post again" then makes a new one.
    return {
      kind: 'rejected',
      reason: { key: 'gone', code: reason.code },
      refs: { memory: { ...memory, articleId: '' } },
    };
  }
  return { kind: 'rejected', reason };
}

export function articleTickets(access: ShopAccess): TicketClient {
  return {
    async ask(ticket, items) {
      const outcomes: ItemOutcome[] = [];
      for (const { key, product } of items)
        outcomes.push({ key, ...(await ask(access, ticket, product)) });
      return outcomes;
    },
  };
}

async function ask(
  access: ShopAccess,
  ticket: string,
  product: ProductSnapshot,
): Promise<KeylessOutcome> {
  const { token, digest, givenAt } = readTicket(ticket);
  const ageMs = access.now() - givenAt;
  try {
    const call = { path: 'v2.0/article/verify', json: { token } };
    const { id } = await askAsOa(access, call, verified);
    return { kind: 'accepted', refs: refsOf(access, id, digest) };
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error;
    // -214: still being processed. zalo spec §7.1
    if (error.detail.code === '-214' && !isOverdue(ageMs))
      return { kind: 'pending', ticket, askAfterMs: askAfterMs(ageMs) };
    if (error.kind !== 'rejected' && error.detail.code !== '-214') throw error;
    return lookAtArticle(access, product);
  }
}

/** The token tells nothing more. An article that stands there is written anew, whatever it says. */
async function lookAtArticle(
  access: ShopAccess,
  product: ProductSnapshot,
): Promise<KeylessOutcome> {
  const found = product.memory['articleId'] || (await findArticle(access, product));
  return {
    kind: 'deferred',
    retryAfterMs: LOOK_AGAIN_MS,
    refs: found ? refsOf(access, found, '') : undefined,
  };
}

/** `article_url` is a template of the app's operator for where people see an article. */
function refsOf(access: ShopAccess, articleId: string, articleText: string): ListingRefs {
  const viewUrl = access.app['article_url']
    ?.replace('{oa}', access.externalShopId)
    .replace('{article}', articleId);
  return { externalItemId: articleId, memory: { articleId, articleText }, viewUrl };
}
