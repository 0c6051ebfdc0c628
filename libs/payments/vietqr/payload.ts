/** What a VietQR says (payments spec §1.1). Amounts are whole đồng; texts are ASCII without diacritics. */
export interface VietQr {
  /** Six digits; `bankOfBin` knows the banks. */
  bin: string;
  /** Account number (letters occur: virtual accounts) or card number, at most 19 characters. */
  account: string;
  /** Absent: a static code, the payer enters the amount. */
  amountVnd?: number;
  /** Becomes the transfer's memo (62-08), at most 25 characters. */
  purpose?: string;
  /** 62-01, at most 25 characters. */
  billNumber?: string;
  merchant?: { name?: string; city?: string; categoryCode?: string };
  service?: 'account' | 'card';
  /** 01: `static` may be paid many times, `dynamic` was meant for one payment; nothing enforces it. Absent: by the amount. */
  use?: 'static' | 'dynamic';
}

export const NAPAS_GUID = 'A000000727';
export const SERVICE = { account: 'QRIBFTTA', card: 'QRIBFTTC' } as const;
export const LIMIT = {
  account: 19,
  purpose: 25,
  billNumber: 25,
  merchantName: 25,
  merchantCity: 15,
  additional: 99,
  amount: 13,
} as const;
