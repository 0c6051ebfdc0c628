import {
  Controller,
  Get,
  HttpCode,
  Param,
  type PipeTransform,
  Post,
  Put,
  Req,
} from '@nestjs/common';
import { ApiConsumes, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem, type SheetImportId, type ShopId } from '@ganh/kernel';
import { SheetOrders, SheetPayouts } from '@ganh/sync';
import { z } from 'zod';
import { type Asked, Needs, Who } from '../edge/actor';
import { oneFile } from '../edge/multipart';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { SheetViews } from '../views/sheet-views';

const columnsRequest = z.strictObject({
  columns: z.record(z.string().max(20), z.string().max(500)),
});

const LISTS = ['orders', 'payouts'] as const;
type List = (typeof LISTS)[number];

class ListPipe implements PipeTransform<string, List> {
  transform(value: string): List {
    const list = LISTS.find((one) => one === value);
    if (!list) throw Problem.notFound();
    return list;
  }
}

/** Lists that people bring from a marketplace without a way in: its orders, and what it paid out. */
@ApiTags('sheets')
@ApiParam({ name: 'list', enum: LISTS })
@Controller('api/v1/shops/:id/sheets/:list')
export class SheetListsController {
  constructor(
    private readonly orders: SheetOrders,
    private readonly payouts: SheetPayouts,
    private readonly views: SheetViews,
  ) {}

  /** Reads a list; nothing is taken yet. */
  @Needs('orders.write')
  @ApiConsumes('multipart/form-data')
  @Post()
  async upload(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('list', ListPipe) list: List,
    @Req() request: Asked,
  ) {
    const importId = await this[list].upload(actor, id, await oneFile(request), actor.userId);
    return this.facts(actor, id, list, importId);
  }

  @Needs('orders.read')
  @Get(':importId')
  preview(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('list', ListPipe) list: List,
    @Param('importId', IdPipe) importId: SheetImportId,
  ) {
    return this.facts(actor, id, list, importId);
  }

  /** Their title for each of our fields; kept for every file with the same head. */
  @Needs('orders.write')
  @Put(':importId/columns')
  async setColumns(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('list', ListPipe) list: List,
    @Param('importId', IdPipe) importId: SheetImportId,
    @ZodBody(columnsRequest) body: z.infer<typeof columnsRequest>,
  ) {
    await this[list].setColumns(actor, id, importId, body.columns);
    return this.facts(actor, id, list, importId);
  }

  /** Takes all that is clear. Again, it changes nothing. */
  @Needs('orders.write')
  @Post(':importId/accept')
  @HttpCode(200)
  accept(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Param('list', ListPipe) list: List,
    @Param('importId', IdPipe) importId: SheetImportId,
  ) {
    return this[list].accept(actor, id, importId, actor.userId);
  }

  private facts(actor: Actor, id: ShopId, list: List, importId: SheetImportId) {
    return list === 'orders'
      ? this.views.orderList(actor, id, importId)
      : this.views.payoutList(actor, id, importId);
  }
}
