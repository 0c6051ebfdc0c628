import { parseJson } from '@ganh/http';
import {
  ChannelFailure,
  headerOf,
  idText,
  readAs,
  sameSecret,
  type AppCredentials,
  type ChannelEvent,
  type RawDelivery,
  type WebhookGroup,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { zeventMac } from './sign';
import { eventOf, eventSchema, probeSchema } from './webhook-events';

const signedFields = z.looseObject({ timestamp: idText, oa_id: idText.nullish().catch(null) });

function bodyJson(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Saving the address asks it with `{}` that nobody signed; it tells nothing. zalo spec §6.1 */
function isProbe(body: unknown): boolean {
  return probeSchema.safeParse(body).success;
}

/**
 * Over the bytes as they came. The first term is our app's id; some have met the OA's, which holds only where the app's
 * operator says so (`mac_first_term`: "oa_id"). The header has "mac=" before the digest, or not. zalo spec §6.2
 */
function verify(app: AppCredentials, _callbackUrl: string, delivery: RawDelivery): boolean {
  const body = bodyJson(delivery.body);
  if (isProbe(body)) return true;
  const secret = app['oa_secret'];
  const given = (headerOf(delivery.headers, 'x-zevent-signature') ?? '').replace(/^mac=/, '');
  const read = signedFields.safeParse(body);
  if (!secret || given === '' || !read.success) return false;
  const { timestamp, oa_id: oaId } = read.data;
  const first = app['mac_first_term'] === 'oa_id' ? oaId : app['app_id'];
  return !!first && sameSecret(given, zeventMac(first, delivery.body, timestamp, secret));
}

function events(delivery: RawDelivery): ChannelEvent[] {
  const body = bodyJson(delivery.body);
  if (body === undefined)
    throw new ChannelFailure(
      'unexpectedShape',
      { code: 'no_json' },
      'zalo webhook: a body that is no JSON',
    );
  if (isProbe(body)) return [];
  return [eventOf(readAs(eventSchema, body, { label: 'zalo webhook', writes: false }), body)];
}

export const zaloWebhooks: WebhookGroup = {
  verify,
  events,
  ack: { status: 200, body: '' }, // 200 within 2 s. zalo spec §6.1
};
