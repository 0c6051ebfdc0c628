import { crc16 } from './crc';
import { LIMIT, NAPAS_GUID, SERVICE, type VietQr } from './payload';
import { type Tags, VietQrError, readTags } from './tlv';

/**
 * Reads a VietQR strictly: lengths must come out even on every level, the CRC must be right, the amount must be an amount.
 * The sample that NAPAS prints in 6.1.1 is refused (its account's length leaves a character over, though its CRC is right).
 * Throws VietQrError with a plain reason.
 */
export function readVietQr(payload: string): VietQr {
  checkCrc(payload);
  const tags = readTags(payload, 'Mã QR');
  if (!payload.startsWith('000201')) throw new VietQrError('Mã QR không bắt đầu bằng 000201', 0);
  const kind = need(tags, '01', payload);
  if (kind !== '11' && kind !== '12')
    throw at(payload, '01', `Thẻ 01 là ${kind}, phải là 11 hoặc 12`);
  same(tags, '53', '704', payload, 'Tiền tệ không phải đồng Việt Nam');
  same(tags, '58', 'VN', payload, 'Không phải mã của Việt Nam');
  const amountVnd = tags.has('54') ? amountOf(tags.get('54')!, payload) : undefined;
  return {
    ...beneficiary(tags, payload),
    use: kind === '11' ? 'static' : 'dynamic',
    ...(amountVnd === undefined ? {} : { amountVnd }),
    ...additional(tags, payload),
    ...merchant(tags),
  };
}

function at(payload: string, tag: string, reason: string): VietQrError {
  return new VietQrError(reason, Math.max(0, payload.indexOf(tag)));
}

function checkCrc(payload: string): void {
  if (!/^[\x20-\x7e]+$/.test(payload)) throw new VietQrError('Mã QR có ký tự lạ hoặc trống', 0);
  const head = payload.slice(0, -4);
  if (!head.endsWith('6304')) {
    throw new VietQrError('Mã QR không kết thúc bằng thẻ kiểm 63', Math.max(0, payload.length - 8));
  }
  const found = payload.slice(-4);
  const right = crc16(head);
  if (found !== right) {
    throw new VietQrError(`Mã kiểm sai: ghi ${found}, tính ra ${right}`, payload.length - 4);
  }
}

function need(tags: Tags, tag: string, payload: string): string {
  const value = tags.get(tag);
  if (value === undefined) throw at(payload, tag, `Thiếu thẻ ${tag}`);
  return value;
}

function same(tags: Tags, tag: string, wanted: string, payload: string, reason: string): void {
  if (need(tags, tag, payload) !== wanted) throw at(payload, tag, reason);
}

function beneficiary(tags: Tags, payload: string): Pick<VietQr, 'bin' | 'account' | 'service'> {
  const template = tags.get('38');
  if (template === undefined) {
    const reason = tags.has('26')
      ? 'Đây là mã VNPAY-QR, không phải VietQR'
      : 'Thiếu thẻ 38 (nơi nhận tiền)';
    throw at(payload, '26', reason);
  }
  const start = payload.indexOf(`38${String(template.length).padStart(2, '0')}${template}`) + 4;
  const inner = readTags(template, 'Thẻ 38', start);
  if (inner.get('00') !== NAPAS_GUID) throw new VietQrError('Thẻ 38 không phải của NAPAS', start);
  const account = inner.get('01');
  if (account === undefined) throw new VietQrError('Thẻ 38 thiếu ngân hàng và tài khoản', start);
  const nested = readTags(account, 'Thẻ 38-01', start + template.indexOf(account));
  const bin = nested.get('00') ?? '';
  const number = nested.get('01') ?? '';
  if (!/^\d{6}$/.test(bin)) throw new VietQrError('Mã ngân hàng không đủ 6 chữ số', start);
  if (!/^[0-9A-Za-z]{1,19}$/.test(number)) {
    throw new VietQrError(`Số tài khoản không hợp lệ hoặc dài quá ${LIMIT.account} ký tự`, start);
  }
  return { bin, account: number, service: serviceOf(inner.get('02'), start) };
}

function serviceOf(code: string | undefined, start: number): 'account' | 'card' {
  if (code === undefined || code === SERVICE.account) return 'account';
  if (code === SERVICE.card) return 'card';
  throw new VietQrError(`Dịch vụ ${code} không có trong chuẩn VietQR`, start);
}

/** Digits, with an optional dot: 50000 and 50000. are valid, 50 000 is not; đồng has no fractions. */
function amountOf(value: string, payload: string): number {
  const whole = /^(\d{1,13})(?:\.0*)?$/.exec(value);
  const amountVnd = whole && value.length <= LIMIT.amount ? Number(whole[1]) : 0;
  if (amountVnd === 0)
    throw at(payload, '54', `Số tiền “${value}” không phải số đồng chẵn lớn hơn 0`);
  return amountVnd;
}

/** `***` asks the payer to type: for us that is no value. */
function additional(tags: Tags, payload: string): Pick<VietQr, 'purpose' | 'billNumber'> {
  const value = tags.get('62');
  if (value === undefined) return {};
  const inner = readTags(value, 'Thẻ 62', Math.max(0, payload.lastIndexOf(value)));
  const given = (tag: string): string | undefined => {
    const content = inner.get(tag);
    if (content !== undefined && content.length > LIMIT.purpose) {
      throw at(payload, '62', `Thẻ 62-${tag} dài quá ${LIMIT.purpose} ký tự`);
    }
    return content === undefined || content === '***' ? undefined : content;
  };
  const [billNumber, purpose] = [given('01'), given('08')];
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(billNumber === undefined ? {} : { billNumber }),
  };
}

function merchant(tags: Tags): Pick<VietQr, 'merchant'> {
  const [name, city, categoryCode] = [tags.get('59'), tags.get('60'), tags.get('52')];
  if (name === undefined && city === undefined && categoryCode === undefined) return {};
  return {
    merchant: {
      ...(name === undefined ? {} : { name }),
      ...(city === undefined ? {} : { city }),
      ...(categoryCode === undefined ? {} : { categoryCode }),
    },
  };
}
