import { fields, text, type Fields } from '../core/input';
import { hex } from '../core/random';
import { scaled } from '../core/setting';
import { knownPerson } from './messages';
import { invalidField, ZaloRefusal } from './refusal';
import type { Notice, Template } from './state';
import { nfc, type Endpoints, type World, type ZaloCall } from './world';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const MOST_TRACKING = 48;

/** Numbers that are always answered so. zalo spec §7.2 */
const MAGIC: Readonly<Record<string, [number, string]>> = {
  '84900000114': [-114, 'User cannot receive the message'],
  '84900000115': [-115, 'Out of quota'],
  '84900000118': [-118, 'Zalo account does not exist'],
  '84900000119': [-119, 'Account cannot receive the message'],
  '84900000137': [-137, 'Charging the Zalo Cloud Account failed'],
  '84900000144': [-144, 'OA has reached its daily limit'],
};

/** @throws ZaloRefusal in the words of the phone's host. zalo spec §7.2 */
function checkData(template: Template, data: Fields): void {
  if (Object.keys(data).length === 0) throw new ZaloRefusal(-111, 'Template data is empty');
  for (const { name, maxLength, isRequired } of template.params) {
    const value = text(data[name]);
    if (value === undefined && isRequired)
      throw new ZaloRefusal(-1122, `Template data missing parameter ${name}`);
    if (value !== undefined && [...nfc(value)].length > maxLength)
      throw new ZaloRefusal(-1121, `Template data ${name} is too long`);
  }
}

function sent(call: ZaloCall, to: string, template: Template, trackingId: string): Notice {
  const { world, oa, params } = call;
  const notice: Notice = {
    id: hex(12),
    oaId: oa.oaId,
    to,
    templateId: template.id,
    data: fields(params['template_data']),
    trackingId,
    at: world.setting.now(),
    isDelivered: false,
  };
  world.state.notices.push(notice);
  call.note([notice.id]);
  return notice;
}

/** By phone. zalo spec §4 */
function toPhone(call: ZaloCall): unknown {
  const { world, params } = call;
  const phone = (text(params['phone']) ?? '').replace(/^\+/, '');
  if (!/^84\d{9}$/.test(phone)) throw new ZaloRefusal(-108, 'Phone number is invalid');
  const template = world.state.templates[text(params['template_id']) ?? ''];
  if (!template) throw new ZaloRefusal(-109, 'Template ID is invalid');
  if (template.status !== 'ENABLE') throw new ZaloRefusal(-131, 'Template is not approved');
  const trackingId = text(params['tracking_id']) ?? '';
  if (trackingId === '' || trackingId.length > MOST_TRACKING)
    throw new ZaloRefusal(-132, 'Parameter tracking_id is invalid');
  checkData(template, fields(params['template_data']));
  if (params['mode'] === 'development')
    throw new ZaloRefusal(-127, 'Test template is only for admins');
  const magic = MAGIC[phone];
  if (magic) throw new ZaloRefusal(...magic);
  const left = world.state.settings.noticesPerDay - sentToday(call);
  if (left <= 0) throw new ZaloRefusal(-144, 'OA has reached its daily limit');
  const notice = sent(call, phone, template, trackingId);
  receiptLater(world, notice);
  return {
    msg_id: notice.id,
    sent_time: String(notice.at),
    sending_mode: text(params['sending_mode']) ?? '1',
    quota: {
      dailyQuota: String(world.state.settings.noticesPerDay),
      remainingQuota: String(left - 1),
    },
  };
}

function sentToday({ world, oa }: ZaloCall): number {
  const since = world.setting.now() - DAY_MS;
  return world.state.notices.filter((one) => one.oaId === oa.oaId && one.at > since).length;
}

/** The receipt has the phone where others have a user, and a header of its own. zalo spec §6.3 */
function receiptLater(world: World, notice: Notice): void {
  const { receiptMs } = world.state.settings;
  const deliver = () => {
    const at = world.setting.now();
    notice.isDelivered = true;
    const message = {
      delivery_time: String(at),
      msg_id: notice.id,
      tracking_id: notice.trackingId,
    };
    const sides = { sender: { id: notice.oaId }, recipient: { id: notice.to } };
    const event = { ...sides, message };
    world.hooks.send(notice.oaId, 'user_received_message', at, event, {
      'x-zevent-server': 'ZNS',
    });
  };
  setTimeout(deliver, scaled(world.setting, receiptMs)).unref();
}

/** To somebody who wrote within a year. zalo spec §3.3 */
function toUser(call: ZaloCall): unknown {
  const { world, oa, params } = call;
  const person = knownPerson(world, oa, params['user_id']);
  const template = world.state.templates[text(params['template_id']) ?? ''];
  if (!template) throw invalidField('template_id');
  if (template.status !== 'ENABLE')
    throw new ZaloRefusal(-249, 'Template cannot be sent by user id');
  const lacks = template.params.find(
    ({ name, isRequired }) => isRequired && !text(fields(params['template_data'])[name]),
  );
  if (lacks) throw invalidField(`template_data.${lacks.name}`);
  if (world.setting.now() - person.lastAt > YEAR_MS)
    throw new ZaloRefusal(-232, 'User has not interacted with the OA');
  const notice = sent(call, person.userId, template, '');
  return {
    message_id: notice.id,
    user_id: person.userId,
    sent_time: String(notice.at),
    quota: { quota_type: 'purchase_quota', remain: '100' },
  };
}

function status({ world, oa, params }: ZaloCall): unknown {
  const id = text(params['message_id']);
  const notice = world.state.notices.find((one) => one.id === id && one.oaId === oa.oaId);
  if (!notice) throw new ZaloRefusal(-107, 'Message ID is invalid');
  return { delivery_time: String(notice.at), status: notice.isDelivered ? 1 : 0 };
}

function templateView({ id, name, status: state, tag, params }: Template) {
  return {
    templateId: id,
    templateName: name,
    status: state,
    templateTag: tag,
    listParams: params.map(({ name: param, isRequired, maxLength }) => ({
      name: param,
      require: isRequired,
      type: 'STRING',
      maxLength,
      minLength: 0,
    })),
  };
}

/** On the other host: its refusals have numbers of their own. zalo spec §7.2 */
export const phoneEndpoints: Endpoints = {
  'POST /message/template': toPhone,
  'GET /message/status': status,
  'GET /message/quota': (call) => {
    const daily = call.world.state.settings.noticesPerDay;
    return { dailyQuota: String(daily), remainingQuota: String(daily - sentToday(call)) };
  },
  'GET /template/all': ({ world }) => Object.values(world.state.templates).map(templateView),
  'GET /template/info/v2': ({ world, params }) => {
    const template = world.state.templates[text(params['template_id']) ?? ''];
    if (!template) throw new ZaloRefusal(-109, 'Template ID is invalid');
    return templateView(template);
  },
};

export const templateEndpoints: Endpoints = { 'POST /v3.0/oa/message/template': toUser };
