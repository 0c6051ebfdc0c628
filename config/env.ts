/** Every variable the product reads, with what it means and its default. Nothing else reads the environment. */
export interface Variable {
  name: string;
  meaning: string;
  fallback: string;
  /** Never printed. */
  secret?: true;
}

export const VARIABLES = [
  {
    name: 'GANH_HOME',
    meaning: 'Folder of everything the product keeps: database, photos, keys.',
    fallback: 'var',
  },
  {
    name: 'GANH_ENGINE',
    meaning: 'embedded (SQLite, this process) or distributed (MariaDB, Redis).',
    fallback: 'embedded',
  },
  {
    name: 'GANH_DATABASE_URL',
    meaning: 'distributed: mysql://user:password@host:3306/ganh',
    fallback: '',
    secret: true,
  },
  {
    name: 'GANH_DATABASE_POOL',
    meaning: 'distributed: connections of one process.',
    fallback: '20',
  },
  { name: 'GANH_REDIS_URL', meaning: 'distributed: redis://host:6379', fallback: '', secret: true },
  {
    name: 'GANH_REDIS_PREFIX',
    meaning: 'distributed: what every key of ours starts with.',
    fallback: 'ganh',
  },
  {
    name: 'GANH_HOST',
    meaning: 'Address to listen on; 0.0.0.0 lets phones on the house network in.',
    fallback: '127.0.0.1',
  },
  { name: 'GANH_PORT', meaning: 'Port of the app.', fallback: '3000' },
  {
    name: 'GANH_PUBLIC_URL',
    meaning: 'Public address that channels and buyers reach (https).',
    fallback: '',
  },
  {
    name: 'GANH_TRUSTED_PROXIES',
    meaning:
      'With a public address: whose word on caller and address counts. loopback, linklocal, uniquelocal, addresses or networks such as 10.0.0.0/8, with commas.',
    fallback: 'loopback',
  },
  {
    name: 'GANH_HELP_PHONE',
    meaning:
      'Phone of whoever helps sellers here, shown under “Cần người giúp?”; empty = ask the own manager.',
    fallback: '',
  },
  {
    name: 'GANH_METRICS_TOKEN',
    meaning:
      'Who reads /metrics from another machine sends it as a bearer token; without one only this machine may.',
    fallback: '',
    secret: true,
  },
  {
    name: 'GANH_MASTER_KEY_FILE',
    meaning: 'File with the master key; kept apart from the database and its backup.',
    fallback: '',
  },
  {
    name: 'GANH_SANDBOX_URL',
    meaning: 'Index page of a sandbox; its channels replace the real ones.',
    fallback: '',
  },
  {
    name: 'GANH_SHOPEE_APP',
    meaning:
      'Shopee app as JSON: {"partner_id","partner_key","push_partner_key"}; to refuse returns also "dispute_email","dispute_reason_id"; to sell live also the other app\'s "live_partner_id","live_partner_key".',
    fallback: '',
    secret: true,
  },
  {
    name: 'GANH_SHOPEE_URL',
    meaning: 'Shopee API host.',
    fallback: 'https://partner.shopeemobile.com',
  },
  {
    name: 'GANH_SHOPEE_AUTH_URL',
    meaning: 'Shopee consent page.',
    fallback: 'https://open.shopee.com/auth',
  },
  {
    name: 'GANH_SHOPEE_TOKEN_URL',
    meaning: 'Where Shopee gives tokens; empty = at the API host.',
    fallback: '',
  },
  {
    name: 'GANH_FACEBOOK_APP',
    meaning: 'Meta app as JSON: {"app_id","app_secret","verify_token"}.',
    fallback: '',
    secret: true,
  },
  {
    name: 'GANH_FACEBOOK_URL',
    meaning: 'Facebook API host.',
    fallback: 'https://graph.facebook.com/v26.0',
  },
  {
    name: 'GANH_FACEBOOK_AUTH_URL',
    meaning: 'Facebook consent page.',
    fallback: 'https://www.facebook.com/v26.0/dialog/oauth',
  },
  {
    name: 'GANH_FACEBOOK_TOKEN_URL',
    meaning: 'Where Facebook gives tokens; empty = at the API host.',
    fallback: '',
  },
  {
    name: 'GANH_TIKTOK_SHOP_APP',
    meaning: 'TikTok Shop app as JSON: {"app_key","app_secret","service_id"}.',
    fallback: '',
    secret: true,
  },
  {
    name: 'GANH_TIKTOK_SHOP_URL',
    meaning: 'TikTok Shop API host.',
    fallback: 'https://open-api.tiktokglobalshop.com',
  },
  {
    name: 'GANH_TIKTOK_SHOP_AUTH_URL',
    meaning: 'TikTok Shop consent page.',
    fallback: 'https://services.tiktokshop.com/open/authorize',
  },
  {
    name: 'GANH_TIKTOK_SHOP_TOKEN_URL',
    meaning: 'Where TikTok Shop gives tokens; empty = at the API host.',
    fallback: 'https://auth.tiktok-shops.com',
  },
  {
    name: 'GANH_LAZADA_APP',
    meaning: 'Lazada app as JSON: {"app_key","app_secret"}.',
    fallback: '',
    secret: true,
  },
  { name: 'GANH_LAZADA_URL', meaning: 'Lazada API host.', fallback: 'https://api.lazada.vn/rest' },
  {
    name: 'GANH_LAZADA_AUTH_URL',
    meaning: 'Lazada consent page.',
    fallback: 'https://auth.lazada.com/oauth/authorize',
  },
  {
    name: 'GANH_LAZADA_TOKEN_URL',
    meaning: 'Where Lazada gives tokens; empty = at the API host.',
    fallback: 'https://auth.lazada.com/rest',
  },
  {
    name: 'GANH_TIKI_APP',
    meaning:
      'Tiki app as JSON: {"client_id","client_secret","client_auth"}; client_auth is client_secret_basic (default) or client_secret_post; "batch_size" (default 20) is how many variants one call tells of.',
    fallback: '',
    secret: true,
  },
  { name: 'GANH_TIKI_URL', meaning: 'Tiki API host.', fallback: 'https://api.tiki.vn/integration' },
  {
    name: 'GANH_TIKI_AUTH_URL',
    meaning: 'Tiki consent page.',
    fallback: 'https://api.tiki.vn/sc/oauth2/auth',
  },
  {
    name: 'GANH_TIKI_TOKEN_URL',
    meaning: 'Where Tiki gives tokens; empty = at the API host.',
    fallback: 'https://api.tiki.vn/sc/oauth2/token',
  },
  {
    name: 'GANH_ZALO_APP',
    meaning:
      'Zalo app as JSON: {"app_id","app_secret","code_verifier","oa_secret"}; also "business_url", "article_url", "template_order_confirmed", "template_payment_asked", "template_shipped".',
    fallback: '',
    secret: true,
  },
  { name: 'GANH_ZALO_URL', meaning: 'Zalo API host.', fallback: 'https://openapi.zalo.me' },
  {
    name: 'GANH_ZALO_AUTH_URL',
    meaning: 'Zalo consent page.',
    fallback: 'https://oauth.zaloapp.com/v4/oa/permission',
  },
  {
    name: 'GANH_ZALO_TOKEN_URL',
    meaning: 'Where Zalo gives tokens; empty = at the API host.',
    fallback: 'https://oauth.zaloapp.com/v4/oa/access_token',
  },
  {
    name: 'GANH_POLL_SCALE',
    meaning: 'Multiplies every poll and sweep interval (tests, slow lines).',
    fallback: '1',
  },
  { name: 'GANH_LOG', meaning: 'silent, error, warn, info or debug.', fallback: 'info' },
  { name: 'GANH_TEST_DROP_WAKEUPS', meaning: 'Tests only: 1 loses every wake-up.', fallback: '' },
  {
    name: 'GANH_TEST_KILL_AT',
    meaning: 'Tests only: <fault point>:<n>, the process kills itself there at the n-th pass.',
    fallback: '',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];
export type Env = Readonly<Record<VariableName, string>>;

/** Unknown variables that start with GANH_ are an error: a misspelt one would silently do nothing. */
export function readEnv(raw: NodeJS.ProcessEnv): Env {
  const known = new Set<string>(VARIABLES.map((v) => v.name));
  const strange = Object.keys(raw).filter(
    (name) => name.startsWith('GANH_') && !known.has(name) && !/^GANH_TEST_/.test(name),
  );
  if (strange.length > 0)
    throw new Error(`Unknown variables: ${strange.join(', ')}. Known: ${[...known].join(', ')}`);
  return Object.fromEntries(VARIABLES.map((v) => [v.name, raw[v.name] || v.fallback])) as Env;
}
