import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parsePhone } from '@ganh/kernel';
import { z } from 'zod';
import { type Env, readEnv, type VariableName } from './env';

const CHANNELS = ['shopee', 'facebook', 'tiktok-shop', 'lazada', 'tiki', 'zalo'] as const;

export interface ChannelSettings {
  baseUrl: string;
  authUrl: string;
  /** Where tokens are asked for; null = at `baseUrl`. */
  tokenUrl: string | null;
  /** The app's ids, keys and secrets, named as the channel names them; null = this channel is not set up here. */
  app: Readonly<Record<string, string>> | null;
}

export interface Settings {
  home: string;
  engine: 'embedded' | 'distributed';
  database: { sqlitePath: string; url: string; poolSize: number };
  redis: { url: string; prefix: string };
  http: {
    host: string;
    port: number;
    publicUrl: string | null;
    trustedProxies: readonly string[];
    metricsToken: string | null;
  };
  /** Whom sellers call for help; null = the cooperative's own manager. */
  helpPhone: string | null;
  masterKeyFile: string;
  sandboxUrl: string | null;
  channels: Readonly<Record<(typeof CHANNELS)[number], ChannelSettings>>;
  pollScale: number;
  log: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  test: { dropWakeUps: boolean; killAt: string | null };
}

const MIN_TOKEN = 16;
const address = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)),
      `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    );
const web = address('http', 'https');
/** What browsers, buyers and channels reach: a host of its own, nothing behind it. */
const publicAddress = web.refine((text) => {
  const at = URL.canParse(text) ? new URL(text) : null;
  return !at || (at.pathname === '/' && !at.search && !at.hash && !at.username);
}, 'must be host and port only, such as https://ganh.example.vn');
const proxies = z.string().refine((text) => listOf(text).every(isProxy), {
  message: 'must be loopback, linklocal, uniquelocal, addresses or networks, with commas',
});
const channelApp = z.string().refine((text) => readApp(text) !== undefined, {
  // Never quotes what it read: it holds the app's secret.
  message: 'must be JSON with words as values, such as {"app_id":"…","app_secret":"…"}',
});
const optional = (shape: z.ZodType) => z.union([z.literal(''), shape]);

const shape = z
  .object({
    GANH_HOME: z.string(),
    GANH_ENGINE: z.enum(['embedded', 'distributed']),
    GANH_DATABASE_URL: optional(address('mysql')),
    GANH_DATABASE_POOL: z.coerce.number().int().min(2).max(200),
    GANH_REDIS_URL: optional(address('redis', 'rediss')),
    GANH_REDIS_PREFIX: z.string().regex(/^[\w.-]{1,60}$/, 'must be letters, digits, . - or _'),
    GANH_HOST: z.string().refine((text) => isIP(text) > 0 || /^[\w.-]+$/.test(text), {
      message: 'must be an address of this machine, such as 0.0.0.0',
    }),
    GANH_PORT: z.coerce.number().int().min(0).max(65535),
    GANH_PUBLIC_URL: optional(publicAddress),
    GANH_TRUSTED_PROXIES: proxies,
    GANH_HELP_PHONE: optional(
      z.string().refine((text) => parsePhone(text) !== null, {
        message: 'must be a Vietnamese phone number, such as 0235 300 0000',
      }),
    ),
    GANH_METRICS_TOKEN: optional(
      z.string().min(MIN_TOKEN, `must have ${MIN_TOKEN} characters or more`),
    ),
    GANH_SANDBOX_URL: optional(web),
    GANH_POLL_SCALE: z.coerce.number().positive(),
    GANH_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    ...(Object.fromEntries(
      CHANNELS.flatMap((c) => [
        [channelName(c, 'URL'), web],
        [channelName(c, 'AUTH_URL'), web],
        [channelName(c, 'TOKEN_URL'), optional(web)],
        [channelName(c, 'APP'), channelApp],
      ]),
    ) as Record<`GANH_${string}_${'URL' | 'APP'}`, typeof web | typeof channelApp>),
  })
  .loose()
  .refine(
    (env) => env.GANH_ENGINE === 'embedded' || (env.GANH_DATABASE_URL && env.GANH_REDIS_URL),
    {
      path: ['GANH_DATABASE_URL'],
      message: 'and GANH_REDIS_URL are needed with GANH_ENGINE=distributed',
    },
  );

function channelName(
  channel: (typeof CHANNELS)[number],
  what: 'APP' | 'URL' | 'AUTH_URL' | 'TOKEN_URL',
): VariableName {
  return `GANH_${channel.toUpperCase().replaceAll('-', '_')}_${what}` as VariableName;
}

/** Environment → settings, checked once at boot; throws with one readable line per problem. */
export function readSettings(raw: NodeJS.ProcessEnv = process.env): Settings {
  const env = readEnv(raw);
  const checked = shape.safeParse(env);
  if (!checked.success) {
    const lines = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Settings are not usable:\n  ${lines.join('\n  ')}`);
  }
  const home = resolve(env.GANH_HOME);
  return {
    home,
    engine: checked.data.GANH_ENGINE,
    database: {
      sqlitePath: resolve(home, 'ganh.db'),
      url: env.GANH_DATABASE_URL,
      poolSize: checked.data.GANH_DATABASE_POOL,
    },
    redis: { url: env.GANH_REDIS_URL, prefix: env.GANH_REDIS_PREFIX },
    http: {
      host: env.GANH_HOST,
      port: checked.data.GANH_PORT,
      publicUrl: env.GANH_PUBLIC_URL.replace(/\/+$/, '') || null,
      trustedProxies: listOf(env.GANH_TRUSTED_PROXIES),
      metricsToken: env.GANH_METRICS_TOKEN || null,
    },
    helpPhone: env.GANH_HELP_PHONE || null,
    masterKeyFile: env.GANH_MASTER_KEY_FILE || resolve(home, 'keys', 'master.key'),
    sandboxUrl: env.GANH_SANDBOX_URL.replace(/\/+$/, '') || null,
    channels: Object.fromEntries(
      CHANNELS.map((c) => [c, channelSettings(env, c)]),
    ) as Settings['channels'],
    pollScale: checked.data.GANH_POLL_SCALE,
    log: checked.data.GANH_LOG,
    test: {
      dropWakeUps: env.GANH_TEST_DROP_WAKEUPS === '1',
      killAt: env.GANH_TEST_KILL_AT || null,
    },
  };
}

function channelSettings(env: Env, channel: (typeof CHANNELS)[number]): ChannelSettings {
  return {
    baseUrl: env[channelName(channel, 'URL')],
    authUrl: env[channelName(channel, 'AUTH_URL')],
    tokenUrl: env[channelName(channel, 'TOKEN_URL')] || null,
    app: readApp(env[channelName(channel, 'APP')]) ?? null,
  };
}

/** null = this channel is not set up here; undefined = unreadable. */
function readApp(text: string): ChannelSettings['app'] | undefined {
  if (!text) return null;
  try {
    return z.record(z.string(), z.string()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [host = '', bits, more] = text.split('/');
  const kind = isIP(host);
  if (kind === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}
