import { randomBytes } from 'node:crypto';
import type { HttpBody, MultipartPart } from './request';

export interface EncodedBody {
  bytes: Buffer;
  contentType: string;
}

export function encodeBody(body: HttpBody): EncodedBody {
  if ('raw' in body) return { bytes: body.raw, contentType: body.contentType };
  if ('json' in body) {
    return { bytes: Buffer.from(JSON.stringify(body.json)), contentType: 'application/json' };
  }
  if ('form' in body) {
    const bytes = Buffer.from(new URLSearchParams(body.form).toString());
    return { bytes, contentType: 'application/x-www-form-urlencoded' };
  }
  return multipart(body.multipart);
}

/** The address with the query appended behind whatever query it has. */
export function withQuery(url: URL, query: readonly [string, string][] | undefined): string {
  if (!query || query.length === 0) return url.href;
  const added = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const copy = new URL(url.href);
  copy.search = copy.search ? `${copy.search}&${added}` : `?${added}`;
  return copy.href;
}

/** RFC 7578, names escaped as browsers do it. */
function multipart(parts: readonly MultipartPart[]): EncodedBody {
  const boundary = `ganh-${randomBytes(16).toString('hex')}`;
  const chunks: Buffer[] = [];
  for (const { name, value, filename, contentType } of parts) {
    const file = filename === undefined ? '' : `; filename="${escapeName(filename)}"`;
    const type = contentType ?? (Buffer.isBuffer(value) ? 'application/octet-stream' : undefined);
    const head = [
      `--${boundary}`,
      `Content-Disposition: form-data; name="${escapeName(name)}"${file}`,
      ...(type ? [`Content-Type: ${type.replace(/[\r\n]/g, '')}`] : []),
      '',
      '',
    ];
    const content = Buffer.isBuffer(value) ? value : Buffer.from(value);
    chunks.push(Buffer.from(head.join('\r\n')), content, Buffer.from('\r\n'));
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { bytes: Buffer.concat(chunks), contentType: `multipart/form-data; boundary=${boundary}` };
}

function escapeName(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}
