import type { ChangeEvent } from '@ganh/contracts';
import type { VNode } from 'preact';
import type { Sheet } from './css/sheets';
import type { IconName } from './components/icon';

/** Scripts by route; `shell` is on every page of the signed-in. */
export type Island =
  | 'add-product'
  | 'edit-product'
  | 'messages'
  | 'missing'
  | 'more'
  | 'products'
  | 'quick-edit'
  | 'shell';

/** What a page may know beside its view. */
export interface PageContext {
  /** Phone of whoever helps, as people write it; null = the cooperative's own manager. */
  helpPhone: string | null;
  /** A new key for each form, so that a press that is sent twice counts once. */
  newOpId(): string;
}

export interface Page<View> {
  title(view: View): string;
  sheets: readonly Sheet[];
  /** Its scripts, beside the shell's. */
  islands: readonly Island[];
  /** Events after which an open page reads itself again; forms read nothing. */
  live: readonly ChangeEvent['type'][];
  /** Drawings that the page's script may need and the first rendering may not. */
  icons?: readonly IconName[];
  /** Pages without a session: no shell script, no frame. */
  open?: boolean;
  body(view: View, context: PageContext): VNode;
}
