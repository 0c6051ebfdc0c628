import { setTimeout as sleep } from 'node:timers/promises';
import type { AppCredentials, ChannelId } from '@ganh/channels/kit';
import { HttpFailure, type HttpRequest, type HttpResponse, type Send } from '@ganh/http';
import { z } from 'zod';

const channel = z.looseObject({
  baseUrl: z.url(),
  authUrl: z.url(),
  tokenUrl: z.url().nullable().default(null),
});
/** Which catalogue belongs to which Page is told by the app's operator (facebook adapter, auth). */
const pages = z.array(z.looseObject({ page_id: z.string(), catalog_id: z.string() }));
const index = z.record(z.string(), z.unknown());

/** Both are started together, and the sandbox may be the later one. */
const PATIENCE_MS = 10_000;
const ASK_AGAIN_MS = 100;

export interface SandboxChannel {
  baseUrl: string;
  authUrl: string;
  tokenUrl: string | null;
  app: AppCredentials;
}

/** Where a sandbox's channels stand and what they gave our app; only what is text or a number is taken as a credential. */
export async function readSandboxIndex(
  send: Send,
  sandboxUrl: string,
): Promise<ReadonlyMap<ChannelId, SandboxChannel>> {
  const url = `${sandboxUrl}/index.json`;
  const answer = await askPatiently(send, { method: 'GET', url, label: 'sandbox index' });
  const found = new Map<ChannelId, SandboxChannel>();
  for (const [id, entry] of Object.entries(index.parse(answer.json()))) {
    const parsed = channel.safeParse(entry);
    if (!parsed.success) continue;
    const { baseUrl, authUrl, tokenUrl, ...rest } = parsed.data;
    const app: Record<string, string> = Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => credential(name, value)),
    );
    const catalogs = pages.safeParse(rest['pages']).data;
    if (catalogs)
      app['catalog_ids'] = JSON.stringify(
        Object.fromEntries(catalogs.map((page) => [page.page_id, page.catalog_id])),
      );
    found.set(id as ChannelId, { baseUrl, authUrl, tokenUrl, app });
  }
  return found;
}

async function askPatiently(send: Send, request: HttpRequest): Promise<HttpResponse> {
  for (let waitedMs = 0; ; waitedMs += ASK_AGAIN_MS) {
    try {
      return await send(request);
    } catch (error) {
      const isUp = !(error instanceof HttpFailure) || error.kind !== 'network';
      if (isUp || waitedMs >= PATIENCE_MS) throw error;
      await sleep(ASK_AGAIN_MS);
    }
  }
}

function credential(name: string, value: unknown): [string, string][] {
  if (typeof value === 'string' || typeof value === 'number') return [[name, String(value)]];
  return [];
}
