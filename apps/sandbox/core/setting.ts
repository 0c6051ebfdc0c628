/** What every simulator of one sandbox shares. Durations of the channel's own making (retries, reviews, labels) are
 * divided by `timeScale`; time-outs for other people's answers never are. */
export interface Setting {
  now: () => number;
  timeScale: number;
  /** Marks the state as changed, so that it is saved soon. */
  changed: () => void;
  media: MediaShelf;
}

/** Bytes of pictures, kept by name. */
export interface MediaShelf {
  put(name: string, bytes: Buffer): void;
  get(name: string): Buffer | undefined;
}

export function scaled(setting: Setting, ms: number): number {
  return ms / setting.timeScale;
}

export function seconds(setting: Setting): number {
  return Math.floor(setting.now() / 1000);
}
