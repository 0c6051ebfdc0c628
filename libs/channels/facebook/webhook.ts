import { parseJson } from '@ganh/http';
import {
  ChannelFailure,
  headerOf,
  hmacHex,
  readAs,
  sameSecret,
  type AppCredentials,
  type RawDelivery,
  type WebhookGroup,
} from '@ganh/channels/kit';
import { deliverySchema, eventsOf } from './webhook-events';

/** GET with our own word; answered with the challenge alone. facebook spec §7.2 */
function handshake(app: AppCredentials, query: Readonly<Record<string, string>>): string | null {
  const wanted = app['verify_token'];
  const isOurs = !!wanted && sameSecret(query['hub.verify_token'] ?? '', wanted);
  return isOurs && query['hub.mode'] === 'subscribe' ? (query['hub.challenge'] ?? null) : null;
}

/** Over the bytes alone: Meta escapes what it signs, and no parser gives that back. facebook spec §7.3 */
function verify(app: AppCredentials, _callbackUrl: string, delivery: RawDelivery): boolean {
  const secret = app['app_secret'];
  const given = headerOf(delivery.headers, 'x-hub-signature-256') ?? '';
  return !!secret && sameSecret(given, `sha256=${hmacHex(secret, delivery.body)}`);
}

function events(delivery: RawDelivery) {
  const note = { label: 'facebook webhook', writes: false };
  try {
    return eventsOf(readAs(deliverySchema, parseJson(delivery.body.toString('utf8')), note));
  } catch (error) {
    if (error instanceof ChannelFailure) throw error;
    throw new ChannelFailure(
      'unexpectedShape',
      { code: 'no_json' },
      'facebook webhook: a body that is no JSON',
    );
  }
}

export const facebookWebhooks: WebhookGroup = {
  handshake,
  verify,
  events,
  ack: { status: 200, body: 'EVENT_RECEIVED' }, // 200 within 5 s. facebook spec §7.5
};
