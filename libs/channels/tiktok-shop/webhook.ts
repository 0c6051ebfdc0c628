import { parseJson } from '@ganh/http';
import {
  ChannelFailure,
  headerOf,
  readAs,
  sameSecret,
  type AppCredentials,
  type ChannelEvent,
  type RawDelivery,
  type WebhookGroup,
} from '@ganh/channels/kit';
import { deliverySchema, eventsOf } from './delivery-events';
import { webhookSign } from './sign';

/** `Authorization` holds the signature and no word before it. tiktok-shop spec §6 */
function verify(app: AppCredentials, _callbackUrl: string, delivery: RawDelivery): boolean {
  const { app_key: key, app_secret: secret } = app;
  if (!key || !secret) return false;
  const given = headerOf(delivery.headers, 'authorization') ?? '';
  return sameSecret(given, webhookSign(key, secret, delivery.body));
}

function events({ body }: RawDelivery): ChannelEvent[] {
  const note = { label: 'tiktok-shop webhook', writes: false };
  return eventsOf(readAs(deliverySchema, parsed(body, note.label), note), body);
}

function parsed(body: Buffer, label: string): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    throw new ChannelFailure('unexpectedShape', { code: 'no_json' }, `${label}: no JSON`);
  }
}

export const tiktokShopWebhooks: WebhookGroup = {
  verify,
  events,
  ack: { status: 200, body: '' }, // within 3 s. tiktok-shop spec §6
};
