import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CertificateService, MediaStore, type NewProduct, ProductService } from '@ganh/catalogue';
import type { Settings } from '@ganh/config';
import { createHttpClient } from '@ganh/http';
import { MemberService } from '@ganh/identity';
import {
  type CertificateId,
  type CoopId,
  type CoopScope,
  parsePhone,
  type Phone,
  type UserId,
} from '@ganh/kernel';
import { ChannelApps, ConnectingService, PublishingService } from '@ganh/sync';
import { agree } from './demo-consent';
import { drawPhoto } from './demo-photos';
import {
  DEMO_COOP,
  DEMO_PAPERS,
  DEMO_PERSON,
  DEMO_PRODUCTS,
  type DemoProduct,
} from './demo-products';

/** The others are left for trying how one is connected, and what it then asks. */
const DEMO_CHANNELS = ['shopee', 'facebook'] as const;

/** How far the planting came: it may be cut off at any time and goes on at the next start. */
interface Progress {
  coopId: CoopId;
  userId: UserId | null;
  papers: CertificateId[];
  channels: string[];
  done: boolean;
}

/**
 * Plants one invented cooperative with its goods, once, through the product's own services and, where the channels are the
 * sandbox's, through their consent pages. Does nothing where a cooperative stands already.
 */
export async function plantDemo(app: INestApplicationContext, settings: Settings): Promise<void> {
  const path = join(settings.home, 'demo.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Progress) : null;
  if (kept?.done) return;
  const members = app.get(MemberService);
  if (!kept && (await members.countCoops({ allCoopsFor: 'operator' })) > 0) return;
  const progress = kept ?? (await newCoop(members));
  const save = (change: Partial<Progress>): void => {
    writeFileSync(`${path}.new`, JSON.stringify(Object.assign(progress, change)));
    renameSync(`${path}.new`, path);
  };
  save({});
  if (progress.userId === null) save({ userId: await addPerson(members, progress) });
  await addPapers(app.get(CertificateService), progress, save);
  await connectShops(app, settings, progress, save);
  await addProducts(app, progress);
  save({ done: true });
}

async function newCoop(members: MemberService): Promise<Progress> {
  const { name, province, address } = DEMO_COOP;
  const coop = await members.createCoop({ name, province, address, phone: phone() });
  return { coopId: coop.id, userId: null, papers: [], channels: [], done: false };
}

function phone(): Phone {
  const read = parsePhone(DEMO_PERSON.phone);
  if (!read) throw new Error('the demo phone is no phone');
  return read;
}

function addPerson(members: MemberService, { coopId }: Progress): Promise<UserId> {
  const { name, password } = DEMO_PERSON;
  return members.addMember(
    { coopId },
    { phone: phone(), name, password, roles: ['seller', 'manager'] },
    null,
  );
}

async function addPapers(
  certificates: CertificateService,
  progress: Progress,
  save: (change: Partial<Progress>) => void,
): Promise<void> {
  const now = Date.now();
  for (const { stars, number, issuedMs, validMs } of DEMO_PAPERS.slice(progress.papers.length)) {
    const paper = await certificates.add(progress, {
      kind: 'ocop',
      stars,
      number: `${number}/${new Date(now + issuedMs).getUTCFullYear()}`,
      issuedBy: 'Giấy mẫu, không có giá trị',
      issuedAt: now + issuedMs,
      validUntilAt: now + validMs,
    });
    save({ papers: [...progress.papers, paper.id] });
  }
}

async function connectShops(
  app: INestApplicationContext,
  settings: Settings,
  progress: Progress,
  save: (change: Partial<Progress>) => void,
): Promise<void> {
  // Real channels ask a real person.
  if (!settings.sandboxUrl || progress.userId === null) return;
  const connecting = app.get(ConnectingService);
  const http = createHttpClient({ allowPrivate: true });
  try {
    const set = app.get(ChannelApps).list();
    for (const id of DEMO_CHANNELS) {
      if (progress.channels.includes(id) || !set.some((one) => one.adapter.descriptor.id === id))
        continue;
      const back = `${settings.http.publicUrl ?? `http://127.0.0.1:${settings.http.port}`}/kenh/ve/${id}`;
      const consent = await connecting.begin(progress, progress.userId, id, back);
      const query = await agree(http.send, consent, DEMO_COOP.shortName);
      await connecting.finish(progress, progress.userId, id, back, query);
      save({ channels: [...progress.channels, id] });
    }
  } finally {
    http.close();
  }
}

async function addProducts(app: INestApplicationContext, progress: Progress): Promise<void> {
  const { coopId, userId, papers } = progress;
  const [products, media] = [app.get(ProductService), app.get(MediaStore)];
  // All are drawn before the first is stored: from then on this process opens no drawings, only photos (media-store.ts).
  const wanted: { demo: DemoProduct; photo: Buffer }[] = [];
  for (const demo of DEMO_PRODUCTS) {
    if ((await products.namesakes({ coopId }, demo.name)).length > 0) continue;
    wanted.push({ demo, photo: await drawPhoto(demo) });
  }
  for (const { demo, photo } of wanted) {
    const photoKey = await media.put({ coopId }, photo);
    const product = await withParts(products, { coopId }, demo, {
      name: demo.name,
      description: demo.description,
      producer: demo.producer,
      kind: demo.kind,
      certificateId: demo.paper === null ? null : (papers[demo.paper] ?? null),
      photoKeys: [photoKey],
    });
    const stock = demo.offers.map((offer) => offer[5] * (demo.stepsPerUnit ?? 1));
    await app.get(PublishingService).create({ coopId }, { product, stock }, userId);
  }
}

async function withParts(
  products: ProductService,
  scope: CoopScope,
  demo: DemoProduct,
  product: Omit<NewProduct, 'variants'>,
): Promise<NewProduct> {
  const parts: { variantId: number; quantity: number }[] = [];
  for (const [name, units] of demo.parts ?? []) {
    const [productId] = await products.namesakes(scope, name);
    const variant = productId && (await products.find(scope, productId)).variants[0];
    if (!variant) throw new Error(`no ${name} to put into ${demo.name}`);
    parts.push({ variantId: variant.id, quantity: units * variant.stepsPerUnit });
  }
  const variants = demo.offers.map(([optionName, unit, packAmount, packMeasure, priceVnd]) => ({
    optionName,
    unit,
    stepsPerUnit: demo.stepsPerUnit ?? 1,
    packAmount,
    packMeasure,
    weightGrams: demo.weightGrams ?? null,
    sellerSku: null,
    priceVnd,
    parts,
  }));
  return { ...product, variants };
}
