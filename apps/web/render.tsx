import { createHash, randomUUID } from 'node:crypto';
import type * as views from '@ganh/contracts';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { builtAssets, builtFile, type Assets, type Script, type StaticFile } from './assets';
import { IconSprite, iconsIn, type IconName } from './components/icon';
import { pageCss } from './css/sheets';
import type { Theme } from './css/tokens';
import { Document } from './document';
import type { Island, Page, PageContext } from './page';
import { actsPage } from './pages/acts';
import { addProductPage } from './pages/add-product';
import { cardsA5Page, cardsA6Page } from './pages/cards';
import { disconnectPage } from './pages/disconnect';
import { editProductPage } from './pages/edit-product';
import { errorPage, offlinePage } from './pages/error';
import { importPage } from './pages/import-products';
import { listingResultsPage } from './pages/listing-results';
import { loginPage } from './pages/login';
import { messagesPage } from './pages/messages';
import { missingPage } from './pages/missing';
import { morePage, type MoreView } from './pages/more';
import { orderPage } from './pages/order';
import { ordersPage } from './pages/orders';
import { productPagePage } from './pages/product-page';
import { productsPage } from './pages/products';
import { quickEditPage } from './pages/quick-edit';
import { removeProductPage } from './pages/remove-product';
import { sheetOrdersPage } from './pages/sheet-orders';
import { sheetPayoutsPage } from './pages/sheet-payouts';
import { sheetConnectPage, sheetsPage } from './pages/sheets';
import { shopsPage } from './pages/shops';
import { todayPage } from './pages/today';
import { nav } from './words/common';

/** The view that each page shows. */
export interface PageViews {
  login: views.LoginView;
  today: views.TodayView;
  products: views.ProductsView;
  addProduct: views.AddProductView;
  editProduct: views.EditProductView;
  listingResults: views.ListingResultsView;
  missing: views.MissingView;
  quickEdit: views.QuickEditView;
  removeProduct: views.RemoveProductView;
  orders: views.OrdersView;
  order: views.OrderView;
  messages: views.MessagesView;
  shops: views.ShopsView;
  disconnect: views.DisconnectView;
  sheets: views.SheetView;
  sheetConnect: views.SheetConnectView;
  sheetOrders: views.SheetOrdersView;
  sheetPayouts: views.SheetPayoutsView;
  cardsA6: views.CardsView;
  cardsA5: views.CardsView;
  importProducts: views.ImportView;
  more: MoreView;
  acts: views.ActsView;
  productPage: views.ProductPageView;
  error: views.ErrorView;
  offline: null;
}
export type PageName = keyof PageViews;

const PAGES: { readonly [Name in PageName]: Page<PageViews[Name]> } = {
  login: loginPage,
  today: todayPage,
  products: productsPage,
  addProduct: addProductPage,
  editProduct: editProductPage,
  listingResults: listingResultsPage,
  missing: missingPage,
  quickEdit: quickEditPage,
  removeProduct: removeProductPage,
  orders: ordersPage,
  order: orderPage,
  messages: messagesPage,
  shops: shopsPage,
  disconnect: disconnectPage,
  sheets: sheetsPage,
  sheetConnect: sheetConnectPage,
  sheetOrders: sheetOrdersPage,
  sheetPayouts: sheetPayoutsPage,
  cardsA6: cardsA6Page,
  cardsA5: cardsA5Page,
  importProducts: importPage,
  more: morePage,
  acts: actsPage,
  productPage: productPagePage,
  error: errorPage,
  offline: offlinePage,
};
export const pageNames = Object.keys(PAGES) as readonly PageName[];

export interface RenderOptions {
  /** Stands on the inline style and on each script: `style-src 'nonce-…'; script-src 'self' 'nonce-…'` is enough. */
  nonce: string;
  theme?: Theme;
  textSize?: 1 | 2 | 3;
  /** Absent = what was built with the product. */
  assets?: Assets;
  /** Whom "Cần người giúp?" calls, as people write it. */
  helpPhone?: string | null;
  /** `frame`: only what an open page replaces when it reads itself again (Accept: text/html-fragment). */
  part?: 'page' | 'frame';
  /** It answers a refused act: nothing else stands at its address, so the open page must not read itself again. */
  isRefusal?: boolean;
  /** Keys of forms; tests give their own. */
  newOpId?: () => string;
}

/** What the shell's script draws by itself: sheets and the notice of a lost network. */
const SHELL_ICONS: readonly IconName[] = ['close', 'alert'];

function inside<View>(page: Page<View>, body: VNode): string {
  const html = renderToString(body);
  const names = [
    ...new Set([...iconsIn(html), ...(page.open ? [] : SHELL_ICONS), ...(page.icons ?? [])]),
  ];
  return renderToString(<IconSprite names={names} />) + html;
}

function scriptsOf<View>(page: Page<View>, assets: Assets): Script[] {
  const islands: readonly Island[] = page.open ? page.islands : ['shell', ...page.islands];
  return islands.map((island) => assets.scripts[island]).filter((script) => script !== undefined);
}

/** When the numbers were read, and after which events to read them again. */
function liveFacts<View>(page: Page<View>, view: PageViews[PageName], isRefusal: boolean): string {
  const at = view !== null && 'shell' in view ? ` data-at="${view.shell.nowAt}"` : '';
  return page.live.length === 0 || isRefusal ? at : `${at} data-live="${page.live.join(' ')}"`;
}

function preview(
  name: PageName,
  view: PageViews[PageName],
): { description: string; picture: string | null } {
  if (name !== 'productPage' || view === null || !('priceText' in view))
    return { description: '', picture: null };
  const words = view.description.replace(/\s+/g, ' ').slice(0, 150);
  return {
    description: `${view.priceText} · ${words || view.coopName}`,
    picture: view.photos[0] ?? null,
  };
}

/** A page as text, from its view alone: the same view and options give the same page (but for the keys of forms). */
export function renderPage<Name extends PageName>(
  name: Name,
  view: PageViews[Name],
  options: RenderOptions,
): string {
  const page: Page<PageViews[Name]> = PAGES[name];
  const context: PageContext = {
    helpPhone: options.helpPhone ?? null,
    newOpId: options.newOpId ?? randomUUID,
  };
  const frame = inside(page, page.body(view, context));
  const app = `<div class="${page.open ? 'open' : 'app'}" id="app"${liveFacts(page, view, options.isRefusal ?? false)}>${frame}</div>`;
  if (options.part === 'frame') return app;
  const assets = options.assets ?? builtAssets();
  const skip = page.open ? '' : `<a class="skip" href="#main">${nav.skip}</a>`;
  const html = renderToString(
    <Document
      title={page.title(view)}
      {...preview(name, view)}
      css={pageCss(page.sheets)}
      theme={options.theme ?? 'light'}
      textSize={options.textSize ?? 1}
      nonce={options.nonce}
      scripts={scriptsOf(page, assets)}
      manifest={assets.manifest}
    >
      {'\u0000'}
    </Document>,
  );
  // The body is rendered first, because the head and the symbols depend on what it used.
  return `<!doctype html>${html.replace('\u0000', () => skip + app)}`;
}

/** A file under /tinh/, with the headers it must be sent with; null = there is none. */
export function staticFile(path: string): StaticFile | null {
  if (path !== 'offline.html') return builtFile(path);
  const html = renderPage('offline', null, { nonce: '' });
  const style = /<style[^>]*>([^]*?)<\/style>/.exec(html)?.[1] ?? '';
  // The service worker keeps it for weeks, so the nonce of one answer cannot stand on it.
  const hash = createHash('sha256').update(style).digest('base64');
  return {
    body: Buffer.from(html),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'`,
    },
  };
}
