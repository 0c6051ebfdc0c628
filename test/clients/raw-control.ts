/** Talks to the sandbox's control door. Throws with its words unless the status is the one expected. */
export function rawControl(indexUrl: string) {
  const ask = async <T>(
    method: string,
    path: string,
    body?: unknown,
    expected = 200,
  ): Promise<T> => {
    const answer = await fetch(`${indexUrl}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status !== expected) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    get: <T = Record<string, unknown>>(path: string, expected?: number) =>
      ask<T>('GET', path, undefined, expected),
    post: <T = Record<string, unknown>>(path: string, body: unknown = {}, expected?: number) =>
      ask<T>('POST', path, body, expected),
    delete: <T = Record<string, unknown>>(path: string) => ask<T>('DELETE', path),
  };
}

export type RawControl = ReturnType<typeof rawControl>;
