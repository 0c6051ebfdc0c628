import { badFile } from '@ganh/sheets';

/** Signs that TCVN3 (fonts .VnTime) puts for letters and no Vietnamese word in Unicode has beside a letter. */
const TCVN3 = /[a-z][µ¸¶¹¨Æ¬]|[µ¸¶¹¨Æ®¬][a-z]/giu;
/** VNI writes the mark as a letter of its own behind the vowel: "Nguyeãn", "ñôn haøng". */
const VNI = /[aeiouyôö][øûïäëåöü]|ñ[aeiouôö]|(?<=\p{L})eã|aâ|oâ|eâ/giu;
/** Different ones: a single foreign name (Noël) proves nothing. */
const ENOUGH = 2;

/**
 * Refuses text in the letters of before Unicode: turned into our letters blindly, a buyer's name and street would be wrong.
 * `texts`: what stands in the cells, as read.
 */
export function refuseOldLetters(texts: readonly string[]): void {
  const all = texts.join('\n').normalize('NFC');
  const kind =
    new Set(all.match(TCVN3)).size >= ENOUGH
      ? 'TCVN3 (phông .VnTime)'
      : new Set(all.match(VNI)).size >= ENOUGH
        ? 'VNI'
        : null;
  if (kind !== null)
    throw badFile(
      'old_letters',
      `Chữ trong tệp viết bằng bảng mã cũ ${kind}, đọc sẽ sai tên và địa chỉ.`,
      'Tải lại tệp từ sàn, hoặc đổi sang Unicode rồi lưu thành .xlsx.',
    );
  if (all.includes('\ufffd'))
    throw badFile(
      'unreadable_letters',
      'Có chữ trong tệp không đọc được.',
      'Mở tệp bằng Excel, lưu thành .xlsx rồi chọn lại.',
    );
}
