// A Chromium for the tests of the pages.
import { existsSync } from 'node:fs';
import { installPackages, onPath } from './private.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
export const HOW = 'set GANH_TEST_CHROMIUM=/path/to/chromium, or install the package chromium';

/** Its path, or null. Throws where the path that was asked for is not there. */
export function findChromium() {
  const asked = process.env.GANH_TEST_CHROMIUM;
  if (asked && !existsSync(asked)) throw new Error(`GANH_TEST_CHROMIUM=${asked}: no such file.`);
  return asked ?? onPath(...NAMES) ?? (installPackages('chromium') ? onPath(...NAMES) : null);
}
