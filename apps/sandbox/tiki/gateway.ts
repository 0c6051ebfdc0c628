import { bodyFields, html, json, type Answer, type Call } from '../core/front';
import type { Trace } from '../core/journaled';
import { refused, TikiRefusal } from './refusal';
import { bearerToken } from './signature';
import type { Grant } from './state';
import type { Endpoint, World } from './world';

/** The grant behind a call, also one that has ended; for the journal. */
export function grantOf(world: World, call: Call): Grant | undefined {
  const header = call.headers['authorization'];
  const token = bearerToken(typeof header === 'string' ? header : undefined);
  return world.state.grants.find((one) => one.accessToken === token && token !== '');
}

/** Token, seller, scope, limit, body, business: the first that does not hold answers. tiki spec §7 */
export async function answerCall(
  world: World,
  found: { endpoint: Endpoint; params: Record<string, string> } | undefined,
  call: Call,
  noted: Trace,
): Promise<Answer> {
  try {
    if (!found) throw new TikiRefusal(404, ['no such path']);
    const seller = admit(world, found.endpoint, call);
    const body = await bodyFields(call);
    if (!body) throw new TikiRefusal(400, ['the request body is not valid JSON']);
    const outcome = found.endpoint.run({
      world,
      seller,
      params: found.params,
      query: call.query,
      body,
      note: (ids, values = []) => {
        noted.ids = ids.map(String);
        noted.values = values;
      },
      partial: () =>
        world.faults.takePartial(call.path, seller ? String(seller.id) : null) !== undefined,
    });
    if (call.method !== 'GET') world.setting.changed();
    return 'html' in outcome ? html(outcome.html) : json(outcome.json);
  } catch (error) {
    if (!(error instanceof TikiRefusal)) throw error;
    noted.outcome = String(error.status);
    return refused(error.status, error.errors);
  }
}

function admit(world: World, endpoint: Endpoint, call: Call) {
  const grant = grantOf(world, call);
  if (!grant || grant.expiresAt <= world.setting.now())
    throw new TikiRefusal(401, ['access token is missing or has expired']);
  const seller = grant.sellerId === null ? undefined : world.state.sellers[grant.sellerId];
  if (seller && !seller.active) throw new TikiRefusal(403, ['seller is not active']);
  const scopes = grant.scope.split(' ');
  const isAllowed =
    endpoint.scopes.length === 0 ||
    scopes.includes('all') ||
    endpoint.scopes.some((scope) => scopes.includes(scope));
  if (!isAllowed) throw new TikiRefusal(403, [`scope ${endpoint.scopes.join(' or ')} is required`]);
  if (seller && !world.buckets.of('seller', String(seller.id)).take())
    throw new TikiRefusal(429, ['too many requests']);
  return seller;
}
