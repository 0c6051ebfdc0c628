import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

const inflate = promisify(inflateRaw);
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
  path: string;
  encrypted: boolean;
  method: number;
  packedSize: number;
  size: number;
  offset: number;
}

/** Thrown for anything that is not a plain, whole zip file. */
export class BadZip extends Error {}

/** The directory of a zip file. Zip64 is refused: no price list is that large. */
export function zipEntries(file: Buffer, mostEntries: number): ZipEntry[] {
  const from = Math.max(0, file.length - END_LENGTH - LONGEST_COMMENT);
  let end = file.length - END_LENGTH;
  while (end >= from && file.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < from || end < 0) throw new BadZip('no directory');
  const count = file.readUInt16LE(end + 10);
  if (count > mostEntries) throw new BadZip('too many files');
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw new BadZip('broken directory');
    const pathLength = file.readUInt16LE(at + 28);
    entries.push({
      path: file.toString('utf8', at + 46, at + 46 + pathLength),
      encrypted: (file.readUInt16LE(at + 8) & 1) === 1,
      method: file.readUInt16LE(at + 10),
      packedSize: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + pathLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** Unpacks one entry; never more than `mostBytes`, whatever its header claims. */
export async function unzip(file: Buffer, entry: ZipEntry, mostBytes: number): Promise<Buffer> {
  if (entry.offset + 30 > file.length || file.readUInt32LE(entry.offset) !== LOCAL_SIGNATURE) {
    throw new BadZip('broken entry');
  }
  const start =
    entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
  const packed = file.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) throw new BadZip('cut short');
  if (entry.method === STORED) return packed;
  if (entry.method !== DEFLATED || mostBytes < 1) throw new BadZip('unknown packing');
  try {
    return await inflate(packed, { maxOutputLength: mostBytes });
  } catch {
    throw new BadZip('does not unpack within its limit');
  }
}
