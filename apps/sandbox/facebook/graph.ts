import { text } from '../core/input';
import { needPageOrUser, needApp } from './caller';
import { catalogEdges, itemEdges } from './catalog';
import { commentableEdges, commentEdges, commentsUnder, commentView } from './comments';
import { pick, readSelection, type Selection } from './fields';
import { liveEdges, pageLiveEdges, refuseGone } from './live';
import { messengerEdges } from './messenger';
import { debugToken, pageToken } from './oauth';
import { pagePostEdges, photoEdges, postEdges } from './posts';
import { GraphRefusal, invalid, missing } from './refusal';
import type { Page } from './state';
import { appEdges, pageSubscriptionEdges } from './subscriptions';
import { throttleBy } from './throttle';
import { pageOf, type Edges, type GraphCall, type World } from './world';

function pageView(world: World, page: Page, call: GraphCall): Record<string, unknown> {
  const { caller } = call;
  const user = caller.kind === 'user' ? caller.token : undefined;
  return {
    id: page.id,
    name: page.name,
    category: 'Nông nghiệp',
    tasks: page.tasks,
    link: `https://www.facebook.com/${page.id}`,
    ...(user ? { access_token: pageToken(world, page.id, user) } : {}),
    ...(caller.kind === 'page' ? { access_token: caller.accessToken } : {}),
  };
}

/** Pages the user has let the app see. */
function accounts(call: GraphCall): unknown {
  const { world, caller } = call;
  if (caller.kind !== 'user')
    throw invalid('Tried accessing nonexisting field (accounts) on node type (Page)');
  const pages = (caller.token?.pageIds ?? [])
    .map((id) => world.state.pages[id])
    .filter((page) => page !== undefined);
  return { data: pages.map((page) => pageView(world, page, call)) };
}

function catalogs(call: GraphCall, pageIds: string[]): unknown {
  const { world } = call;
  const own = Object.values(world.state.catalogs).filter((one) => pageIds.includes(one.pageId));
  return {
    data: own.map(({ id, name, items }) => ({
      id,
      name,
      product_count: Object.keys(items).length,
    })),
  };
}

const userEdges: Edges = {
  GET: { budget: 'app', run: (call) => call.world.state.user },
  'GET accounts': { budget: 'app', run: accounts },
  'GET businesses': { budget: 'app', run: (call) => ({ data: [call.world.state.business] }) },
  'GET permissions': {
    budget: 'app',
    run: () => ({ data: [] }),
  },
};

const businessEdges: Edges = {
  GET: { budget: 'app', run: (call) => call.world.state.business },
  'GET owned_product_catalogs': {
    budget: 'app',
    run: (call) => catalogs(call, call.caller.token?.pageIds ?? []),
  },
};

const pageEdges: Edges = {
  GET: {
    budget: 'pages',
    run: (call) => {
      const page = pageOf(call.world, call.path[0] ?? '');
      needPageOrUser(call, page.id);
      return pageView(call.world, page, call);
    },
  },
  'GET product_catalogs': {
    budget: 'pages',
    run: (call) => {
      needPageOrUser(call, call.path[0] ?? '');
      return catalogs(call, [call.path[0] ?? '']);
    },
  },
  'GET commerce_eligibility': {
    budget: 'pages',
    run: () => {
      const no = (code: string) => ({
        is_eligible: false,
        reasons: [{ code, message: 'Vietnam is not supported.' }],
      });
      const code = 'PAGE_ADDRESS_NOT_SUPPORTED_FOR_SHOPS';
      return { offsite: no(code), onsite: no(`${code}_ONSITE`) };
    },
  },
  ...pagePostEdges,
  ...pageSubscriptionEdges,
  ...pageLiveEdges,
  ...messengerEdges,
};

/** Which edges an id has, and who owns the object for the budgets. */
function edgesOf(call: GraphCall): { edges: Edges; owner: string } {
  const { state } = call.world;
  const id = call.path[0] ?? '';
  if (id === state.user.id) return { edges: userEdges, owner: id };
  if (id === state.app.appId || id === 'app') return { edges: appEdges, owner: state.app.appId };
  if (id === state.business.id) return { edges: businessEdges, owner: id };
  if (state.pages[id]) return { edges: pageEdges, owner: id };
  if (state.catalogs[id]) return { edges: catalogEdges, owner: id };
  const post = state.posts[id];
  if (post) return { edges: { ...postEdges, ...commentableEdges }, owner: post.pageId };
  const comment = state.comments[id];
  if (comment) return { edges: commentEdges, owner: comment.pageId };
  const live = state.lives[id];
  if (live) return { edges: { ...liveEdges, ...commentableEdges }, owner: live.pageId };
  const photo = state.photos[id];
  if (photo) return { edges: photoEdges, owner: photo.pageId };
  const catalog = Object.values(state.catalogs).find((one) =>
    Object.values(one.items).some((item) => item.id === id),
  );
  if (catalog) return { edges: itemEdges, owner: catalog.id };
  throw missing(call.method, id);
}

/** Finds the edge, charges the budgets of app and owner, works, and shows the fields asked for. */
export async function runGraph(
  call: GraphCall,
  charged: (kind: string, owner: string) => void,
): Promise<unknown> {
  const { world } = call;
  if (call.path[0] === 'me') call.path[0] = call.caller.token?.pageId ?? world.state.user.id;
  if (call.path[0] === 'debug_token') {
    if (call.caller.kind === 'page') needApp(call);
    return debugToken(world, text(call.params['input_token']) ?? '');
  }
  const { edges, owner } = edgesOf(call);
  const edge = edges[call.path.length === 1 ? call.method : `${call.method} ${call.path[1]}`];
  if (!edge || call.path.length > 2) throw missing(call.method, call.path[0] ?? '');
  charged(edge.budget, edge.budget === 'app' ? world.state.app.appId : owner);
  throttleBy(world, 'app', world.state.app.appId);
  if (edge.budget !== 'app') throttleBy(world, edge.budget, owner);
  if (call.path[1] === 'comments' && call.method === 'GET')
    refuseGone(world.state.lives[call.path[0] ?? '']);
  const result = await edge.run(call);
  return call.method === 'GET' ? shaped(call, result) : result;
}

function shaped(call: GraphCall, result: unknown): unknown {
  const source = text(call.params['fields']);
  if (!source) return result;
  const selection = readSelection(source.replace(/\s/g, ''));
  if (!selection)
    throw new GraphRefusal({
      code: 2500,
      message: 'Syntax error: the fields parameter could not be parsed',
    });
  return pick(withComments(call.world, result, selection), selection);
}

/** `comments{…}` inside the fields of a post. */
function withComments(world: World, result: unknown, selection: Selection): unknown {
  const asked = selection.get('comments');
  if (!asked || typeof result !== 'object' || result === null) return result;
  const object = result as Record<string, unknown>;
  if (Array.isArray(object['data'])) {
    return { ...object, data: object['data'].map((one) => withComments(world, one, selection)) };
  }
  const query = new URLSearchParams(asked.arguments);
  const rows = commentsUnder(world, String(object['id']), query).slice(
    0,
    Number(query.get('limit') ?? 25),
  );
  return { ...object, comments: { data: rows.map((one) => commentView(world, one)) } };
}
