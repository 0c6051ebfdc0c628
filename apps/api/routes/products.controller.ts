import { Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProductService } from '@ganh/catalogue';
import { page, productChange, productRequest } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { Problem, type ProductId, type ShopId } from '@ganh/kernel';
import { PublishingService } from '@ganh/sync';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody, ZodQuery } from '../edge/zod';
import { ListingResults } from '../views/listing-results';

@ApiTags('products')
@Controller('api/v1/products')
export class ProductsController {
  constructor(
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
    private readonly listings: ListingResults,
  ) {}

  @Needs('products.read')
  @Get()
  async list(@Who() actor: Actor, @ZodQuery(page) { cursor, limit }: z.infer<typeof page>) {
    const after = cursor === undefined ? 0 : Number(cursor);
    if (!Number.isSafeInteger(after) || after < 0)
      throw Problem.field(
        'cursor',
        'malformed',
        'Dấu trang này không đúng.',
        'Bắt đầu lại từ trang đầu.',
      );
    const items = await this.products.list(actor, after as ProductId, limit);
    return { items, nextCursor: items.length === limit ? String(items.at(-1)?.id) : null };
  }

  @Needs('products.write')
  @Post()
  async create(@Who() actor: Actor, @ZodBody(productRequest) body: z.infer<typeof productRequest>) {
    const { shopIds, variants, ...product } = body;
    const input = {
      product: { ...product, variants },
      stock: variants.map((variant) => variant.stock),
      shopIds,
    };
    const id = await this.publishing.create(actor, input, actor.userId);
    return this.products.find(actor, id);
  }

  @Needs('products.read')
  @Get(':id')
  show(@Who() actor: Actor, @Param('id', IdPipe) id: ProductId) {
    return this.products.find(actor, id);
  }

  @Needs('products.write')
  @Patch(':id')
  async change(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @ZodBody(productChange) body: z.infer<typeof productChange>,
  ) {
    const { baseRev, ...patch } = body;
    await this.publishing.patch(actor, id, patch, baseRev, actor.userId);
    return this.products.find(actor, id);
  }

  /** Off sale everywhere and out of the lists. What is in store, and what is reserved of it, stays. */
  @Needs('products.write')
  @Post(':id/remove')
  @HttpCode(200)
  async remove(@Who() actor: Actor, @Param('id', IdPipe) id: ProductId) {
    await this.publishing.setRemoved(actor, id, true, actor.userId);
    return this.products.find(actor, id);
  }

  /** Back as it was before it was removed. */
  @Needs('products.write')
  @Post(':id/restore')
  @HttpCode(200)
  async restore(@Who() actor: Actor, @Param('id', IdPipe) id: ProductId) {
    await this.publishing.setRemoved(actor, id, false, actor.userId);
    return this.products.find(actor, id);
  }

  @Needs('products.read')
  @Get(':id/listings')
  async shown(@Who() actor: Actor, @Param('id', IdPipe) id: ProductId) {
    const view = await this.listings.results(actor, id);
    return { items: view.listings };
  }

  @Needs('products.write')
  @Post(':id/listings/:shopId')
  @HttpCode(202)
  async listIn(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Param('shopId', IdPipe) shopId: ShopId,
  ) {
    await this.publishing.addShop(actor, id, shopId);
    const view = await this.listings.results(actor, id);
    return { items: view.listings };
  }
}
