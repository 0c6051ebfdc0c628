import { Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import type { SheetFileId, ShopId } from '@ganh/kernel';
import { SheetFiles, SheetOrders } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Asked, Needs, Who } from '../edge/actor';
import { oneFile } from '../edge/multipart';
import { IdPipe, Words } from '../edge/params';
import { sendSheet } from '../edge/sheet';
import { ZodBody } from '../edge/zod';
import { SheetViews } from '../views/sheet-views';

const title = z.string().max(500);
const makeRequest = z.strictObject({ which: z.enum(['due', 'all']).default('due') });
const templateRequest = z.strictObject({
  titles: z.array(title).min(1).max(120),
  fields: z.array(z.string().max(40)).max(120),
});
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

/** What a shop served by hand exchanges: files of goods out; whose goods the words of its lists are. */
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
    @Words() asked: Record<string, string>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.find(actor, id, fileId);
    await sendSheet(this.files, actor, file, asked, reply);
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
}
