/** What people of a cooperative did lately, as a screen shows it. */
import type { Channel, Shell } from './views';

/** One thing that somebody did. */
export interface Act {
  id: number;
  at: number;
  /** Who did it. */
  who: string;
  /** What, to be read after the name: "nhập thêm 20 hũ Mật ong rừng". */
  what: string;
  /** Where the thing stands; null where there is nothing to open. */
  href: string | null;
  /** Whose picture stands beside it. */
  about:
    | { kind: 'goods'; name: string; photo: string | null }
    | { kind: 'channel'; channel: Channel; channelName: string }
    | { kind: 'people' };
  /** It can still be taken back, and this person may. */
  canUndo: boolean;
  /** Who took it back, and when. */
  undone: { who: string; at: number } | null;
}

export interface ActsView {
  shell: Shell;
  acts: readonly Act[];
  /** Of this page; null = the newest. */
  cursor: string | null;
  nextCursor: string | null;
  /** Why an act could not be taken back, in one sentence. */
  problem: string | null;
}
