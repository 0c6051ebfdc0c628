import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@ganh/config';
import type { FastifyReply } from 'fastify';
import { FRAGMENT_TYPE, type PageName, type PageViews, preferences, renderPage } from '../../web';
import type { Asked } from '../edge/actor';
import { SETTINGS } from '../tokens';

/** Sends pages and answers forms: a page comes complete, a form leads somewhere else (303). */
@Injectable()
export class Pages {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'helpPhone'>) {}

  send<Name extends PageName>(
    request: Asked,
    reply: FastifyReply,
    name: Name,
    view: PageViews[Name],
    status = 200,
  ): void {
    sendPage(request, reply, name, view, { status, helpPhone: this.settings.helpPhone });
  }

  go(reply: FastifyReply, path: string): void {
    void reply.status(303).header('location', path).send();
  }
}

export function sendPage<Name extends PageName>(
  request: Asked,
  reply: FastifyReply,
  name: Name,
  view: PageViews[Name],
  { status, helpPhone = null }: { status: number; helpPhone?: string | null },
): void {
  const nonce = randomBytes(16).toString('base64');
  // An open page that reads itself again after a change asks for its frame only.
  const part = request.headers.accept?.startsWith(FRAGMENT_TYPE) ? 'frame' : 'page';
  const html = renderPage(name, view, {
    nonce,
    part,
    helpPhone,
    isRefusal: status >= 400,
    ...preferences(request.cookies),
  });
  void reply
    .status(status)
    .header('content-security-policy', csp(nonce))
    .header('cache-control', 'no-store')
    .header('vary', 'Cookie, Accept')
    .type('text/html; charset=utf-8')
    .send(html);
}

function csp(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    // A form may lead on to a channel's consent page.
    "form-action 'self' https: http://127.0.0.1:*",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
