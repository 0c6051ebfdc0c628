import { Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { isOrderField, type OrderColumns } from '@ganh/channels/spreadsheet';
import type { Actor } from '@ganh/identity';
import { Problem, type SheetFileId, type SheetImportId, type ShopId } from '@ganh/kernel';
import { SheetFiles, SheetOrders } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { orderFacts, SheetViews } from '../views/sheet-views';

const title = z.string().max(500);
const makeRequest = z.strictObject({ which: z.enum(['due', 'all']).default('due') });
const templateRequest = z.strictObject({
  titles: z.array(title).min(1).max(120),
  fields: z.array(z.string().max(40)).max(120),
});
const columnsRequest = z.strictObject({ columns: z.record(z.string().max(20), title) });
const matchRequest = z.strictObject({
  matches: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[0-9a-f]{32}$/),
        /** null: none of ours. */
        variantId: z.number().int().positive().nullable(),
      }),
    )
    .max(500),
});

/** What a shop served by hand exchanges: files of goods out, lists of orders in. */
@ApiTags('sheets')
@Controller('api/v1/shops/:id/sheets')
export class SheetsController {
  constructor(
    private readonly files: SheetFiles,
    private readonly orders: SheetOrders,
    private readonly views: SheetViews,
  ) {}

  @Needs('shops.read')
  @Get()
  show(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId) {
    return this.views.facts(actor, id);
  }

  /** Makes a file of what is due, or of everything, from the newest state. */
  @Needs('products.write')
  @Post('files')
  async make(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(makeRequest) body: z.infer<typeof makeRequest>,
  ) {
    const file = await this.files.make(actor, id, body.which, actor.userId);
    return { id: file.id, rows: file.marks.length, madeAt: file.madeAt };
  }

  /** `format` xlsx or csv (`separator` `,` or `;`), or `pictures`: a zip of them. */
  @Needs('products.read')
  @Get('files/:fileId')
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

  /** Somebody has carried the file to the marketplace: exactly the revisions in it are done. */
  @Needs('products.write')
  @Post('files/:fileId/uploaded')
  @HttpCode(204)
  uploaded(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('fileId', IdPipe) fileId: SheetFileId,
  ): Promise<void> {
    return this.files.uploaded(actor, id, fileId, actor.userId);
  }

  /** Reads the columns of the marketplace's own sheet and guesses what each wants; nothing is kept. */
  @Needs('products.write')
  @ApiConsumes('multipart/form-data')
  @Post('template')
  @HttpCode(200)
  async readTemplate(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId, @Req() request: Asked) {
    const file = await oneFile(request);
    return this.files.readTemplate(actor, id, file.name, file.bytes);
  }

  @Needs('products.write')
  @Put('template')
  @HttpCode(204)
  setTemplate(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(templateRequest) body: z.infer<typeof templateRequest>,
  ): Promise<void> {
    return this.files.setTemplate(actor, id, body);
  }

  /** Back to our own columns. */
  @Needs('products.write')
  @Delete('template')
  @HttpCode(204)
  dropTemplate(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId): Promise<void> {
    return this.files.setTemplate(actor, id, null);
  }

  /** Reads a list of orders; nothing is taken yet. */
  @Needs('orders.write')
  @ApiConsumes('multipart/form-data')
  @Post('orders')
  async upload(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId, @Req() request: Asked) {
    const importId = await this.orders.upload(actor, id, await oneFile(request), actor.userId);
    return orderFacts(await this.orders.preview(actor, id, importId));
  }

  @Needs('orders.read')
  @Get('orders/:importId')
  async preview(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('importId', IdPipe) importId: SheetImportId,
  ) {
    return orderFacts(await this.orders.preview(actor, id, importId));
  }

  /** Their title for each of our fields; kept for every file with the same head. */
  @Needs('orders.write')
  @Put('orders/:importId/columns')
  async setColumns(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('importId', IdPipe) importId: SheetImportId,
    @ZodBody(columnsRequest) body: z.infer<typeof columnsRequest>,
  ) {
    await this.orders.setColumns(actor, id, importId, columnsOf(body.columns));
    return orderFacts(await this.orders.preview(actor, id, importId));
  }

  /** Whose goods the marketplace's words are; kept. */
  @Needs('orders.write')
  @Put('matches')
  @HttpCode(204)
  match(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(matchRequest) body: z.infer<typeof matchRequest>,
  ): Promise<void> {
    return this.orders.match(actor, id, body.matches);
  }

  /** Takes every order that is clear. Again, it changes nothing. */
  @Needs('orders.write')
  @Post('orders/:importId/accept')
  @HttpCode(200)
  accept(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('importId', IdPipe) importId: SheetImportId,
  ) {
    return this.orders.accept(actor, id, importId, actor.userId);
  }
}

export function columnsOf(chosen: Readonly<Record<string, string>>): OrderColumns {
  return Object.fromEntries(
    Object.entries(chosen).filter(([field, name]) => isOrderField(field) && name !== ''),
  );
}

export async function oneFile(request: Asked): Promise<{ name: string; bytes: Buffer }> {
  const file = (await readForm(request, 1)).files[0];
  if (!file)
    throw Problem.field(
      'file',
      'missing',
      'Chưa chọn tệp nào.',
      'Chọn tệp Excel (.xlsx) hoặc CSV.',
    );
  return file;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function sendSheet(
  files: SheetFiles,
  actor: Actor,
  file: Awaited<ReturnType<SheetFiles['find']>>,
  asked: { format: string | undefined; separator: string | undefined },
  reply: FastifyReply,
): Promise<void> {
  const name = `hang-${new Date(file.madeAt).toISOString().slice(0, 10)}-${file.id}`;
  const attach = (ending: string, type: string, bytes: Buffer) =>
    void reply
      .header('content-disposition', `attachment; filename="${name}.${ending}"`)
      .header('cache-control', 'no-store')
      .type(type)
      .send(bytes);
  if (asked.format === 'pictures')
    return attach('zip', 'application/zip', await files.pictures(actor, file));
  if (asked.format !== 'csv') return attach('xlsx', XLSX, files.bytes(file, 'xlsx', ','));
  const separator = asked.separator === ',' ? ',' : ';';
  attach('csv', 'text/csv; charset=utf-8', files.bytes(file, 'csv', separator));
}
