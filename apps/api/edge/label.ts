import type { LabelDocument } from '@ganh/channels/kit';
import type { FastifyReply } from 'fastify';

/** A channel's page among ours: it may show itself and do nothing. */
const SANDBOX =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; font-src data: https:";
/** Readers of PDF in browsers stop working under a stricter one. */
const PAPER = "frame-ancestors 'none'";

/** What is to be printed, shown in the browser. It names the buyer: nobody keeps it. */
export function sendLabel(reply: FastifyReply, { contentType, bytes }: LabelDocument): void {
  const isPage = contentType === 'text/html';
  void reply
    .header('content-type', isPage ? `${contentType}; charset=utf-8` : contentType)
    .header('content-disposition', 'inline; filename="phieu-gui"')
    .header('cache-control', 'no-store')
    .header('content-security-policy', isPage ? SANDBOX : PAPER)
    .send(bytes);
}
