import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Gánh')
    .setDescription(
      'Money in whole đồng, time in ms UTC, quantities in smallest steps. Errors are application/problem+json ' +
        '{type, title, status, code, ref, errors: [{field, code, reason, remedy}]}. Lists answer {items, nextCursor}. ' +
        'Writes take Idempotency-Key: the same key and request get the same answer, the same key with another request is a 422.',
    )
    .setVersion('1')
    .addCookieAuth('ganh')
    .build();
  return SwaggerModule.createDocument(app, config);
}

/** The page at /api/docs, the document at /api/docs-json. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/docs-json',
  });
}
