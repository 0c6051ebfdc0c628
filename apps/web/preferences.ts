import type { Theme } from './css/tokens';

/** What the script asks for when it reads an open page again; the answer is `renderPage` with `part: 'frame'`. */
export const FRAGMENT_TYPE = 'text/html-fragment';

export interface Preferences {
  theme: Theme;
  textSize: 1 | 2 | 3;
}

/** Background and text size from the cookies `nen` and `chu` that *Thêm* sets; anything unknown is the default. */
export function preferences(cookies: Readonly<Record<string, string | undefined>>): Preferences {
  const theme = cookies.nen;
  const size = Number(cookies.chu);
  return {
    theme: theme === 'dark' || theme === 'auto' ? theme : 'light',
    textSize: size === 2 || size === 3 ? size : 1,
  };
}
