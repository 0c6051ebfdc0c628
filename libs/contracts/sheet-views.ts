/** Screens of marketplaces that people serve with files. */
import type { Shell } from './views';

export interface SheetFileRow {
  id: number;
  madeAt: number;
  /** Variants in it. */
  rows: number;
  /** When somebody said that it is up there; null = not yet. */
  uploadedAt: number | null;
}

export interface SheetImportRow {
  id: number;
  fileName: string;
  madeAt: number;
  takenAt: number | null;
  /** Nothing of it waits any more. */
  done: boolean;
  /** Orders or payouts taken from it. */
  count: number;
}

/** What a marketplace paid out, held against the orders that are here. */
export interface SheetMoney {
  imports: readonly SheetImportRow[];
  lastTakenAt: number | null;
  /** Paid for orders that are not in the inbox; newest first. */
  withoutOrder: readonly { code: string; amountVnd: number; at: number }[];
  /** Completed before the last payout and not paid for; oldest first. */
  withoutPayout: readonly { code: string; totalVnd: number; placedAt: number }[];
}

/** Stock that is kept for the shop alone, in whole units as they are sold. */
export interface SheetSetAside {
  /** What may be kept, with what we would keep. */
  offers: readonly {
    variantId: number;
    name: string;
    unit: string;
    freeUnits: number;
    units: number;
  }[];
  kept: readonly { variantId: number; name: string; unit: string; units: number }[];
  /** Shops that are offered so much less; with none nothing has to be kept. */
  otherShops: number;
  /** Of these, how many were connected since and still sell from what is kept. */
  newShops: number;
}

/** What a shop served by hand exchanges with its marketplace. */
export interface SheetFacts {
  shopId: number;
  shopName: string;
  marketplace: string;
  /** Variants whose newest state is not up there yet, and all that are listed. */
  due: number;
  listed: number;
  files: readonly SheetFileRow[];
  imports: readonly SheetImportRow[];
  /** When orders were last taken from a file; between two the oversell risk is real. */
  lastTakenAt: number | null;
  money: SheetMoney;
  setAside: SheetSetAside;
  /** Where portals fetch the goods, without `.csv` or `.json`; null = switched off. */
  feedUrl: string | null;
  /** Columns of the marketplace's own sheet that we fill; null = our own form. */
  template: { columns: number; filled: number } | null;
}

export interface SheetView extends SheetFacts {
  shell: Shell;
  /** A sheet of the marketplace just read, to be matched. */
  matching: { titles: readonly string[]; guesses: readonly string[] } | null;
  fields: readonly { value: string; label: string }[];
  mayTurnFeed: boolean;
  maySetAside: boolean;
  problem: string | null;
}

export interface SheetConnectView {
  shell: Shell;
  state: string;
  marketplaces: readonly { value: string; label: string }[];
}

export interface SheetOrderRow {
  code: string;
  buyer: string;
  totalVnd: number;
  lines: readonly { quantity: number; name: string }[];
  state: 'new' | 'changed' | 'known';
  /** Words of goods that nobody has matched yet; the order waits for them. */
  waitsFor: readonly string[];
}

/** What a list that somebody brought holds, whatever it lists. */
export interface SheetListFacts {
  importId: number;
  fileName: string;
  /** Why the columns must be looked at again. */
  why: string | null;
  titles: readonly string[];
  columns: readonly { field: string; label: string; title: string }[];
  asks: readonly { row: number; order: string | null; reason: string; held: boolean }[];
  skipped: number;
  repeated: number;
  /** Of an import that is done. */
  taken: number;
}

export interface SheetOrderFacts extends SheetListFacts {
  step: 'columns' | 'orders' | 'done';
  orders: readonly SheetOrderRow[];
  /** Goods to be matched by hand. */
  toMatch: readonly { key: string; code: string; name: string }[];
}

interface OfSheetShop {
  shell: Shell;
  shopId: number;
  problem: string | null;
}

export interface SheetOrdersView extends SheetOrderFacts, OfSheetShop {
  goods: readonly string[];
}

export interface SheetPayoutRow {
  row: number;
  /** null: a fee or the like that is no order's. */
  code: string | null;
  /** The marketplace's own words for it. */
  words: string;
  at: number;
  /** Negative: taken back. */
  amountVnd: number;
  feesVnd: number;
  taxesVnd: number;
  state: 'new' | 'changed' | 'known';
  /** What was stored of it before. */
  beforeVnd: number | null;
  order: 'known' | 'unknown' | 'none';
  /** What the order comes to, where the marketplace reckons with another figure. */
  orderTotalVnd: number | null;
}

export interface SheetPayoutFacts extends SheetListFacts {
  step: 'columns' | 'payouts' | 'done';
  payouts: readonly SheetPayoutRow[];
}

export interface SheetPayoutsView extends SheetPayoutFacts, OfSheetShop {
  money: SheetMoney;
}

/** What stands beside the goods on a shelf or at a fair. */
export interface ProductCard {
  productId: number;
  name: string;
  /** With its unit where all variants share one. */
  priceText: string;
  /** By a paper that holds now; null = none. */
  stars: number | null;
  photo: string | null;
  coopName: string;
  phone: string | null;
  /** Where the code leads. */
  url: string;
  /** The code's dark squares, as one SVG path in a square of `size`. */
  qr: { size: number; path: string };
}

export interface CardsView {
  cards: readonly ProductCard[];
  /** So many more are for sale than are printed in one go. */
  more: number;
  back: string;
  here: string;
}
