import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoopScope, ManualClock } from '@ganh/kernel';
import sharp from 'sharp';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { MediaRecords, MediaStore, validStars } from '.';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#7a5' } });

describeOnBoth('photos', (open) => {
  let test: TestDatabase;
  let media: MediaStore;
  let dir: string;
  let coop: CoopScope;

  beforeAll(async () => {
    test = await open();
    dir = mkdtempSync(join(tmpdir(), 'ganh-media-'));
    media = new MediaStore(dir, test.db, new ManualClock(1), new MediaRecords());
    coop = { coopId: test.ids.next() };
  });
  afterAll(async () => {
    await test.close();
    rmSync(dir, { recursive: true });
  });

  const files = () =>
    readdirSync(dir, { recursive: true }).filter((name) => /\./.test(String(name)));

  it('lose what the camera wrote about place, time and machine, and stand upright', async () => {
    const taken = await plain(400, 200)
      .jpeg()
      .withExif({
        IFD0: { Make: 'MayAnhCuaToi' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '15/1 30/1 0/1' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const stored = (await media.jpeg(await media.put(coop, taken)))!;
    const { exif, xmp, iptc, orientation, width, height, format } = await sharp(stored).metadata();
    expect({ exif, xmp, iptc, orientation, format }).toEqual({ format: 'jpeg' });
    expect([width, height]).toEqual([200, 400]);
    expect(stored.includes(Buffer.from('MayAnhCuaToi'))).toBe(false);
  });

  it('come as JPEG of at most 1600 and as WebP of the widths of screens, never larger than they were', async () => {
    const key = await media.put(coop, await plain(3000, 1500).png().toBuffer());
    const size = async (bytes: Buffer | null) => {
      const { width, height, format } = await sharp(bytes!).metadata();
      return [format, width, height];
    };
    expect(await size(await media.jpeg(key))).toEqual(['jpeg', 1600, 800]);
    expect(await size(await media.webp(key, 132))).toEqual(['webp', 132, 66]);
    expect(await size(await media.webp(key, 1200))).toEqual(['webp', 1200, 600]);
    const small = await media.put(coop, await plain(100, 50).webp().toBuffer());
    expect(await size(await media.webp(small, 396))).toEqual(['webp', 100, 50]);
  });

  it('without a ground get a white one', async () => {
    const clear = await sharp({
      create: { width: 20, height: 20, channels: 4, background: '#0000' },
    })
      .png()
      .toBuffer();
    const stored = (await media.jpeg(await media.put(coop, clear)))!;
    expect(
      (await sharp(stored).stats()).channels.map((channel) => Math.round(channel.mean)),
    ).toEqual([255, 255, 255]);
  });

  it('are one file however often and by whoever they are sent, and belong to each who sent them', async () => {
    const other = { coopId: test.ids.next() } as CoopScope;
    const third = { coopId: test.ids.next() } as CoopScope;
    const bytes = await plain(321, 123).jpeg().toBuffer();
    const before = files().length;
    const keys = await Promise.all([coop, coop, other].map((scope) => media.put(scope, bytes)));
    expect(new Set(keys).size).toBe(1);
    expect(files().length).toBe(before + 1);
    const owners = await test.db.read(async (tx) => [
      await media.owns(tx, coop, keys[0]!),
      await media.owns(tx, other, keys[0]!),
      await media.owns(tx, third, keys[0]!),
    ]);
    expect(owners).toEqual([true, true, false]);
  });

  it('that are none are refused and leave nothing behind', async () => {
    const good = await plain(200, 200).jpeg().toBuffer();
    const bomb = await sharp({
      create: { width: 9000, height: 9000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(400_000);
    const bad: Buffer[] = [
      Buffer.alloc(0),
      Buffer.from('không phải ảnh'),
      good.subarray(0, good.length / 2),
      bomb,
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>',
      ),
      Buffer.from('%PDF-1.4 1 0 obj <<>> endobj'),
      await plain(20, 20).tiff().toBuffer(),
      Buffer.alloc(12 * 1024 * 1024 + 1),
    ];
    const before = files().length;
    for (const bytes of bad)
      await expect(media.put(coop, bytes)).rejects.toMatchObject({
        code: 'validation',
        errors: [{ field: 'photo' }],
      });
    expect(files().length).toBe(before);
  });

  it.each(['../../etc/passwd', '', 'x', `${'a'.repeat(63)}/`, 'A'.repeat(64)])(
    'named %p are not there',
    async (key) => {
      expect([await media.jpeg(key), await media.webp(key, 132)]).toEqual([null, null]);
    },
  );
});

it('lets stars be claimed from the first instant of a paper to the last, and of OCOP papers alone', () => {
  const paper = {
    kind: 'ocop' as const,
    stars: 4,
    number: '',
    issuedBy: '',
    issuedAt: 100,
    validUntilAt: 200,
    id: 1 as never,
  };
  expect([99, 100, 199, 200].map((now) => validStars(paper, now))).toEqual([null, 4, 4, null]);
  expect(validStars({ ...paper, kind: 'other' }, 150)).toBeNull();
  expect(validStars(null, 150)).toBeNull();
});
