const HEIF_BRANDS = new Set(['heic', 'heix', 'hevc', 'mif1', 'msf1', 'avif']);

/**
 * What a phone's camera or a screen makes, told by its first bytes: JPEG, PNG, WebP, HEIF or GIF. Others (SVG, PDF, TIFF)
 * are parsers that strangers would feed.
 */
export function isPicture(bytes: Buffer): boolean {
  const ascii = (from: number, to: number) => bytes.toString('latin1', from, to);
  if (bytes.length < 16) return false;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return true;
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return true;
  if (ascii(0, 4) === 'RIFF') return ascii(8, 12) === 'WEBP';
  if (ascii(4, 8) === 'ftyp') return HEIF_BRANDS.has(ascii(8, 12));
  return ascii(0, 6) === 'GIF89a' || ascii(0, 6) === 'GIF87a';
}
