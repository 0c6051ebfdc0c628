import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings, VARIABLES } from '.';

const messageOf = (env: Record<string, string>): string => {
  try {
    readSettings(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('these settings were taken');
};

it('needs nothing: the embedded engine on this machine alone', () => {
  const { engine, http, channels, log } = readSettings({});
  expect({ engine, http, log }).toEqual({
    engine: 'embedded',
    http: {
      host: '127.0.0.1',
      port: 3000,
      publicUrl: null,
      trustedProxies: ['loopback'],
      metricsToken: null,
    },
    log: 'info',
  });
  expect([channels.shopee.app, channels.facebook.app]).toEqual([null, null]);
});

it('names what is wrong, one line each', () => {
  const message = messageOf({ GANH_PORT: 'many', GANH_LOG: 'loud', GANH_PUBLIC_URL: 'ganh.vn' });
  expect(message.split('\n').length).toBe(4);
  for (const name of ['GANH_PORT', 'GANH_LOG', 'GANH_PUBLIC_URL']) expect(message).toContain(name);
});

it('refuses a variable it does not know, so that a misspelt one is noticed', () => {
  expect(messageOf({ GANH_PROT: '3001' })).toContain('GANH_PROT');
});

it.each([
  ['GANH_PUBLIC_URL', 'javascript:alert(1)'],
  ['GANH_PUBLIC_URL', 'https://ganh.vn/app'],
  ['GANH_PUBLIC_URL', 'https://me:secret@ganh.vn'],
  ['GANH_SANDBOX_URL', 'file:///etc/passwd'],
  ['GANH_SHOPEE_URL', 'shopee'],
  ['GANH_REDIS_URL', 'http://127.0.0.1'],
  ['GANH_DATABASE_URL', 'postgres://x/y'],
  ['GANH_TRUSTED_PROXIES', 'everybody'],
  ['GANH_TRUSTED_PROXIES', '10.0.0.0/40'],
  ['GANH_METRICS_TOKEN', 'short'],
  ['GANH_HELP_PHONE', 'gọi chú Năm'],
  ['GANH_HELP_PHONE', '113'],
  ['GANH_REDIS_PREFIX', 'a b'],
  ['GANH_POLL_SCALE', '0'],
])('refuses %s=%s', (name, value) => {
  expect(messageOf({ [name]: value })).toContain(name);
});

it.each(['loopback', '10.0.0.0/8, 192.168.1.7', 'uniquelocal,::1', 'fd00::/8'])(
  'takes %s as proxies',
  (value) => {
    expect(
      readSettings({ GANH_TRUSTED_PROXIES: value }).http.trustedProxies.length,
    ).toBeGreaterThan(0);
  },
);

it.each([
  ['GANH_SHOPEE_APP', '{"partner_key":"bi-mat-cua-toi"'],
  ['GANH_FACEBOOK_APP', '["bi-mat-cua-toi"]'],
  ['GANH_DATABASE_URL', 'mysqll://root:bi-mat-cua-toi@db/ganh'],
  ['GANH_METRICS_TOKEN', 'bi-mat'],
])('never repeats the secret in a bad %s', (name, value) => {
  const message = messageOf({ [name]: value });
  expect(message).toContain(name);
  expect(message).not.toContain('bi-mat');
});

it('needs database and Redis for the distributed engine', () => {
  expect(messageOf({ GANH_ENGINE: 'distributed' })).toContain('GANH_REDIS_URL');
});

it('documents every variable that the settings read', () => {
  const read =
    readFileSync(join(__dirname, 'settings.ts'), 'utf8').match(/GANH_[A-Z_]+[A-Z]/g) ?? [];
  const known = new Set<string>(VARIABLES.map((variable) => variable.name));
  expect(read.filter((name) => !known.has(name))).toEqual([]);
  expect(VARIABLES.every((variable) => variable.meaning.length > 10)).toBe(true);
});
