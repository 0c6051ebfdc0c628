import { Problem } from '@ganh/kernel';
import type { FastifyRequest } from 'fastify';

/**
 * A browser says where a write comes from; one that another site had it send is refused, with our cookie or without:
 * logging somebody in as somebody else is an attack too. Programs say nothing and pass; they carry no browser's cookie.
 * `publicOrigin` counts beside the address the request came to, for a proxy that does not pass that on.
 */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { headers } = request;
  const said = headers.origin ?? headers.referer;
  if (said === undefined) {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign();
    return;
  }
  const origin = originOf(said);
  const own = originOf(`${request.protocol}://${request.host}`);
  if (origin === null || (origin !== own && origin !== publicOrigin)) throw foreign();
}

/** null for what has none, `Origin: null` included. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, origin } = new URL(address);
  return protocol === 'http:' || protocol === 'https:' ? origin : null;
}

function foreign(): Problem {
  return new Problem('forbidden', 'Yêu cầu đến từ trang khác. Mở lại Gánh rồi làm tiếp.');
}
