import type { ChannelAdapter } from '@ganh/channels/kit';
import { ownForm } from './auth';
import { spreadsheetDescriptor } from './spreadsheet.descriptor';

const A_DAY_MS = 86_400_000;

/** Speaks to nobody: a person carries files to and fro (descriptor `byHand`). What they hold is read and written here. */
export const spreadsheet: ChannelAdapter = {
  descriptor: spreadsheetDescriptor,
  auth: ownForm,
  open: () => ({
    listings: {
      push: (_group, items) =>
        Promise.resolve(
          items.map(({ key }) => ({ key, kind: 'deferred', retryAfterMs: A_DAY_MS })),
        ),
    },
  }),
};
