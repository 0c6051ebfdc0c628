// Builds what the browser loads: islands, service worker, manifest, icons → dist/apps/web/static (or the folder given).
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const islandsDir = join(root, 'apps/web/islands');
const outDir = process.argv[2] ?? join(root, 'dist/apps/web/static');
/** The entry scripts; the other files are parts of them. */
const ISLANDS = [
  'shell',
  'products',
  'add-product',
  'edit-product',
  'quick-edit',
  'messages',
  'missing',
  'more',
];
/** What Chrome/WebView 90 and Safari 14, the oldest browsers we promise, read without help. */
const TARGET = 'es2020';

/** Libraries come in by their index; only what an island uses may stay, or the whole kernel would travel to phones. */
const ganhLibraries = {
  name: 'ganh-libraries',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^@ganh\// }, ({ path }) => ({
      path: join(root, 'libs', path.slice('@ganh/'.length), 'index.ts'),
      sideEffects: false,
    }));
    pluginBuild.onResolve(
      { filter: /^\.\.?\// },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === 'resolving' || !importer.startsWith(join(root, 'libs')))
          return undefined;
        const found = await pluginBuild.resolve(path, {
          importer,
          resolveDir,
          kind,
          pluginData: 'resolving',
        });
        return { path: found.path, sideEffects: false };
      },
    );
    // Randomness of the server's libraries is never used in a browser; what refers to it is dropped.
    pluginBuild.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path,
      external: true,
      sideEffects: false,
    }));
  },
};

const common = {
  bundle: true,
  minify: true,
  target: TARGET,
  legalComments: 'none',
  charset: 'utf8',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
  absWorkingDir: root,
  plugins: [ganhLibraries],
};

async function buildIslands() {
  const result = await build({
    ...common,
    entryPoints: ISLANDS.map((name) => join(islandsDir, `${name}.ts`)),
    format: 'esm',
    splitting: true,
    outdir: outDir,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    metafile: true,
  });
  const scripts = {};
  const files = [];
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    const address = `/tinh/${path.split('/').pop()}`;
    files.push(address);
    const name = output.entryPoint
      ?.split('/')
      .pop()
      .replace(/\.tsx?$/, '');
    if (!ISLANDS.includes(name)) continue;
    scripts[name] = {
      src: address,
      parts: output.imports
        .filter(({ kind }) => kind === 'import-statement')
        .map(({ path: part }) => `/tinh/${part.split('/').pop()}`),
    };
  }
  return { scripts, files };
}

async function buildServiceWorker(files) {
  const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
  await build({
    ...common,
    entryPoints: [join(islandsDir, 'sw/sw.ts')],
    format: 'iife',
    outfile: join(outDir, 'sw.js'),
    define: { GANH_FILES: JSON.stringify(files), GANH_VERSION: JSON.stringify(version) },
  });
}

/** The pole with its baskets on the colour of the product. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><rect width="128" height="128" fill="#0a6644"/><g transform="translate(14 34)"><g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round"><path d="M6 15C24 3 76 3 94 15" stroke-width="6"/><path d="M20 11 10 35M20 11l10 24M80 11 70 35M80 11l10 24" stroke-width="2.500"/></g><path d="M6 36a14 7 0 0 1 28 0zM66 36a14 7 0 0 1 28 0z" fill="#f2b51d"/><path d="M5 36h30a15 18 0 0 1-30 0zM65 36h30a15 18 0 0 1-30 0z" fill="#fff"/></g></svg>`;

async function writeManifest() {
  const sizes = [192, 512];
  for (const size of sizes) {
    await sharp(Buffer.from(icon), { density: 72 * (size / 128) })
      .resize(size)
      .png()
      .toFile(join(outDir, `ganh-${size}.png`));
  }
  const manifest = {
    name: 'Gánh',
    short_name: 'Gánh',
    lang: 'vi',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f2f5f2',
    theme_color: '#0a6644',
    icons: sizes.flatMap((size) =>
      ['any', 'maskable'].map((purpose) => ({
        src: `/tinh/ganh-${size}.png`,
        sizes: `${size}x${size}`,
        type: 'image/png',
        purpose,
      })),
    ),
  };
  writeFileSync(join(outDir, 'ganh.webmanifest'), JSON.stringify(manifest));
}

rmSync(outDir, { recursive: true, force: true });
mkdirSync(outDir, { recursive: true });
const { scripts, files } = await buildIslands();
await buildServiceWorker(files);
await writeManifest();
writeFileSync(join(outDir, 'assets.json'), JSON.stringify(scripts));
