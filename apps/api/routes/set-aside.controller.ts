import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import type { ShopId, VariantId } from '@ganh/kernel';
import { SetAside } from '@ganh/sync';
import { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { SheetViews } from '../views/sheet-views';

const MOST_UNITS = 1_000_000;
const keepRequest = z.strictObject({
  units: z
    .array(
      z.strictObject({
        variantId: z.number().int().positive(),
        /** Whole units; 0 = keep none. What is not named gets what is proposed. */
        units: z.number().int().min(0).max(MOST_UNITS),
      }),
    )
    .max(5000)
    .default([]),
});

/** Stock that is kept for a shop whose sales are known only when a file comes. */
@ApiTags('sheets')
@Controller('api/v1/shops/:id/sheets/set-aside')
export class SetAsideController {
  constructor(
    private readonly setAside: SetAside,
    private readonly views: SheetViews,
  ) {}

  /** One press for all goods; what is kept already stays as it is. */
  @Needs('stock.write')
  @Post()
  @HttpCode(200)
  async keep(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(keepRequest) body: z.infer<typeof keepRequest>,
  ) {
    const chosen = new Map(body.units.map((one) => [one.variantId as VariantId, one.units]));
    await this.setAside.keep(actor, id, chosen, actor.userId);
    return (await this.views.facts(actor, id)).setAside;
  }

  /** Everything back for all shops. Again, it changes nothing. */
  @Needs('stock.write')
  @Delete()
  async giveBack(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId) {
    await this.setAside.giveBack(actor, id, actor.userId);
    return (await this.views.facts(actor, id)).setAside;
  }
}
