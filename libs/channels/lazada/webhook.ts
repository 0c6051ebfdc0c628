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
import { eventsOf, messageSchema } from './push-events';
import { pushSign } from './sign';

/** `Authorization` is the bare signature over the app's key and the body's bytes. lazada spec §7 */
function verify(app: AppCredentials, _callbackUrl: string, delivery: RawDelivery): boolean {
  const given = headerOf(delivery.headers, 'authorization') ?? '';
  const { app_key: key, app_secret: secret } = app;
  return !!key && !!secret && sameSecret(given, pushSign(key, secret, delivery.body));
}

function events({ body }: RawDelivery): ChannelEvent[] {
  return eventsOf(
    readAs(messageSchema, parsed(body), { label: 'lazada push', writes: false }),
    body,
  );
}

function parsed(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    throw new ChannelFailure('unexpectedShape', { code: 'no_json' }, 'lazada push: no JSON');
  }
}

export const lazadaWebhooks: WebhookGroup = {
  verify,
  events,
  ack: { status: 200, body: '' }, // 200 within half a second; the body is ignored. lazada spec §7
};
