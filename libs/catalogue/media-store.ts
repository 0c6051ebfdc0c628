import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type CoopScope, Problem } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { MediaRecords } from './media.store';
import { isPicture } from './picture-kind';

const MAX_BYTES = 12 * 1024 * 1024;
const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 1600;
export const WIDTHS = [132, 396, 1200] as const;
export type PhotoWidth = (typeof WIDTHS)[number];

/**
 * Photos by content address: stripped of what the camera wrote about place and person, turned upright, JPEG for
 * channels, WebP for screens. The key is the SHA-256 of the stored JPEG.
 */
export class MediaStore {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dir: string,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly records: MediaRecords,
  ) {}

  /** Throws a Problem on `photo` for what is no usable picture. */
  async put(scope: CoopScope, bytes: Buffer): Promise<string> {
    if (bytes.length > MAX_BYTES)
      throw Problem.field(
        'photo',
        'too_large',
        'Ảnh nặng quá 12 MB.',
        'Chụp lại, hoặc chọn ảnh nhỏ hơn.',
      );
    const { data, width, height } = await this.inTurn(() => normalise(bytes));
    const key = createHash('sha256').update(data).digest('hex');
    await this.writeOnce(this.path(key, 'jpg'), data);
    await this.db.write((tx) =>
      this.records.insert(tx, scope, key, { width, height, bytes: data.length }, this.clock.now()),
    );
    return key;
  }

  owns(tx: Tx, scope: CoopScope, key: string): Promise<boolean> {
    return this.records.owns(tx, scope, key);
  }

  /** null when there is no such photo. */
  async jpeg(key: string): Promise<Buffer | null> {
    return isKey(key) && existsSync(this.path(key, 'jpg')) ? readFile(this.path(key, 'jpg')) : null;
  }

  /** Made at the first request, kept. */
  async webp(key: string, width: PhotoWidth): Promise<Buffer | null> {
    const path = this.path(key, `${width}.webp`);
    if (isKey(key) && existsSync(path)) return readFile(path);
    const jpeg = await this.jpeg(key);
    if (!jpeg) return null;
    const sharp = await loadSharp();
    const small = await sharp(jpeg)
      .resize({ width, withoutEnlargement: true })
      .webp({ quality: width === 132 ? 60 : 74 })
      .toBuffer();
    await this.writeOnce(path, small);
    return small;
  }

  /** One picture at a time: a large one opened takes up to 200 MB, and the laptop may have two GB. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private path(key: string, ending: string): string {
    return join(this.dir, key.slice(0, 2), `${key}.${ending}`);
  }

  private async writeOnce(path: string, data: Buffer): Promise<void> {
    if (existsSync(path)) return;
    await mkdir(join(path, '..'), { recursive: true });
    const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
    const file = await open(draft, 'w');
    try {
      await file.writeFile(data);
      // The row that names it is durable: so must the photo be.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }
}

/** Throws a Problem on `photo` for whatever cannot be read whole. */
async function normalise(bytes: Buffer): Promise<{ data: Buffer; width: number; height: number }> {
  try {
    if (!isPicture(bytes)) throw new Error('no picture that cameras make');
    const sharp = await loadSharp();
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch {
    throw Problem.field(
      'photo',
      'not_a_picture',
      'Không mở được ảnh này.',
      'Chọn ảnh khác (JPEG, PNG hoặc WebP), hoặc chụp lại.',
    );
  }
}

function isKey(key: string): boolean {
  return /^[0-9a-f]{64}$/.test(key);
}

/** Loaded when the first photo comes: an idle laptop need not hold it. */
async function loadSharp() {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}
