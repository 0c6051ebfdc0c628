import { Problem } from '@ganh/kernel';
import type { Asked } from './actor';

/** Of one product. */
export const MOST_PHOTOS = 9;

export interface Form {
  fields: Readonly<Record<string, string>>;
  /** Fields that were sent several times, such as check boxes. */
  repeated: (name: string) => readonly string[];
  files: readonly { field: string; name: string; bytes: Buffer }[];
}

/** A form read whole, with no more files than its screen sends: each may take the server's limit of memory. */
export async function readForm(request: Asked, mostFiles = 0): Promise<Form> {
  if (!request.isMultipart()) return plainForm(request.body);
  try {
    return await readParts(request, mostFiles);
  } catch (error) {
    // What the parser says of a broken body has no code of its own.
    if (error instanceof Problem || (error instanceof Error && 'statusCode' in error)) throw error;
    throw new Problem('validation', 'Biểu mẫu gửi lên bị đứt. Gửi lại.');
  }
}

async function readParts(request: Asked, mostFiles: number): Promise<Form> {
  const values: [string, string][] = [];
  const files: { field: string; name: string; bytes: Buffer }[] = [];
  for await (const part of request.parts({ limits: { files: mostFiles } })) {
    if (part.type === 'field') {
      if (typeof part.value !== 'string' || part.valueTruncated)
        throw new Problem('too_large', 'Có ô viết dài quá.');
      values.push([part.fieldname, part.value]);
      continue;
    }
    const bytes = await part.toBuffer();
    if (bytes.length > 0) files.push({ field: part.fieldname, name: part.filename, bytes });
  }
  return formOf(values, files);
}

function plainForm(body: unknown): Form {
  const values = Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
  return formOf(values, []);
}

function formOf(values: readonly [string, string][], files: Form['files']): Form {
  return {
    fields: Object.fromEntries(values),
    repeated: (name) => values.filter(([n]) => n === name).map(([, value]) => value),
    files,
  };
}

/** The one spreadsheet that a form brings. */
export async function oneFile(request: Asked): Promise<{ name: string; bytes: Buffer }> {
  const file = (await readForm(request, 1)).files[0];
  if (!file)
    throw Problem.field(
      'file',
      'missing',
      'Chưa chọn tệp nào.',
      'Chọn tệp Excel (.xlsx) hoặc CSV.',
    );
  return file;
}
