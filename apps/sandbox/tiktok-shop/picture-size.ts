interface Picture {
  type: string;
  /** 0 where it cannot be read. */
  width: number;
  height: number;
}

const SIGNS: readonly [sign: string, type: string][] = [
  ['ffd8ff', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
  ['52494646', 'image/webp'],
  ['424d', 'image/bmp'],
];

/** Kind and size of a picture by its bytes; undefined for what is none. Sizes of JPEG and PNG only. */
export function sizeOf(bytes: Buffer): Picture | undefined {
  const start = bytes.subarray(0, 8).toString('hex');
  const type = SIGNS.find(([sign]) => start.startsWith(sign))?.[1];
  if (!type) return undefined;
  if (type === 'image/png' && bytes.length >= 24)
    return { type, width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  return { type, ...(type === 'image/jpeg' ? jpegSize(bytes) : { width: 0, height: 0 }) };
}

/** From the frame header, SOF0 to SOF2. */
function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xc2)
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return { width: 0, height: 0 };
}
