import { list, text, type Fields } from '../core/input';
import { needApp, needPage, required } from './caller';
import { GraphRefusal, invalid } from './refusal';
import { pageOf, type Edges, type GraphCall, type World } from './world';

export const PAGE_FIELDS = [
  'feed',
  'live_videos',
  'messages',
  'messaging_postbacks',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'messaging_referrals',
  'messaging_policy_enforcement',
];

function fieldList(value: unknown): string[] {
  const names = (list(value)?.map(text) ?? (text(value) ?? '').split(','))
    .map((name) => name?.trim() ?? '')
    .filter(Boolean);
  const wrong = names.find((name) => !PAGE_FIELDS.includes(name));
  if (wrong)
    throw invalid(
      `Param subscribed_fields must be one of {${PAGE_FIELDS.join(', ')}} - got "${wrong}"`,
    );
  if (names.length === 0) throw invalid('The parameter subscribed_fields is required.');
  return names;
}

/** Level one, for the app: the url must answer the handshake first. */
export async function subscribeApp(
  world: World,
  url: string,
  verifyToken: string,
  fields: string[],
): Promise<boolean> {
  if (!(await world.hooks.handshake(url, verifyToken))) return false;
  world.state.subscription = { callbackUrl: url, fields, verifyToken };
  world.setting.changed();
  return true;
}

async function setSubscription(call: GraphCall): Promise<unknown> {
  needApp(call);
  const { params, world } = call;
  if (text(params['object']) !== 'page') throw invalid('object must be page');
  const url = required(params, 'callback_url');
  if (!URL.canParse(url)) throw invalid('callback_url is not a url');
  const fields = fieldList(params['fields']);
  if (!(await subscribeApp(world, url, required(params, 'verify_token'), fields))) {
    const message =
      '(#2200) Callback verification failed with the following errors: HTTP Status Code or challenge mismatch';
    throw new GraphRefusal({ code: 2200, message });
  }
  return { success: true };
}

function getSubscription(call: GraphCall): unknown {
  needApp(call);
  const { subscription } = call.world.state;
  if (!subscription) return { data: [] };
  const fields = subscription.fields.map((name) => ({ name, version: 'v26.0' }));
  return {
    data: [{ object: 'page', callback_url: subscription.callbackUrl, active: true, fields }],
  };
}

function dropSubscription(call: GraphCall): unknown {
  needApp(call);
  call.world.state.subscription = null;
  return { success: true };
}

export const appEdges: Edges = {
  GET: {
    budget: 'app',
    run: (call) => ({ id: call.world.state.app.appId, name: 'Ứng dụng thử nghiệm' }),
  },
  'POST subscriptions': { budget: 'app', run: setSubscription },
  'GET subscriptions': { budget: 'app', run: getSubscription },
  'DELETE subscriptions': { budget: 'app', run: dropSubscription },
};

/** Level two, for each Page. */
function subscribePage(call: GraphCall): unknown {
  const page = pageOf(call.world, call.path[0] ?? '');
  needPage(call, page.id);
  page.subscribedFields = fieldList(call.params['subscribed_fields']);
  page.failingSince = null;
  return { success: true };
}

function subscribedApps(call: GraphCall): unknown {
  const page = pageOf(call.world, call.path[0] ?? '');
  needPage(call, page.id);
  const app: Fields = { id: call.world.state.app.appId, name: 'Ứng dụng thử nghiệm' };
  return {
    data: page.subscribedFields ? [{ ...app, subscribed_fields: page.subscribedFields }] : [],
  };
}

function unsubscribePage(call: GraphCall): unknown {
  const page = pageOf(call.world, call.path[0] ?? '');
  needPage(call, page.id);
  page.subscribedFields = null;
  return { success: true };
}

export const pageSubscriptionEdges: Edges = {
  'POST subscribed_apps': { budget: 'pages', run: subscribePage },
  'GET subscribed_apps': { budget: 'pages', run: subscribedApps },
  'DELETE subscribed_apps': { budget: 'pages', run: unsubscribePage },
};
