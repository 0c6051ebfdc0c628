// `npm start`: sets everything up, then runs the sandbox and the product on the embedded engine until Ctrl-C.
import { createRequire } from 'node:module';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuild, ensureDependencies, isAlive, root, say, whenNpmIsGone } from './lib.mjs';

const home = resolve(root, process.env.GANH_HOME || 'var');
const host = process.env.GANH_HOST || '127.0.0.1';
const port = Number(process.env.GANH_PORT || 3000);
const sandboxPort = Number(process.env.SANDBOX_PORT || 4100);
/** The index and, after it, one for each simulator (apps/sandbox/simulators.ts). */
const SANDBOX_PORTS = 7;
const ownSandbox = !process.env.GANH_SANDBOX_URL;
const sandboxUrl = process.env.GANH_SANDBOX_URL || `http://127.0.0.1:${sandboxPort}`;
const demoPath = join(home, 'demo.json');
const runPath = join(home, 'start.json');
const children = [];
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
whenNpmIsGone(() => void stop(0));

ensureDependencies();
ensureBuild();
mkdirSync(home, { recursive: true });
await endOrphans();
await checkPorts();
const { DEMO_COOP, DEMO_PERSON } = createRequire(import.meta.url)(
  '../dist/apps/allinone/demo-products.js',
);
const isFirst = !isPlanted();
// The shops of the demo stand before the product reads what there is; later both start at once.
const sandbox = ownSandbox ? startSandbox().then(fillConsoles) : Promise.resolve();
if (isFirst) {
  await sandbox;
  await openDemoShops(DEMO_COOP.shortName);
}
const [product] = await Promise.all([startProduct(), sandbox]);
if (isFirst) {
  say('Đang bày hàng mẫu (chỉ lần đầu)… / Planting demo data (first start only)…');
  await product.said(/^demo (ready|failed)/);
  if (!isPlanted())
    say(
      'Hàng mẫu chưa bày xong (lý do ở trên); lần mở sau làm tiếp. / The rest follows at the next start.',
    );
}
showDoors();

function startSandbox() {
  const env = { SANDBOX_PORT: String(sandboxPort), SANDBOX_STATE: join(home, 'sandbox.json') };
  return started('sandbox', ['dist/apps/sandbox/main.js'], env, /^sandbox ready/);
}

function startProduct() {
  // Small young space: an idle laptop gives the memory back sooner.
  const args = ['--max-semi-space-size=4', 'dist/apps/allinone/main.js', '--demo'];
  const log = process.env.GANH_LOG || 'warn';
  const env = { GANH_HOME: home, GANH_SANDBOX_URL: sandboxUrl, GANH_LOG: log };
  return started('ganh', args, env, /^ganh ready/);
}

/** Starts one process of ours and waits until it says that it is ready. */
async function started(name, args, env, ready) {
  // A group of its own: Ctrl-C reaches us alone, and we stop one after the other.
  const child = spawn(process.execPath, args, {
    cwd: root,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  writeFileSync(
    runPath,
    JSON.stringify({ pid: process.pid, children: children.map(({ pid }) => pid) }),
  );
  const waits = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const met = waits.filter((wait) => wait.text.test(line));
    for (const wait of met) wait.done();
    if (/failed/.test(line) || (met.length === 0 && !/^demo /.test(line))) say(`[${name}] ${line}`);
  });
  child.once('exit', (code) => {
    if (stopping) return;
    say(
      `\n${name} đã dừng giữa chừng (mã ${code}). Lý do ở ngay trên. / ${name} ended by itself (code ${code}).`,
    );
    void stop(1);
  });
  const said = (text) => new Promise((done) => waits.push({ text, done }));
  await said(ready);
  return { said };
}

function isPlanted() {
  return existsSync(demoPath) && JSON.parse(readFileSync(demoPath, 'utf8')).done === true;
}

/** The invented cooperative gets shops of its own name in the sandbox; connecting them is the product's business. */
async function openDemoShops(name) {
  const index = await (await fetch(`${sandboxUrl}/index.json`)).json();
  for (const [path, there] of [
    ['shopee/shops', index.shopee?.shops],
    ['facebook/pages', index.facebook?.pages],
  ]) {
    if (!there || there.some((shop) => shop.name === name)) continue;
    await control(path, { name });
  }
}

/** What an app's operator types into the consoles of channels that offer no call for it. */
async function fillConsoles() {
  const publicUrl = process.env.GANH_PUBLIC_URL || `http://127.0.0.1:${port}`;
  await control('tiktok-shop/settings', { redirectUrl: `${publicUrl}/kenh/ve/tiktok-shop` });
  // Not tested first, as a console would: the product is not up yet.
  for (const channel of ['lazada', 'zalo'])
    await control(`${channel}/webhook`, { url: `${publicUrl}/webhooks/${channel}`, force: true });
}

function control(path, body) {
  return fetch(`${sandboxUrl}/control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function showDoors() {
  const line = (what, value) => console.log(`  ${what.padEnd(15)}${value}`);
  const url = `http://127.0.0.1:${port}`;
  console.log('\nGánh đã sẵn sàng.');
  line('Mở', url);
  if (host === '0.0.0.0')
    for (const address of houseAddresses()) line('Từ điện thoại', `http://${address}:${port}`);
  if (existsSync(demoPath))
    line('Đăng nhập', `${DEMO_PERSON.phone}, mật khẩu ${DEMO_PERSON.password}`);
  line('Đóng vai khách', `${sandboxUrl} (các kênh thử trên máy này)`);
  line('API', `${url}/api/docs`);
  line('Dừng', `Ctrl-C. Dữ liệu ở ${home}, lần sau mở lại còn nguyên.`);
  console.log(
    `\nReady: open ${url}, log in with phone ${DEMO_PERSON.phone} and password ${DEMO_PERSON.password};` +
      ` play the buyer at ${sandboxUrl}. Ctrl-C stops, data stays.\n`,
  );
}

function houseAddresses() {
  const all = Object.values(networkInterfaces()).flat();
  return all
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

async function checkPorts() {
  const wanted = [[port, host, 'GANH_PORT', port + 1]];
  if (ownSandbox && sandboxPort > 0)
    for (let offset = 0; offset < SANDBOX_PORTS; offset += 1)
      wanted.push([sandboxPort + offset, '127.0.0.1', 'SANDBOX_PORT', sandboxPort + 100]);
  for (const [number, address, variable, other] of wanted) {
    const problem = await listenProblem(number, address);
    if (!problem) continue;
    const why =
      problem === 'EADDRINUSE'
        ? `Cổng ${number} đang có chương trình khác dùng (có thể là Gánh ở cửa sổ khác).`
        : `Không mở được cổng ${number} trên ${address} (${problem}).`;
    say(`${why}\nTắt chương trình đó, hoặc chạy: ${variable}=${other} npm start`);
    say(
      `Port ${number} cannot be used (${problem}). Stop what uses it, or run: ${variable}=${other} npm start`,
    );
    process.exit(1);
  }
}

function listenProblem(number, address) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen(number, address, () => server.close(() => resolve(null)));
  });
}

/** What an `npm start` that was killed outright left running. */
async function endOrphans() {
  if (!existsSync(runPath)) return;
  const { pid, children: left } = JSON.parse(readFileSync(runPath, 'utf8'));
  if (isAlive(pid)) return;
  for (const one of left) if (isOurs(one)) process.kill(one, 'SIGTERM');
  for (let i = 0; i < 100 && left.some((one) => isAlive(one) && isOurs(one)); i++) await sleep(100);
  rmSync(runPath, { force: true });
}

/** The number may have gone to somebody else's process since. */
function isOurs(pid) {
  return /dist\/apps\/(sandbox|allinone)\/main\.js/.test(
    spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '',
  );
}

/** The product first, so that what it is sending still finds the sandbox. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await Promise.race([gone, sleep(15_000).then(() => child.kill('SIGKILL'))]);
  }
  rmSync(runPath, { force: true });
  process.exit(code);
}
