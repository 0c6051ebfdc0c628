import { Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProductService } from '@ganh/catalogue';
import { page, priceChange, stockCount, stockMove } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { VariantId } from '@ganh/kernel';
import { StockService } from '@ganh/stock';
import { PublishingService } from '@ganh/sync';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { cursorOf, readCursor } from '../edge/cursor';
import { Code, IdPipe } from '../edge/params';
import { ZodBody, ZodQuery } from '../edge/zod';
import { StockViews } from '../views/stock-views';

@ApiTags('stock and price')
@Controller('api/v1')
export class VariantsController {
  constructor(
    private readonly products: ProductService,
    private readonly stock: StockService,
    private readonly levels: StockViews,
    private readonly publishing: PublishingService,
  ) {}

  @Needs('products.read')
  @Get('variants/:id/stock')
  async level(@Who() actor: Actor, @Param('id', IdPipe) id: VariantId) {
    await this.products.variant(actor, id);
    const levels = await this.levels.levels(actor, [id]);
    return (
      levels.get(id) ?? {
        variantId: id,
        onHand: 0,
        reserved: 0,
        buffer: 0,
        available: 0,
        rev: 0,
        updatedAt: 0,
      }
    );
  }

  @Needs('products.read')
  @Get('variants/:id/movements')
  async movements(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @ZodQuery(page) { cursor, limit }: z.infer<typeof page>,
  ) {
    await this.products.variant(actor, id);
    const from = readCursor(cursor);
    const before = from ? { rev: from[0], sourceId: from[1] } : undefined;
    const items = await this.levels.movements(actor, id, limit, before);
    const last = items.at(-1);
    const nextCursor = items.length === limit && last ? cursorOf(last.rev, last.sourceId) : null;
    return { items, nextCursor };
  }

  /** ± by a person, once per opId. */
  @Needs('stock.write')
  @Post('variants/:id/stock-moves')
  @HttpCode(200)
  async move(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @ZodBody(stockMove) body: z.infer<typeof stockMove>,
  ) {
    await this.products.variant(actor, id);
    return this.stock.move(actor, { ...body, variantId: id, actor: actor.userId });
  }

  /** "Đếm lại": absolute, on the revision that was seen. */
  @Needs('stock.write')
  @Post('variants/:id/stock-counts')
  @HttpCode(200)
  async count(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @ZodBody(stockCount) body: z.infer<typeof stockCount>,
  ) {
    await this.products.variant(actor, id);
    return this.stock.count(actor, { ...body, variantId: id, actor: actor.userId });
  }

  @Needs('stock.write')
  @Post('stock-moves/:opId/undo')
  @HttpCode(200)
  undo(@Who() actor: Actor, @Code('opId') opId: string) {
    return this.stock.undo(actor, opId, actor.userId);
  }

  @Needs('products.write')
  @Put('variants/:id/price')
  async price(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @ZodBody(priceChange) body: z.infer<typeof priceChange>,
  ) {
    const { formerVnd, actId } = await this.publishing.setPrice(
      actor,
      id,
      body.priceVnd,
      body.baseRev,
      actor.userId,
    );
    const { priceVnd, priceRev } = await this.products.variant(actor, id);
    return { variantId: id, priceVnd, priceRev, formerVnd, actId };
  }
}
