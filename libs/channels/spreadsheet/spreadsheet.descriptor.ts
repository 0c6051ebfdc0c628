import type { ChannelDescriptor } from '@ganh/channels/kit';

export const spreadsheetDescriptor = {
  id: 'spreadsheet',
  name: 'Sàn đăng tay',
  apiVersion: '', // there is none (other-marketplaces §1)
  byHand: true,
  // One file carries all that a marketplace shows of a variant.
  groups: [
    {
      name: 'sheet',
      target: 'variant',
      raisedBy: ['content', 'price', 'stock', 'visibility'],
      maxBatch: 10_000,
      batchBy: 'shop',
      neededForLive: true,
    },
  ],
  limits: [],
  // Differs by marketplace and is published nowhere: what a person sees on typing it in there decides.
  text: { titleMax: 200, titleMin: 1, descriptionMax: 5_000, descriptionMin: 0 },
  photos: { max: 8, maxBytes: 4 * 1024 * 1024, minSide: 0, formats: ['jpeg'] }, // anh_1..anh_8, §3.2
  accessTokenMs: null,
  refreshTokenMs: null,
  refreshAheadMs: 0,
  clockSkewMs: 0,
  poll: {},
  wholePieces: true,
  sellsOnItsOwn: true,
} as const satisfies ChannelDescriptor;
