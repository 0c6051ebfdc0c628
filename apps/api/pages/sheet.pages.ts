import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem, type SheetFileId, type SheetImportId, type ShopId } from '@ganh/kernel';
import { SheetFiles, SheetOrders } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { columnsOf, oneFile, sendSheet } from '../routes/sheets.controller';
import { SheetViews } from '../views/sheet-views';
import { Pages } from './page';

/** Marketplaces that people serve by hand: files out, lists of orders in. Every act is a form. */
@ApiExcludeController()
@Controller('kenh')
export class SheetPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: SheetViews,
    private readonly files: SheetFiles,
    private readonly orders: SheetOrders,
  ) {}

  @Needs('shops.write')
  @Get('bang/moi')
  async connect(
    @Who() actor: Actor,
    @Word('state') state: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'sheetConnect', await this.views.connect(actor, state ?? ''));
  }

  @Needs('shops.read')
  @Get(':id/bang')
  async show(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'sheets', await this.views.page(actor, id, null, null));
  }

  @Needs('products.write')
  @Post(':id/bang/tep')
  async make(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const which = fields['which'] === 'all' ? 'all' : 'due';
    await this.orExplain(actor, id, request, reply, async () => {
      await this.files.make(actor, id, which, actor.userId);
      this.pages.go(reply, `/kenh/${id}/bang`);
    });
  }

  @Needs('products.read')
  @Get(':id/bang/tep/:fileId')
  async download(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('fileId', IdPipe) fileId: SheetFileId,
    @Word('format') format: string | undefined,
    @Word('separator') separator: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(actor, id, fileId);
    await sendSheet(this.files, actor, file, { format, separator }, reply);
  }

  @Needs('products.write')
  @Post(':id/bang/tep/:fileId/da-dua')
  async uploaded(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('fileId', IdPipe) fileId: SheetFileId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.files.uploaded(actor, id, fileId, actor.userId);
    this.pages.go(reply, `/kenh/${id}/bang`);
  }

  @Needs('products.write')
  @Post(':id/bang/mau')
  async readTemplate(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.orExplain(actor, id, request, reply, async () => {
      const file = await oneFile(request);
      const head = await this.files.readTemplate(actor, id, file.name, file.bytes);
      this.pages.send(request, reply, 'sheets', await this.views.page(actor, id, head, null));
    });
  }

  @Needs('products.write')
  @Post(':id/bang/mau/cot')
  async setTemplate(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(request);
    const chosen = { titles: form.repeated('titles'), fields: form.repeated('fields') };
    await this.orExplain(actor, id, request, reply, async () => {
      await this.files.setTemplate(actor, id, chosen);
      this.pages.go(reply, `/kenh/${id}/bang`);
    });
  }

  @Needs('products.write')
  @Post(':id/bang/mau/bo')
  async dropTemplate(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.files.setTemplate(actor, id, null);
    this.pages.go(reply, `/kenh/${id}/bang`);
  }

  @Needs('orders.write')
  @Post(':id/bang/don')
  async upload(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.orExplain(actor, id, request, reply, async () => {
      const importId = await this.orders.upload(actor, id, await oneFile(request), actor.userId);
      this.pages.go(reply, `/kenh/${id}/bang/don/${importId}`);
    });
  }

  @Needs('orders.read')
  @Get(':id/bang/don/:importId')
  async preview(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('importId', IdPipe) importId: SheetImportId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.sendPreview(actor, id, importId, request, reply, null);
  }

  @Needs('orders.write')
  @Post(':id/bang/don/:importId/:act')
  async work(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('importId', IdPipe) importId: SheetImportId,
    @Param('act') act: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(request);
    try {
      if (act === 'cot') await this.orders.setColumns(actor, id, importId, columnsOf(form.fields));
      else if (act === 'khop') await this.orders.matchNamed(actor, id, namedOf(form));
      else if (act === 'nhan') await this.orders.accept(actor, id, importId, actor.userId);
      else throw Problem.notFound();
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not_found') throw error;
      return this.sendPreview(actor, id, importId, request, reply, sentence(error));
    }
    this.pages.go(reply, `/kenh/${id}/bang/don/${importId}`);
  }

  private async sendPreview(
    actor: Actor,
    id: ShopId,
    importId: SheetImportId,
    request: Asked,
    reply: FastifyReply,
    problem: string | null,
  ): Promise<void> {
    const preview = await this.orders.preview(actor, id, importId);
    const view = await this.views.ordersPage(actor, id, preview, problem);
    this.pages.send(request, reply, 'sheetOrders', view, problem === null ? 200 : 422);
  }

  /** A refusal is said on the same page; what is not this cooperative's stays a 404. */
  private async orExplain(
    actor: Actor,
    id: ShopId,
    request: Asked,
    reply: FastifyReply,
    act: () => Promise<void>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not_found') throw error;
      const view = await this.views.page(actor, id, null, sentence(error));
      this.pages.send(request, reply, 'sheets', view, 422);
    }
  }
}

function sentence(problem: Problem): string {
  const first = problem.errors[0];
  return first ? `${first.reason} ${first.remedy}` : problem.title;
}

/** Left empty, a label is asked again; "không" is a word for none of ours. */
function namedOf(
  form: Awaited<ReturnType<typeof readForm>>,
): { key: string; name: string | null }[] {
  const goods = form.repeated('goods');
  return form.repeated('keys').flatMap((key, i) => {
    const name = (goods[i] ?? '').trim();
    if (name === '' || !/^[0-9a-f]{32}$/.test(key)) return [];
    return [{ key, name: /^(không|khong|ko)$/i.test(name) ? null : name }];
  });
}
