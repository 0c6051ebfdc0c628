import { Readable } from 'node:stream';
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  path: string;
  bytes: Buffer;
}

const UTF8_NAMES = 0x800;
const VERSION = 20;
const DEFLATED = 8;
/** 1 January 1980, the first day that zip knows: the same content makes the same file. */
const DAY_ONE = 0x21;

/** What the format has room for without its 64-bit form. */
export const ZIP_MOST_FILES = 65_535;
const MOST_BYTES = 0xffff_ffff;

/** A zip made file by file; pictures are packed already and cost little to pack again. */
class ZipParts {
  private readonly directory: Buffer[] = [];
  private files = 0;
  private offset = 0;

  add({ path, bytes }: ZipFile): Buffer {
    const packed = deflateRawSync(bytes);
    const name = Buffer.from(path);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(VERSION, 4);
    head.writeUInt16LE(UTF8_NAMES, 6);
    head.writeUInt16LE(DEFLATED, 8);
    head.writeUInt16LE(DAY_ONE, 12);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(VERSION, 4);
    head.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(this.offset, 42);
    this.directory.push(entry, name);
    this.files += 1;
    this.offset += head.length + name.length + packed.length;
    if (this.files > ZIP_MOST_FILES || this.offset > MOST_BYTES)
      throw new RangeError('a zip has no room for more');
    return Buffer.concat([head, name, packed]);
  }

  end(): Buffer {
    const list = Buffer.concat(this.directory);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.files, 8);
    end.writeUInt16LE(this.files, 10);
    end.writeUInt32LE(list.length, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([list, end]);
  }
}

export function writeZip(files: readonly ZipFile[]): Buffer {
  const zip = new ZipParts();
  const parts = files.map((file) => zip.add(file));
  return Buffer.concat([...parts, zip.end()]);
}

/** As writeZip, with one file in memory at a time. */
export function zipStream(files: AsyncIterable<ZipFile>): Readable {
  return Readable.from(packed(files), { objectMode: false });
}

async function* packed(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const zip = new ZipParts();
  for await (const file of files) yield zip.add(file);
  yield zip.end();
}
