import { Problem } from '@ganh/kernel';
import { crc16 } from './crc';
import { LIMIT, NAPAS_GUID, SERVICE, type VietQr } from './payload';
import { writeTag } from './tlv';

/**
 * Writes the payload of a VietQR. Texts must be plain ASCII already: diacritics make the length ambiguous between readers
 * that count characters and those that count bytes, and banks drop them anyway (payments spec §1.4).
 * Throws Problem (validation) naming the field.
 */
export function buildVietQr(code: VietQr): string {
  if (!/^\d{6}$/.test(code.bin))
    refuse('bin', 'Mã ngân hàng phải đủ 6 chữ số.', 'Chọn lại ngân hàng.');
  if (!/^[0-9A-Za-z]{1,19}$/.test(code.account)) {
    refuse(
      'account',
      'Số tài khoản chỉ gồm chữ và số, không quá 19 ký tự.',
      'Xem lại số tài khoản.',
    );
  }
  const service = SERVICE[code.service ?? 'account'];
  const beneficiary = writeTag('00', code.bin) + writeTag('01', code.account);
  const use = code.use ?? (code.amountVnd === undefined ? 'static' : 'dynamic');
  const { merchant } = code;
  const tags: [string, string | undefined][] = [
    ['00', '01'],
    ['01', use === 'static' ? '11' : '12'],
    ['38', writeTag('00', NAPAS_GUID) + writeTag('01', beneficiary) + writeTag('02', service)],
    ['52', merchant?.categoryCode === undefined ? undefined : category(merchant.categoryCode)],
    ['53', '704'],
    ['54', code.amountVnd === undefined ? undefined : amount(code.amountVnd)],
    ['58', 'VN'],
    ['59', text('merchant.name', merchant?.name, LIMIT.merchantName)],
    ['60', text('merchant.city', merchant?.city, LIMIT.merchantCity)],
    ['62', additional(code)],
  ];
  const body = tags
    .map(([tag, value]) => (value === undefined ? '' : writeTag(tag, value)))
    .join('');
  return `${body}6304${crc16(`${body}6304`)}`;
}

function refuse(field: string, reason: string, remedy: string): never {
  throw Problem.field(field, 'vietqr', reason, remedy);
}

function category(value: string): string {
  if (!/^\d{4}$/.test(value))
    refuse('merchant.categoryCode', 'Mã ngành phải đủ 4 chữ số.', 'Bỏ trống nếu chưa rõ.');
  return value;
}

function amount(amountVnd: number): string {
  if (
    !Number.isSafeInteger(amountVnd) ||
    amountVnd <= 0 ||
    String(amountVnd).length > LIMIT.amount
  ) {
    refuse(
      'amountVnd',
      'Số tiền phải là số đồng chẵn, lớn hơn 0.',
      'Bỏ trống để người trả tự nhập.',
    );
  }
  return String(amountVnd);
}

function text(field: string, value: string | undefined, limit: number): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (!/^[\x20-\x7e]+$/.test(value)) {
    refuse(field, 'Chữ trong mã QR phải không dấu.', 'Bỏ dấu rồi tạo lại.');
  }
  if (value.length > limit) refuse(field, `Dài quá ${limit} ký tự.`, `Rút còn ${limit} ký tự.`);
  return value;
}

function additional(code: VietQr): string | undefined {
  const billNumber = text('billNumber', code.billNumber, LIMIT.billNumber);
  const purpose = text('purpose', code.purpose, LIMIT.purpose);
  const value =
    (billNumber ? writeTag('01', billNumber) : '') + (purpose ? writeTag('08', purpose) : '');
  return value === '' ? undefined : value;
}
