import { Buffer } from 'node:buffer';

export interface ClientProof {
  id: string;
  secret: string;
  how: 'client_secret_basic' | 'client_secret_post';
}

/** Who a token call says it is: by the Basic header, or by two fields of its form. tiki spec §1 */
export function clientProof(
  authorization: string | undefined,
  form: Readonly<Record<string, unknown>>,
): ClientProof | undefined {
  const basic = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization ?? '')?.[1];
  if (basic !== undefined) {
    const text = Buffer.from(basic, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 0) return undefined;
    return { id: text.slice(0, colon), secret: text.slice(colon + 1), how: 'client_secret_basic' };
  }
  const { client_id: id, client_secret: secret } = form;
  if (typeof id !== 'string' || typeof secret !== 'string') return undefined;
  return { id, secret, how: 'client_secret_post' };
}

/** The token of `Authorization: Bearer …`; '' where there is none. */
export function bearerToken(authorization: string | undefined): string {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}
