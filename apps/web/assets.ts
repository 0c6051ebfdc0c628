import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Island } from './page';

/** A script and the parts it shares with others, told to the browser at once so that none waits for another. */
export interface Script {
  src: string;
  parts: readonly string[];
}

/** Public addresses of the built files. */
export interface Assets {
  scripts: Readonly<Partial<Record<Island, Script>>>;
  manifest: string | null;
}

export interface StaticFile {
  body: Buffer;
  headers: Readonly<Record<string, string>>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};
const FOREVER = 'public, max-age=31536000, immutable';
/** The hash that the build puts into names of scripts; all else is looked at anew each time. */
const HASHED = /-[0-9A-Z]{8}\.js$/;

/** Beside this file after a build; under dist/ when the source runs by itself (tests). */
function builtDir(): string | null {
  const places = [
    join(__dirname, 'static'),
    join(__dirname, '..', '..', 'dist', 'apps', 'web', 'static'),
  ];
  return places.find((place) => existsSync(join(place, 'assets.json'))) ?? null;
}

export interface Built {
  files: ReadonlyMap<string, StaticFile>;
  assets: Assets;
}

/** Reads what scripts/islands.mjs wrote into a folder; null = nothing was built: pages work without. */
export function readBuilt(dir: string | null): Built {
  if (dir === null) return { files: new Map(), assets: { scripts: {}, manifest: null } };
  const scripts = JSON.parse(readFileSync(join(dir, 'assets.json'), 'utf8')) as Assets['scripts'];
  const files = new Map<string, StaticFile>();
  for (const name of readdirSync(dir)) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const headers: Record<string, string> = {
      'content-type': type,
      'cache-control': HASHED.test(name) ? FOREVER : 'no-cache',
    };
    // The script lies under /tinh/ and serves the whole site.
    if (name === 'sw.js') {
      headers['service-worker-allowed'] = '/';
      // It fetches under the policy of its own answer, not of the page's.
      headers['content-security-policy'] = "default-src 'none'; connect-src 'self'";
    }
    files.set(name, { body: readFileSync(join(dir, name)), headers });
  }
  const manifest = files.has('ganh.webmanifest') ? '/tinh/ganh.webmanifest' : null;
  return { files, assets: { scripts, manifest } };
}

let known: Built | null = null;

function built(): Built {
  known ??= readBuilt(builtDir());
  return known;
}

/** Addresses of what was built with the product. */
export function builtAssets(): Assets {
  return built().assets;
}

/** A built file by its name under /tinh/; null = there is none. */
export function builtFile(name: string): StaticFile | null {
  return built().files.get(name) ?? null;
}
