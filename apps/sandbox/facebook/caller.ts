import type { Call } from '../core/front';
import { text, type Fields } from '../core/input';
import { deadToken, GraphRefusal, invalid } from './refusal';
import { appsecretProof, sameProof } from './signature';
import type { Caller, GraphCall, World } from './world';

/** Who is calling, by bearer header or parameter. @throws GraphRefusal for a missing, unknown, expired or dead token */
export function identify(world: World, call: Call, params: Fields): Caller {
  const header = call.headers['authorization'];
  const bearer =
    typeof header === 'string' && header.startsWith('Bearer ') ? header.slice(7).trim() : undefined;
  const accessToken = bearer ?? text(params['access_token']);
  if (!accessToken) {
    const message = 'An access token is required to request this resource.';
    throw new GraphRefusal({ code: 104, message, status: 400 });
  }
  checkProof(world, accessToken, text(params['appsecret_proof']));
  const { appId, appSecret } = world.state.app;
  if (accessToken === `${appId}|${appSecret}`)
    return { kind: 'app', token: undefined, accessToken };
  const token = world.state.tokens[accessToken];
  if (!token)
    throw new GraphRefusal({
      code: 190,
      message: 'Invalid OAuth access token - Cannot parse access token',
      status: 400,
    });
  if (token.dead) throw deadToken(token.dead);
  if (token.expiresAt !== 0 && token.expiresAt <= world.setting.now()) throw deadToken(463);
  return { kind: token.kind, token, accessToken };
}

function checkProof(world: World, accessToken: string, proof: string | undefined): void {
  const refuse = (message: string) =>
    new GraphRefusal({ code: 100, type: 'GraphMethodException', message });
  if (proof === undefined) {
    if (!world.state.settings.requireAppSecret) return;
    throw refuse('API calls from the server require an appsecret_proof argument');
  }
  if (!sameProof(proof, appsecretProof(world.state.app.appSecret, accessToken))) {
    throw refuse('Invalid appsecret_proof provided in the API argument');
  }
}

/** For what only the Page itself may do. */
export function needPage(call: GraphCall, pageId: string): void {
  const { caller } = call;
  if (caller.kind !== 'page') {
    throw new GraphRefusal({
      code: 200,
      message: '(#200) This call requires a Page access token of this Page.',
      status: 403,
    });
  }
  if (caller.token?.pageId !== pageId) {
    throw new GraphRefusal({
      code: 10,
      message: '(#10) Requested Page Does Not Match Page Access Token',
      status: 403,
    });
  }
}

/** For what may be read with the Page's token or with the token of a user who let the app see the Page. */
export function needPageOrUser(call: GraphCall, pageId: string): void {
  const { caller } = call;
  if (caller.kind === 'user' && caller.token?.pageIds?.includes(pageId)) return;
  if (caller.kind === 'user') {
    throw new GraphRefusal({
      code: 200,
      message: '(#200) The user has not granted this Page to the app.',
      status: 403,
    });
  }
  needPage(call, pageId);
}

export function needApp(call: GraphCall): void {
  if (call.caller.kind !== 'app')
    throw new GraphRefusal({
      code: 15,
      message: '(#15) This method must be called with an app access_token.',
    });
}

export function required(params: Fields, key: string): string {
  const value = text(params[key]);
  if (value === undefined || value === '') throw invalid(`The parameter ${key} is required.`);
  return value;
}
