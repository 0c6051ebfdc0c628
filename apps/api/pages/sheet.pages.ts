import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem, type SheetFileId, type VariantId } from '@ganh/kernel';
import { ProductFeed, SetAside, SheetFiles } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { oneFile, readForm } from '../edge/multipart';
import { IdPipe, Word, Words } from '../edge/params';
import { sendSheet } from '../edge/sheet';
import { SheetViews } from '../views/sheet-views';
import { Pages } from './page';
import { AtShop, SheetAnswers, type ShopCall } from './sheet-answers';

/** Marketplaces that people serve by hand: what goes out. Every act is a form. */
@ApiExcludeController()
@Controller('kenh/:id/bang')
export class SheetPages {
  constructor(
    private readonly pages: Pages,
    private readonly answers: SheetAnswers,
    private readonly views: SheetViews,
    private readonly files: SheetFiles,
    private readonly feed: ProductFeed,
    private readonly setAside: SetAside,
  ) {}

  @Needs('shops.read')
  @Get()
  async show(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    const view = await this.views.page(at.actor, at.shopId, null, null);
    this.pages.send(at.request, reply, 'sheets', view);
  }

  @Needs('products.write')
  @Post('tep')
  make(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, async () => {
      const { fields } = await readForm(at.request);
      const which = fields['which'] === 'all' ? 'all' : 'due';
      await this.files.make(at.actor, at.shopId, which, at.actor.userId);
    });
  }

  @Needs('products.read')
  @Get('tep/:fileId')
  async download(
    @AtShop() { actor, shopId }: ShopCall,
    @Param('fileId', IdPipe) fileId: SheetFileId,
    @Words() asked: Record<string, string>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(actor, shopId, fileId);
    await sendSheet(this.files, actor, file, asked, reply);
  }

  @Needs('products.write')
  @Post('tep/:fileId/da-dua')
  uploaded(
    @AtShop() at: ShopCall,
    @Param('fileId', IdPipe) fileId: SheetFileId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { actor, shopId } = at;
    return this.answers.act(at, reply, () =>
      this.files.uploaded(actor, shopId, fileId, actor.userId),
    );
  }

  @Needs('products.write')
  @Post('mau')
  readTemplate(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.show(at, reply, async () => {
      const { name, bytes } = await oneFile(at.request);
      return this.files.readTemplate(at.actor, at.shopId, name, bytes);
    });
  }

  @Needs('products.write')
  @Post('mau/cot')
  setTemplate(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, async () => {
      const form = await readForm(at.request);
      const chosen = { titles: form.repeated('titles'), fields: form.repeated('fields') };
      await this.files.setTemplate(at.actor, at.shopId, chosen);
    });
  }

  @Needs('products.write')
  @Post('mau/bo')
  dropTemplate(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, () => this.files.setTemplate(at.actor, at.shopId, null));
  }

  @Needs('stock.write')
  @Post('de-rieng')
  keep(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, async () => {
      const { fields } = await readForm(at.request);
      await this.setAside.keep(at.actor, at.shopId, unitsOf(fields), at.actor.userId);
      return '#de-rieng';
    });
  }

  @Needs('stock.write')
  @Post('de-rieng/thoi')
  giveBack(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, async () => {
      await this.setAside.giveBack(at.actor, at.shopId, at.actor.userId);
      return '#de-rieng';
    });
  }

  @Needs('shops.write')
  @Post('nguon')
  turnFeed(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, async () => {
      const { fields } = await readForm(at.request);
      await this.feed.turn(at.actor, at.shopId, fields['on'] === '1', at.actor.userId);
    });
  }

  @Needs('shops.write')
  @Post('nguon/doi')
  renewFeed(@AtShop() at: ShopCall, @Res() reply: FastifyReply): Promise<void> {
    return this.answers.act(at, reply, () => this.feed.renew(at.actor, at.shopId, at.actor.userId));
  }
}

/** `units.<variant>` as typed; an empty field keeps none. */
function unitsOf(fields: Readonly<Record<string, string>>): Map<VariantId, number> {
  const typed = new Map<VariantId, number>();
  for (const [name, text] of Object.entries(fields)) {
    const id = /^units\.(\d{1,15})$/.exec(name)?.[1];
    if (id === undefined) continue;
    const words = text.trim().replace(/[.\s]/g, '');
    if (!/^\d{0,7}$/.test(words))
      throw Problem.field(
        name,
        'range',
        `“${text.slice(0, 20)}” không phải số lượng.`,
        'Nhập lại số.',
      );
    typed.set(Number(id) as VariantId, Number(words));
  }
  return typed;
}

/** Stands where other channels have their consent page. */
@ApiExcludeController()
@Controller('kenh/bang/moi')
export class SheetConnectPage {
  constructor(
    private readonly pages: Pages,
    private readonly views: SheetViews,
  ) {}

  @Needs('shops.write')
  @Get()
  async connect(
    @Who() actor: Actor,
    @Word('state') state: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'sheetConnect', await this.views.connect(actor, state ?? ''));
  }
}
