import { fields, isFields, list, text, whole } from '../core/input';
import { hex } from '../core/random';
import { scaled } from '../core/setting';
import { invalidField, ZaloRefusal } from './refusal';
import { articlesOf, newId, type Article, type ArticleContent } from './state';
import { nfc, type Endpoints, type World, type ZaloCall } from './world';

const MOST_PER_SLICE = 10;

function boundedText(value: unknown, field: string, max: number): string {
  const said = nfc(text(value) ?? '');
  if (said.trim() === '' || [...said].length > max) throw invalidField(field);
  return said;
}

/** Lengths and parts: community, zalo spec §3.4 names the calls only. */
function contentOf({ params }: ZaloCall): ArticleContent {
  if (text(params['type']) !== 'normal') throw invalidField('type');
  const cover = fields(params['cover']);
  const isPhoto = cover['cover_type'] === 'photo' && URL.canParse(text(cover['photo_url']) ?? '');
  if (!isPhoto) throw invalidField('cover');
  const body = (list(params['body']) ?? []).filter(isFields);
  if (body.length === 0 || !body.every(isPart)) throw invalidField('body');
  return {
    title: boundedText(params['title'], 'title', 150),
    author: boundedText(params['author'], 'author', 50),
    description: boundedText(params['description'], 'description', 300),
    status: params['status'] === 'show' ? 'show' : 'hide',
    cover,
    body,
  };
}

function isPart(part: Record<string, unknown>): boolean {
  if (part['type'] === 'text') return (text(part['content']) ?? '') !== '';
  return part['type'] === 'image' && URL.canParse(text(part['url']) ?? '');
}

function ownArticle({ world, oa, params }: ZaloCall): Article {
  finishWork(world);
  const article = world.state.articles[text(params['id']) ?? ''];
  if (!article || article.oaId !== oa.oaId) throw invalidField('id');
  return article;
}

/** What is ready by now stands there. */
export function finishWork(world: World): void {
  const now = world.setting.now();
  for (const work of Object.values(world.state.articleWork)) {
    if (work.isDone || work.readyAt > now) continue;
    const { oaId, articleId: id, content } = work;
    const before = world.state.articles[id];
    const createdAt = before?.createdAt ?? work.readyAt;
    world.state.articles[id] = { id, oaId, createdAt, updatedAt: work.readyAt, ...content };
    work.isDone = true;
  }
}

function begin(call: ZaloCall, articleId: string, content: ArticleContent): { token: string } {
  const { world, oa } = call;
  const token = hex(24);
  world.state.articleWork[token] = {
    oaId: oa.oaId,
    articleId,
    content,
    readyAt: world.setting.now() + scaled(world.setting, world.state.settings.articleMs),
    isDone: false,
  };
  call.note([articleId]);
  return { token };
}

function create(call: ZaloCall): unknown {
  const content = contentOf(call);
  const { settings } = call.world.state;
  if (settings.articlesLeft <= 0)
    throw new ZaloRefusal(-223, 'OA has reached the quota of articles');
  settings.articlesLeft -= 1;
  return begin(call, newId(call.world.state), content);
}

function update(call: ZaloCall): unknown {
  const { id } = ownArticle(call);
  return begin(call, id, contentOf(call));
}

function verify({ world, oa, params }: ZaloCall): unknown {
  finishWork(world);
  const work = world.state.articleWork[text(params['token']) ?? ''];
  if (!work || work.oaId !== oa.oaId) throw invalidField('token');
  if (!work.isDone) throw new ZaloRefusal(-214, 'Article is being processed');
  return { id: work.articleId };
}

function remove(call: ZaloCall): unknown {
  delete call.world.state.articles[ownArticle(call).id];
  return {};
}

function slice({ world, oa, params }: ZaloCall): unknown {
  finishWork(world);
  const offset = whole(params['offset']) ?? 0;
  const limit = whole(params['limit']) ?? MOST_PER_SLICE;
  if (offset < 0 || limit < 1 || limit > MOST_PER_SLICE) throw invalidField('limit');
  const all = articlesOf(world.state, oa.oaId);
  return {
    medias: all.slice(offset, offset + limit).map((one) => ({
      id: one.id,
      title: one.title,
      status: one.status,
      type: 'normal',
      thumb: one.cover['photo_url'],
      create_date: one.createdAt,
      update_date: one.updatedAt,
      total_view: 0,
      total_share: 0,
    })),
    total: all.length,
  };
}

function detail(call: ZaloCall): unknown {
  const { oaId: _oaId, createdAt, updatedAt, ...shown } = ownArticle(call);
  return { ...shown, type: 'normal', create_date: createdAt, update_date: updatedAt };
}

export const articleEndpoints: Endpoints = {
  'POST /v2.0/article/create': create,
  'POST /v2.0/article/update': update,
  'POST /v2.0/article/verify': verify,
  'POST /v2.0/article/remove': remove,
  'GET /v2.0/article/getslice': slice,
  'GET /v2.0/article/getdetail': detail,
};
