/** The refusal of the API, as far as a person is told of it (docs/architecture.md, decision 14). */
export interface Refusal {
  status: number;
  title: string;
  ref: string;
  errors: readonly { field: string; reason: string; remedy: string }[];
  /** What a program may go on from; its shape is the route's. */
  detail?: unknown;
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal | null };

/** A key that no other press has. `crypto.randomUUID` is missing on plain http, which phones at home use. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function refusalOf(response: Response): Promise<Refusal> {
  const body: Partial<Refusal> = await response.json().catch(() => ({}));
  return {
    status: response.status,
    title: body.title ?? '',
    ref: body.ref ?? '',
    errors: Array.isArray(body.errors) ? body.errors : [],
    detail: body.detail,
  };
}

/** Sends a write; a null refusal means that the network did not answer. The same key may be sent again. */
export async function send<Value = unknown>(
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  key: string = newKey(),
): Promise<Answer<Value>> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { Accept: 'application/json', 'Idempotency-Key': key };
  if (!form) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: form ? body : JSON.stringify(body),
      credentials: 'same-origin',
    });
    if (response.status === 401) location.reload();
    if (!response.ok) return { ok: false, refusal: await refusalOf(response) };
    const value = (
      response.status === 204 ? null : await response.json().catch(() => null)
    ) as Value;
    return { ok: true, value };
  } catch {
    return { ok: false, refusal: null };
  }
}
