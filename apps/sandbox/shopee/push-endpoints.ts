import { list, text, whole } from '../core/input';
import { paramError, ShopeeRefusal } from './refusal';
import type { Endpoints, Outcome, ShopeeCall, World } from './world';

const CODES = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 22, 23, 24, 25, 27, 28, 29, 30, 37, 38, 47,
];

/** Saves the url only if the test push is answered with 2xx within 3 s. shopee spec §6 */
export async function saveCallback(world: World, url: string): Promise<boolean> {
  if (!(await world.pushes.test(url))) return false;
  const { push } = world.state;
  push.callbackUrl = url;
  push.status = 'Normal';
  world.setting.changed();
  return true;
}

function numbers(value: unknown): number[] {
  return (list(value) ?? []).map((one) => whole(one)).filter((one) => one !== undefined);
}

async function setConfig({ world, body }: ShopeeCall): Promise<Outcome> {
  const { push } = world.state;
  const url = text(body['callback_url']);
  if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
    throw paramError('callback_url is invalid.');
  const on = numbers(body['set_push_config_on']);
  const off = numbers(body['set_push_config_off']);
  const wrong = [...on, ...off].find((code) => !CODES.includes(code));
  if (wrong !== undefined) throw paramError(`push code ${wrong} is unknown.`);
  const blocked = list(body['blocked_shop_id_list']);
  if (blocked && blocked.length > 500)
    throw paramError('blocked_shop_id_list must have at most 500 ids.');
  if (url !== undefined && !(await saveCallback(world, url))) {
    throw new ShopeeRefusal(
      'error_param',
      'The callback url did not answer the test push with 2xx within 3 seconds.',
    );
  }
  push.off = [...new Set([...push.off, ...off])].filter((code) => !on.includes(code));
  if (blocked) push.blockedShopIds = numbers(blocked);
  return { response: { result: 'success' } };
}

function getConfig({ world }: ShopeeCall): Outcome {
  const { push } = world.state;
  return {
    response: {
      callback_url: push.callbackUrl,
      live_push_status: push.status,
      suspended_time: 0,
      blocked_shop_id: push.blockedShopIds,
      push_config_on_list: CODES.filter((code) => !push.off.includes(code)),
      push_config_off_list: CODES.filter((code) => push.off.includes(code)),
    },
  };
}

function lostPushes({ world }: ShopeeCall): Outcome {
  const since = world.setting.now() - 3 * 86_400_000;
  const kept = world.state.lost.filter((one) => one.atMs > since);
  const shown = kept.slice(0, 100);
  return {
    response: {
      push_message_list: shown.map(({ shopId, code, timestamp, data }) => ({
        shop_id: shopId ?? 0,
        code,
        timestamp,
        data,
      })),
      has_next_page: kept.length > shown.length,
      last_message_id: shown.at(-1)?.id ?? 0,
    },
  };
}

function confirmLost({ world, body }: ShopeeCall): Outcome {
  const last = whole(body['last_message_id']);
  if (last === undefined) throw paramError('last_message_id is required.');
  world.state.lost = world.state.lost.filter((one) => one.id > last);
  return { response: null };
}

/** Public calls; a client that signs them for a shop is served as well, as some in the field do. */
export const pushEndpoints: Endpoints = {
  '/api/v2/push/set_app_push_config': { method: 'POST', signedAs: 'either', run: setConfig },
  '/api/v2/push/get_app_push_config': { method: 'GET', signedAs: 'either', run: getConfig },
  '/api/v2/push/get_lost_push_message': { method: 'GET', signedAs: 'either', run: lostPushes },
  '/api/v2/push/confirm_consumed_lost_push_message': {
    method: 'POST',
    signedAs: 'either',
    run: confirmLost,
  },
};
