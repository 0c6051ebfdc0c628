import type { Readable } from 'node:stream';
import type { Actor } from '@ganh/identity';
import type { SheetFiles } from '@ganh/sync';
import type { FastifyReply } from 'fastify';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `format` xlsx or csv (`separator` `,` or `;`), or `pictures`: a zip of them. */
export async function sendSheet(
  files: SheetFiles,
  actor: Actor,
  file: Awaited<ReturnType<SheetFiles['find']>>,
  asked: Readonly<Record<string, string>>,
  reply: FastifyReply,
): Promise<void> {
  const name = `hang-${new Date(file.madeAt).toISOString().slice(0, 10)}-${file.id}`;
  const attach = (ending: string, type: string, content: Buffer | Readable) =>
    void reply
      .header('content-disposition', `attachment; filename="${name}.${ending}"`)
      .header('cache-control', 'no-store')
      .type(type)
      .send(content);
  if (asked['format'] === 'pictures')
    return attach('zip', 'application/zip', await files.pictures(actor, file));
  if (asked['format'] !== 'csv') return attach('xlsx', XLSX, files.bytes(file, 'xlsx', ','));
  const separator = asked['separator'] === ',' ? ',' : ';';
  attach('csv', 'text/csv; charset=utf-8', files.bytes(file, 'csv', separator));
}
