import banks from './banks.json';

/**
 * A receiving bank or wallet (payments spec §0, bank table). Keyed by `bin`, never by `code`: lists in use give one code to
 * two banks (BVB). `napasSupported`: transfers by VietQR are known to reach it.
 */
export interface Bank {
  code: string;
  bin: string;
  shortName: string;
  name: string;
  napasSupported: boolean;
}

const BY_BIN = new Map<string, Bank>((banks as Bank[]).map((bank) => [bank.bin, bank]));

export function bankOfBin(bin: string): Bank | null {
  return BY_BIN.get(bin) ?? null;
}

/** All banks of the table, for a choice on a screen. */
export function listBanks(): readonly Bank[] {
  return banks;
}
