/** `fields=id,from{name,id},comments.limit(5){id}` as a tree. */
export type Selection = Map<string, { inner?: Selection; arguments: Record<string, string> }>;

/** Reads a `fields` parameter; undefined if its brackets do not match. */
export function readSelection(source: string): Selection | undefined {
  const reader = { source, at: 0 };
  const selection = readLevel(reader);
  return selection && reader.at >= source.length ? selection : undefined;
}

function readLevel(reader: { source: string; at: number }): Selection | undefined {
  const found: Selection = new Map();
  for (;;) {
    const name = readWhile(reader, /[A-Za-z0-9_]/);
    if (!name) return undefined;
    const args: Record<string, string> = {};
    while (reader.source[reader.at] === '.') {
      reader.at += 1;
      const key = readWhile(reader, /[A-Za-z0-9_]/);
      if (reader.source[reader.at] !== '(') return undefined;
      const end = reader.source.indexOf(')', reader.at);
      if (end < 0) return undefined;
      args[key] = reader.source.slice(reader.at + 1, end);
      reader.at = end + 1;
    }
    let inner: Selection | undefined;
    if (reader.source[reader.at] === '{') {
      reader.at += 1;
      inner = readLevel(reader);
      if (!inner || reader.source[reader.at] !== '}') return undefined;
      reader.at += 1;
    }
    found.set(name, { inner, arguments: args });
    if (reader.source[reader.at] !== ',') return found;
    reader.at += 1;
  }
}

function readWhile(reader: { source: string; at: number }, sign: RegExp): string {
  const from = reader.at;
  while (reader.at < reader.source.length && sign.test(reader.source[reader.at] as string))
    reader.at += 1;
  return reader.source.slice(from, reader.at);
}

/** Only what was asked for, `id` always; inside lists and `{data: […]}` too. */
export function pick(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => pick(one, selection));
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Record<string, unknown>;
  if (Array.isArray(object['data']) && !selection.has('data')) {
    return { ...object, data: pick(object['data'], selection) };
  }
  const out: Record<string, unknown> = {};
  for (const [name, { inner }] of selection) {
    if (object[name] === undefined) continue;
    out[name] = inner ? pick(object[name], inner) : object[name];
  }
  if (object['id'] !== undefined) out['id'] = object['id'];
  return out;
}
