import { parseJson } from '@ganh/http';
import {
  ChannelFailure,
  headerOf,
  readAs,
  sameSecret,
  type AppCredentials,
  type RawDelivery,
  type WebhookGroup,
} from '@ganh/channels/kit';
import { eventsOf, pushSchema } from './push-events';
import { pushSign } from './sign';

/** Largest body taken for the console's own address check. */
const VERIFICATION_MAX_BYTES = 1_024;

/** The live push key, the one before it while keys rotate, the console's test key; older apps sign with their API key. */
function keysOf(app: AppCredentials): string[] {
  const own = [
    app['push_partner_key'],
    app['previous_push_partner_key'],
    app['test_push_partner_key'],
  ].filter(Boolean);
  const fallback = app['push_partner_key'] ? undefined : app['partner_key'];
  return [...own, fallback].filter((key): key is string => !!key);
}

/**
 * `Authorization` = HMAC over `callbackUrl|body` (shopee spec §6). The console's address check (code 0) comes before a
 * push key is saved, unsigned or signed with a key nobody has: it holds no event, so it is let through.
 */
function verify(app: AppCredentials, callbackUrl: string, delivery: RawDelivery): boolean {
  const given = headerOf(delivery.headers, 'authorization') ?? '';
  // Every key is tried, so that the time does not tell which one fitted.
  const fits = keysOf(app).filter((key) =>
    sameSecret(given, pushSign(key, callbackUrl, delivery.body)),
  );
  return fits.length > 0 || isAddressCheck(delivery.body);
}

function isAddressCheck(body: Buffer): boolean {
  if (body.length > VERIFICATION_MAX_BYTES) return false;
  try {
    return pushSchema.safeParse(parseJson(body.toString('utf8'))).data?.code === 0;
  } catch {
    return false;
  }
}

function events(delivery: RawDelivery) {
  const note = { label: 'shopee push', writes: false };
  try {
    return eventsOf(
      readAs(pushSchema, parseJson(delivery.body.toString('utf8')), note),
      delivery.body,
    );
  } catch (error) {
    if (error instanceof ChannelFailure) throw error;
    throw new ChannelFailure(
      'unexpectedShape',
      { code: 'no_json' },
      'shopee push: a body that is no JSON',
    );
  }
}

export const shopeeWebhooks: WebhookGroup = {
  verify,
  events,
  ack: { status: 204, body: '' }, // 2xx with an empty body within 3 s. shopee spec §6
};
