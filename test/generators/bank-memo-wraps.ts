/**
 * What sending apps and receiving banks make of a payer's memo, written from the memo study (payments spec §2.5).
 * Knows nothing of the product: it is the other side.
 */
import type { Random } from './random';

export interface Parties {
  payer: string;
  payerPhone: string;
  payerAccount: string;
  receiver: string;
  receiverAccount: string;
  at: number;
}

type Wrap = (memo: string, r: Random, p: Parties) => string;

const two = (n: number): string => String(n).padStart(2, '0');

export function clock(at: number): {
  ddmmyy: string;
  hhmmss: string;
  mmdd: string;
  yyyy: string;
  iso: string;
  doy: string;
} {
  const d = new Date(at + 7 * 3_600_000);
  const [yyyy, mm, dd] = [
    String(d.getUTCFullYear()),
    two(d.getUTCMonth() + 1),
    two(d.getUTCDate()),
  ];
  const hhmmss = two(d.getUTCHours()) + two(d.getUTCMinutes()) + two(d.getUTCSeconds());
  const doy = String(
    Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
  ).padStart(3, '0');
  return {
    ddmmyy: dd + mm + yyyy.slice(2),
    hhmmss,
    mmdd: mm + dd,
    yyyy,
    iso: `${yyyy}${mm}${dd}`,
    doy,
  };
}

const colons = (hhmmss: string): string => hhmmss.replace(/(..)(..)(..)/, '$1:$2:$3');

/** Sending apps: [share, wrap]. */
const SENDERS: readonly (readonly [number, Wrap])[] = [
  [30, (m) => m],
  [
    16,
    (m, r, p) =>
      `${m} FT${clock(p.at).yyyy.slice(2)}${clock(p.at).doy}${r.digits(9)}`.slice(0, 157),
  ],
  [
    6,
    (m, r, p) =>
      `${m.toUpperCase()}-${clock(p.at).ddmmyy}-${colons(clock(p.at).hhmmss)} ${r.digits(6)}`.slice(
        0,
        99,
      ),
  ],
  [5, (m) => `IBFT ${m}`],
  [3, (m, r) => `${m}${r.chance(0.5) ? ',' : ''} ma GD ${r.digits(9)}`],
  [2, (m, r, p) => `ISL${clock(p.at).iso}${clock(p.at).hhmmss}${r.digits(3)}-${m}`],
  [
    5,
    (m, r, p) =>
      `Vietcombank${r.pick([':', ';'])}${p.receiverAccount}${r.pick([':', ';'])}${m}`.slice(0, 179),
  ],
  [
    8,
    (m, r, p) =>
      `MBVCB.${r.digits(10)}.${r.digits(6)}.${m}.CT tu ${p.payerAccount} ${p.payer} toi ${p.receiverAccount} ${p.receiver} tai ${r.pick(['MB', 'BIDV', 'AGRIBANK', 'VIETINBANK'])}`.slice(
        0,
        162,
      ),
  ],
  [
    8,
    (m) =>
      m
        .normalize('NFKC')
        .normalize('NFD')
        .replace(/[^A-Za-z0-9. ]/g, '')
        .slice(0, 199),
  ],
  [6, (m) => m.slice(0, 100)],
  [5, (m, r, p) => `${r.digits(11)}${r.pick(['-', ' '])}${p.payerPhone}${r.pick(['-', ' '])}${m}`],
  [2, (m, r, p) => `ZP${r.digits(12)} ${clock(p.at).ddmmyy}${r.digits(9)} ${m}`],
  [2, (m) => `${m} chuyen tien tu ${'ViettelMoney'}`],
  [1, (m) => `${m} chuyen tien tu Timo`],
  [1, (m, r) => `SEVQR TKP${r.alnum(3)} ${m}`],
];

/** Receiving banks: [share, wrap]. */
const RECEIVERS: readonly (readonly [number, Wrap])[] = [
  [20, (m, r, p) => `${r.digits(6)}.${clock(p.at).ddmmyy}.${clock(p.at).hhmmss}.${m}`],
  [
    14,
    (m, r, p) =>
      `0200${r.pick(['970422', '970415', '970405', '888899', '970488'])}${clock(p.at).mmdd}${clock(p.at).hhmmss}${clock(p.at).yyyy}${r.alnum(4)}${r.digits(6)}.${r.digits(5)}.${clock(p.at).hhmmss}.${m}`,
  ],
  [
    10,
    (m, r, p) =>
      `MBVCB.${r.digits(10)}.${m}.${r.pick(['CT tu', 'CT tu', 'C T tu'])} ${p.payerAccount} ${p.payer} toi ${p.receiverAccount} ${p.receiver}`,
  ],
  [
    4,
    (m, r, p) => {
      const id = r.digits(11);
      return `PARTNER.DIRECT_DEBITS_VCB.MSE.${id}.${clock(p.at).iso}.${id}-${p.payerPhone}_${m}`;
    },
  ],
  [2, (m, r, p) => `SHGD:${r.digits(8)}.DD:${clock(p.at).ddmmyy}.BO:${p.payer}.Remark:${m}`],
  [1, (m, r, p) => `/Ref:P${r.digits(7)}{//}${m} DVC:${p.payer}`],
  [6, (m) => `CT nhanh 247 den: ${m}`],
  [
    6,
    (m, r, p) =>
      `Chuyen tien den tu NAPAS Noi dung: ${m}; thoi gian GD:${r.digits(2)}/09/2024 ${colons(clock(p.at).hhmmss)}`,
  ],
  [2, (m, r) => `ND:CT DEN:${r.digits(12)} ${m}; tai Napas`],
  [
    6,
    (m, r, p) =>
      `TKThe :${p.payerAccount}, tai ${r.pick(['MBBANK', 'VIETINBANK', 'Shinhan Bank V'])}. ${m} -CTLNHIDI${r.digits(12)}-1/1-CRE-002`.slice(
        0,
        269,
      ),
  ],
  [2, (m, r, p) => `REM Tfr Ac:${p.payerAccount} O@L_080005_${r.digits(6)}_${p.payerPhone} ${m}`],
  [3, (m, r) => `MB(${r.digits(6)})(${m})`],
  [5, (m) => m.slice(0, 210)],
  [5, (m, r) => `${m} - Ma giao dich/ Trace ${r.digits(6)}`],
  [3, (m, r) => `${m}- Ma GD ACSP/ ${r.letters(2)}${r.digits(6)}`],
  [2, (m, _, p) => `${m} NG CHUYEN:CUSTOMER ${p.payerAccount}`],
  [
    2,
    (m, r) =>
      `${r.digits(11)}-${m}-CHUYEN TIEN-OQCH${r.alnum(6).toUpperCase()}-MOMO${r.digits(11)}MOMO`,
  ],
  [3, (m, r, p) => `${m} GD ${r.digits(6)}-${clock(p.at).ddmmyy} ${colons(clock(p.at).hhmmss)}`],
  [2, (m, r, p) => `ACC-GD ${r.digits(6)}-${clock(p.at).iso}-/CTR/${m}/MAC/${r.hex(16)}`],
  [2, (m, r) => `NHAN TU ${r.digits(10)} TRACE ${r.digits(6)} ND ${m}`],
];

function weighted(table: readonly (readonly [number, Wrap])[], r: Random): Wrap {
  let at = r.next() * table.reduce((sum, [share]) => sum + share, 0);
  for (const [share, wrap] of table) if ((at -= share) < 0) return wrap;
  return table[0]![1];
}

/** The line as the receiver's statement shows it. PDF exports put one blank into long tokens near column 33. */
export function wrapMemo(memo: string, r: Random, p: Parties): string {
  const line = weighted(RECEIVERS, r)(weighted(SENDERS, r)(memo, r, p), r, p);
  if (!r.chance(0.08)) return line;
  const column = 31 + r.below(4);
  return column < line.length ? `${line.slice(0, column)} ${line.slice(column)}` : line;
}
