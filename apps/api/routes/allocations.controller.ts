import { Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { allocationRule, bufferChange } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { ShopId, VariantId } from '@ganh/kernel';
import type { StockLevel } from '@ganh/stock';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { Allocations } from '../views/allocations';

@ApiTags('stock and price')
@Controller('api/v1/variants/:id')
export class AllocationsController {
  constructor(private readonly allocations: Allocations) {}

  @Needs('products.read')
  @Get('allocations')
  async list(@Who() actor: Actor, @Param('id', IdPipe) id: VariantId) {
    return { items: await this.allocations.list(actor, id), nextCursor: null };
  }

  /** mirror, share (per cent, 100 over all shops), cap or buffer (smallest steps). Answers all shops as they stand then. */
  @Needs('stock.write')
  @Put('allocations/:shopId')
  async set(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @Param('shopId', IdPipe) shopId: ShopId,
    @ZodBody(allocationRule) body: z.infer<typeof allocationRule>,
  ) {
    return { items: await this.allocations.set(actor, id, shopId, body), nextCursor: null };
  }

  /** Smallest steps that no shop is ever offered. */
  @Needs('stock.write')
  @Put('buffer')
  setBuffer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: VariantId,
    @ZodBody(bufferChange) body: z.infer<typeof bufferChange>,
  ): Promise<StockLevel> {
    return this.allocations.setBuffer(actor, id, body.buffer);
  }
}
