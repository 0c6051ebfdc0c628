import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type AppAccess,
  type AuthGroup,
  type GrantedShop,
} from '@ganh/channels/kit';
import { parseJson } from '@ganh/http';
import { z } from 'zod';
import { askAsApp } from './call';

/** What we do needs each of these. facebook spec §1.3 */
const SCOPES = [
  'pages_show_list',
  'pages_read_engagement',
  'pages_read_user_content',
  'pages_manage_posts',
  'pages_manage_engagement',
  'pages_manage_metadata',
  'pages_messaging',
  'catalog_management',
  'business_management',
];

const tokenAnswer = z.looseObject({ access_token: z.string().min(1) });
const accounts = z.looseObject({
  data: looseList(z.looseObject({ id: idText, name: looseText, access_token: z.string().min(1) })),
  paging: z
    .looseObject({ next: looseText, cursors: z.looseObject({ after: looseText }).nullish() })
    .nullish(),
});

function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('client_id', access.app['app_id'] ?? '');
  url.searchParams.set('redirect_uri', redirectUrl);
  url.searchParams.set('state', state);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('scope', SCOPES.join(','));
  return url.href;
}

/**
 * Code → short user token → long one → a token of each Page, which then has no end (facebook spec §1.1).
 * Which catalogue belongs to a Page is told by the app's operator: `catalog_ids`, JSON {pageId: catalogId}.
 */
async function exchange(
  access: AppAccess,
  redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  const { code } = query;
  if (!code)
    throw new ChannelFailure('reconnect', {
      code: query['error_reason'] ?? query['error'] ?? 'no_code',
    });
  const short = await userToken(access, [
    ['redirect_uri', redirectUrl],
    ['code', code],
  ]);
  const long = await userToken(access, [
    ['grant_type', 'fb_exchange_token'],
    ['fb_exchange_token', short],
  ]);
  const catalogIds = catalogsByPage(access);
  const pages = await pagesOf(access, long);
  return pages.map((page) => ({
    externalShopId: page.id,
    name: page.name ?? page.id,
    tokens: {
      accessToken: page.access_token,
      accessExpiresAt: null,
      refreshToken: null,
      refreshExpiresAt: null,
    },
    settings: settingsOf(catalogIds[page.id]),
    permissionUntilAt: null,
  }));
}

function settingsOf(catalogId: string | undefined): Record<string, string> {
  return catalogId ? { catalogId } : {};
}

async function userToken(access: AppAccess, how: [string, string][]): Promise<string> {
  const query: [string, string][] = [
    ['client_id', access.app['app_id'] ?? ''],
    ['client_secret', access.app['app_secret'] ?? ''],
    ...how,
  ];
  const call = { path: 'oauth/access_token', name: 'oauth/access_token', query };
  return (await askAsApp(access, call, tokenAnswer)).access_token;
}

const MOST_PAGES = 20;

async function pagesOf(
  access: AppAccess,
  token: string,
): Promise<z.infer<typeof accounts>['data']> {
  const found: z.infer<typeof accounts>['data'] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query: [string, string][] = [
      ['fields', 'id,name,access_token,tasks'],
      ['limit', '100'],
      ...(after ? ([['after', after]] as [string, string][]) : []),
    ];
    const answer = await askAsApp(
      access,
      { path: 'me/accounts', name: 'me/accounts', query },
      accounts,
      token,
    );
    found.push(...answer.data);
    after = answer.paging?.next ? (answer.paging.cursors?.after ?? null) : null;
    if (!after) break;
  }
  return found;
}

function catalogsByPage(access: AppAccess): Record<string, string> {
  const told = access.app['catalog_ids'];
  if (!told) return {};
  const read = z.record(z.string(), idText).safeParse(jsonOrNull(told));
  if (!read.success)
    throw new Error('facebook: catalog_ids must be JSON like {"<page id>": "<catalogue id>"}');
  return read.data;
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** Page tokens have no end, so there is nothing to refresh. facebook spec §1.1 */
export const facebookAuth: AuthGroup = { authorizeUrl, exchange };
