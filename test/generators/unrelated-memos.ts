/** Memos of money that pays none of our orders: what real statements are full of, and what looks like a reference but is none. */
import type { Random } from './random';

type Make = (r: Random, payer: string) => string;

const MEMOS: readonly (readonly [number, Make])[] = [
  [20, (_, payer) => `${payer} chuyen tien`],
  [10, (_, payer) => `${payer} chuyen khoan`],
  [8, (_, payer) => `${payer} ung ho khac phuc hau qua bao so 3`],
  [6, () => 'ung ho dong bao bi thiet hai do bao lu'],
  [5, (r) => `Tra tien dien thang ${1 + r.below(12)} PE${r.digits(11)}`],
  [
    4,
    (r) =>
      `Luong T${1 + r.below(12)} 2026 CONG TY TNHH MTV ${r.pick(['SONG THU', 'JAPFA COMFEED', 'FPT', 'KYMDAN', 'DKSH VN'])}`,
  ],
  [4, (r) => `thanh toan don hang DH${r.digits(9)}`],
  [3, (r) => `HTX2409${r.alnum(4).toUpperCase()} thanh toan`],
  [3, (r) => `SEVQR TKP${r.alnum(3)} ${r.alnum(8).toUpperCase()}`],
  [3, (r) => `VQR${r.alnum(9).toUpperCase()} payos`],
  [3, (r) => `CSHN5MB59H7 ${r.alnum(8)}`],
  [3, (r) => `MOMO-CASHIN-0${r.digits(9)}-OQCI${r.alnum(6)}-${r.digits(11)}`],
  [3, (r) => `QRCODE VNPAY QRCODE ${r.digits(16)} BP${r.digits(6)}`],
  [3, (r) => `SHOPEE ${r.digits(6)}${r.alnum(8).toUpperCase()} rut tien vi`],
  [2, () => 'REM thanh toan PVcomBank MBVCB BIDV VPBank SHB MSB VIB'],
  [2, (r) => `${r.letters(12)} ${r.letters(9)}`],
  [2, (r) => `J${r.alnum(8).toUpperCase()} gui tien`],
  [
    2,
    (r) =>
      r.pick([
        'JUNIOR JACK BAKER gift for VN',
        'Joshua Seventeen fandom ung ho',
        'JFK BROS PKX MV SDK',
        'MR JOHN F KEMP XBOX PSV',
        'JKT48 FC VIETNAM',
        'FJ ZX MQ PR KD BV SX',
      ]),
  ],
  [2, (r) => `${r.alnum(40)}`],
  [2, () => 'Trả tiền công bẻ tiêu, phơi khô 🌶 và vận chuyển'],
  [2, (r) => `SAO KE LAI TIEN GUI ${r.digits(4)} NODATA`],
  [1, () => ''],
];
const TOTAL = MEMOS.reduce((sum, [share]) => sum + share, 0);

export function unrelatedMemo(r: Random, payer: string): string {
  let at = r.next() * TOTAL;
  for (const [share, make] of MEMOS) if ((at -= share) < 0) return make(r, payer);
  return '';
}
