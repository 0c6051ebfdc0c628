import { text } from '../core/input';
import { badParams } from './refusal';
import { EVENT_TYPES } from './webhooks';
import { reads, writes, type Endpoints, type TikTokCall } from './world';

function eventType({ body, query }: TikTokCall): string {
  const name = text(body['event_type']) ?? query.get('event_type') ?? '';
  if (!(name in EVENT_TYPES)) throw badParams('event_type is unknown');
  return name;
}

/** https with a domain name, without number or port, up to 255 characters. tiktok-shop spec §6 */
function checkAddress({ world }: TikTokCall, address: string): void {
  if (!URL.canParse(address) || address.length > 255) throw badParams('address is not a url');
  if (world.state.settings.takesAnyWebhookAddress) return;
  const { protocol, port, hostname } = new URL(address);
  if (protocol !== 'https:' || port !== '' || /^[\d.]+$|:/.test(hostname))
    throw badParams('address must be https with a domain name and no port');
}

export const eventEndpoints: Endpoints = {
  'GET /event/202309/webhooks': reads(({ world, owner }) => {
    const own = Object.entries(world.state.webhooks[owner.id] ?? {});
    const webhooks = own.map(([event_type, address]) => ({ event_type, address }));
    return { webhooks, total_count: webhooks.length };
  }),
  'PUT /event/202309/webhooks': writes((call) => {
    const address = text(call.body['address']) ?? '';
    const name = eventType(call);
    checkAddress(call, address);
    const own = (call.world.state.webhooks[call.owner.id] ??= {});
    own[name] = address;
    return {};
  }),
  'DELETE /event/202309/webhooks': writes((call) => {
    const name = eventType(call);
    const own = call.world.state.webhooks[call.owner.id] ?? {};
    call.world.state.webhooks[call.owner.id] = Object.fromEntries(
      Object.entries(own).filter(([one]) => one !== name),
    );
    return {};
  }),
};
