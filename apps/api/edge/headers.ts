import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What may load nothing and stand in no frame: answers for programs, pictures, files. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** The description of the API brings its own script and styles. */
const DOCS =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** Headers of every answer. Pages set a content policy of their own (pages/page.ts) and keep it. */
export async function secureHeaders(
  app: NestFastifyApplication,
  publicUrl: string | null,
): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    // Channels and buyers fetch photos and pages; what is private says same-origin below.
    crossOriginResourcePolicy: false,
    // With no-referrer a browser sends `Origin: null` with a form, and its origin could not be checked.
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    hsts: publicUrl?.startsWith('https:')
      ? { maxAge: 31_536_000, includeSubDomains: false }
      : false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      const isDocs = request.url.startsWith('/api/docs');
      if (!reply.hasHeader('content-security-policy'))
        void reply.header('content-security-policy', isDocs ? DOCS : NOTHING);
      if (request.url.startsWith('/api/') && !isDocs) {
        void reply.header('cross-origin-resource-policy', 'same-origin');
        // A shared phone's browser must not show a screen's data to whoever comes next.
        if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      }
      done(null, payload);
    });
}
