import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { text, truth, type Fields } from '../core/input';
import { finishWork } from './articles';
import { hear, personNamed, sayAsOa } from './messages';
import { addOa, articlesOf, freshState, type Oa } from './state';
import { grant, issue } from './tokens';
import type { World } from './world';

/** What the control door and the console can do with this simulator. */
export function zaloDoor(world: World, close: () => Promise<void>): ChannelDoor {
  const newOa = ({ body }: ControlRequest) =>
    oaView(addOa(world.state, text(body['name']) ?? 'OA mới'));
  const withOa =
    (run: (world: World, oa: Oa, request: ControlRequest) => unknown) =>
    (request: ControlRequest) =>
      run(world, oaIn(world, request), request);
  return {
    name: 'zalo',
    title: 'Zalo',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries: world.hooks.deliveries,
    index: () => zaloIndex(world),
    stateFault: (fault, oaId) => stateFault(world, fault, oaId),
    setWebhook: async (url, body) => setWebhook(world, url, body),
    settings: () => world.state.settings,
    reset: () => {
      const { app } = world.state;
      Object.assign(world.state, freshState(), { app });
    },
    close,
    routes: {
      'GET oas': () => Object.values(world.state.oas).map(oaView),
      'POST oas': newOa,
      'POST shops': newOa,
      'POST oas/:id/authorize': withOa(authorize),
      'POST shops/:id/authorize': withOa(authorize),
      'GET oas/:id/articles': withOa(articles),
      'GET oas/:id/messages': withOa(messages),
      'GET oas/:id/notices': withOa((_, oa) =>
        world.state.notices.filter((one) => one.oaId === oa.oaId),
      ),
      'POST oas/:id/message': withOa(message),
      'POST oas/:id/answer': withOa(answer),
      'POST oas/:id/submit-info': withOa(submitInfo),
      'POST oas/:id/people': withOa(person),
      'POST oas/:id/articles/:article/remove': withOa((_, __, { params }) => {
        delete world.state.articles[params['article'] ?? ''];
        return {};
      }),
      'POST templates/:template': (request) => changeTemplate(world, request),
      'POST settings': ({ body }) => changeSettings(world.state.settings, body),
    },
  };
}

const oaView = ({ oaId, name }: Oa) => ({ id: oaId, name });

function oaIn(world: World, { params }: ControlRequest): Oa {
  const oa = world.state.oas[params['id'] ?? ''];
  if (!oa) throw new ControlRefusal(`no OA ${params['id']}`, 404);
  return oa;
}

/** A pair of tokens that lasts as long as nobody refreshes it or gives consent anew. */
function readyMade(world: World, oaId: string): Record<string, string> {
  const { tokens, refreshTokens } = world.state;
  const access = Object.entries(tokens).find(([, one]) => one.oaId === oaId)?.[0];
  const refresh = Object.entries(refreshTokens).find(
    ([, one]) => one.oaId === oaId && !one.isUsed,
  )?.[0];
  return access && refresh ? { access_token: access, refresh_token: refresh } : issue(world, oaId);
}

function zaloIndex(world: World): Record<string, unknown> {
  const { app, oas, templates, webhook, settings } = world.state;
  const ids = Object.keys(templates);
  return {
    baseUrl: world.url(),
    authUrl: `${world.url()}/v4/oa/permission`,
    tokenUrl: `${world.url()}/v4/oa/access_token`,
    business_url: world.url(),
    app_id: app.appId,
    app_secret: app.appSecret,
    oa_secret: app.oaSecret,
    code_verifier: app.codeVerifier,
    template_order_confirmed: ids[0],
    template_payment_asked: ids[1],
    template_shipped: ids[2],
    oas: Object.values(oas).map((oa) => ({
      oa_id: oa.oaId,
      name: oa.name,
      ...readyMade(world, oa.oaId),
    })),
    callback_url: webhook.url,
    limits: world.buckets.kinds(),
    settings,
  };
}

function stateFault(world: World, fault: StateFault, oaId: string | undefined): void {
  const { oas, tokens } = world.state;
  if (oaId !== undefined && !oas[oaId]) throw new ControlRefusal(`no OA ${oaId}`, 404);
  for (const token of Object.values(tokens)) {
    if (oaId !== undefined && token.oaId !== oaId) continue;
    if (fault === 'expired-token') token.expiresAt = world.setting.now();
    const oa = oas[token.oaId];
    if (oa && fault === 'revoked-shop') oa.isRevoked = true;
  }
  world.setting.changed();
}

async function setWebhook(
  world: World,
  url: string,
  body: Fields,
): Promise<Record<string, unknown>> {
  if (url !== '' && !truth(body['force']) && !(await world.hooks.probe(url)))
    throw new ControlRefusal('the url did not answer an unsigned {} with 200', 422);
  world.state.webhook = { url, isOn: true };
  world.setting.changed();
  return { callback_url: url };
}

/** The admin's click on the consent page, for tests without a browser. */
function authorize(world: World, oa: Oa, { body }: ControlRequest): unknown {
  const to = text(body['redirect_uri']);
  if (!to || !URL.canParse(to)) throw new ControlRefusal('redirect_uri is needed');
  return grant(world, oa, to, text(body['state']) ?? '');
}

function articles(world: World, oa: Oa): unknown {
  finishWork(world);
  return articlesOf(world.state, oa.oaId);
}

function messages(world: World, oa: Oa): unknown {
  return world.state.messages
    .filter((one) => one.oaId === oa.oaId)
    .map((one) => ({ ...one, name: world.state.people[one.userId]?.name ?? '' }));
}

const DEMO_BUYER = 'Lê Thị Hồng';

function buyer(world: World, oa: Oa, { body }: ControlRequest) {
  return personNamed(world, oa.oaId, text(body['from']) ?? text(body['name']) ?? DEMO_BUYER);
}

function said({ body }: ControlRequest): string {
  const words = text(body['text']) ?? '';
  if (!words) throw new ControlRefusal('text is needed');
  return words;
}

/** A buyer writes: `{text, from?}`. */
function message(world: World, oa: Oa, request: ControlRequest): unknown {
  return hear(world, buyer(world, oa, request), said(request));
}

/** Somebody of the OA answers in Zalo's own app. */
function answer(world: World, oa: Oa, request: ControlRequest): unknown {
  return sayAsOa(world, buyer(world, oa, request), said(request));
}

/** A buyer fills in the form of `request_user_info`. zalo spec §6.3 */
function submitInfo(world: World, oa: Oa, request: ControlRequest): unknown {
  const person = buyer(world, oa, request);
  const { phone, address, ward, city } = request.body;
  const info = { name: person.name, phone, address, ward, city };
  const at = world.setting.now();
  person.lastAt = at;
  world.hooks.send(oa.oaId, 'user_submit_info', at, {
    sender: { id: person.userId },
    recipient: { id: oa.oaId },
    user_id_by_app: person.userIdByApp,
    info,
  });
  return person;
}

/** Makes a person, or changes one: `{name, isFollower?, isInactive?, hasRefused?}`. */
function person(world: World, oa: Oa, request: ControlRequest): unknown {
  const found = buyer(world, oa, request);
  for (const key of ['isFollower', 'isInactive', 'hasRefused'] as const)
    found[key] = truth(request.body[key]) ?? found[key];
  return found;
}

/** Zalo's review of a template, told by webhook: `{status, reason?}`. zalo spec §6.3 */
function changeTemplate(world: World, { params, body }: ControlRequest): unknown {
  const template = world.state.templates[params['template'] ?? ''];
  const status = text(body['status']);
  if (!template) throw new ControlRefusal('no such template', 404);
  if (status !== 'ENABLE' && status !== 'REJECT' && status !== 'DISABLE')
    throw new ControlRefusal('status: ENABLE, REJECT or DISABLE');
  const before = template.status;
  template.status = status;
  const oaId = Object.keys(world.state.oas)[0] ?? '';
  const event = {
    oa_id: oaId,
    template_id: template.id,
    status: { prev_status: before, new_status: status },
    reason: text(body['reason']) ?? '',
  };
  world.hooks.send(oaId, 'change_template_status', world.setting.now(), event, {
    'x-zevent-server': 'ZNS',
  });
  return template;
}
