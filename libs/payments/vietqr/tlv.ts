/** Tag, length, value, as EMVCo writes them: two digits, two digits, 1 to 99 characters (payments spec §1.1). */

export type Tags = ReadonlyMap<string, string>;

/** Why a payload is refused: `reason` is a plain Vietnamese sentence, `at` the character where reading stopped. */
export class VietQrError extends Error {
  constructor(
    readonly reason: string,
    readonly at: number,
  ) {
    super(`${reason} (ký tự ${at + 1})`);
    this.name = 'VietQrError';
  }
}

const TWO_DIGITS = /^\d\d$/;

/** Reads one level; `where` names it in the reason, `start` is its place in the whole payload. */
export function readTags(text: string, where: string, start = 0): Map<string, string> {
  const tags = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const tag = text.slice(at, at + 2);
    const size = text.slice(at + 2, at + 4);
    if (!TWO_DIGITS.test(tag) || !TWO_DIGITS.test(size)) {
      const left = text.slice(at);
      throw new VietQrError(
        `${where}: còn thừa “${left.slice(0, 20)}”, không phải thẻ và độ dài`,
        start + at,
      );
    }
    const length = Number(size);
    const value = text.slice(at + 4, at + 4 + length);
    if (length === 0) throw new VietQrError(`${where}: thẻ ${tag} trống`, start + at);
    if (value.length < length) {
      throw new VietQrError(
        `${where}: thẻ ${tag} ghi ${length} ký tự nhưng chỉ còn ${value.length}`,
        start + at,
      );
    }
    if (tags.has(tag)) throw new VietQrError(`${where}: thẻ ${tag} có hai lần`, start + at);
    tags.set(tag, value);
    at += 4 + length;
  }
  return tags;
}

export function writeTag(tag: string, value: string): string {
  return tag + String(value.length).padStart(2, '0') + value;
}
