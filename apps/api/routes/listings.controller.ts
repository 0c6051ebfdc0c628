import { Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { categoryQuery, listingAnswers } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { ListingId } from '@ganh/kernel';
import { ListingService } from '@ganh/shops';
import { CategoryDesk } from '@ganh/sync';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody, ZodQuery } from '../edge/zod';

@ApiTags('listings')
@Controller('api/v1/listings')
export class ListingsController {
  constructor(
    private readonly listings: ListingService,
    private readonly categories: CategoryDesk,
  ) {}

  /** What one channel lacks, answered, for this product or for all of its kind; tried again at once. */
  @Needs('products.write')
  @Put(':id/answers')
  @HttpCode(202)
  async answer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ListingId,
    @ZodBody(listingAnswers) body: z.infer<typeof listingAnswers>,
  ) {
    await this.categories.answer(actor, id, body.answers, body.forKind);
    return { id };
  }

  /** Where the product could go on its channel: what is chosen, what is likely, what `q` finds (marks or none). */
  @Needs('products.write')
  @Get(':id/categories')
  offers(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ListingId,
    @ZodQuery(categoryQuery) { q }: z.infer<typeof categoryQuery>,
  ) {
    return this.categories.offers(actor, id, q);
  }

  /** What the category asks and nobody has answered, and what a label must say. */
  @Needs('products.write')
  @Get(':id/attributes')
  async asked(@Who() actor: Actor, @Param('id', IdPipe) id: ListingId) {
    return { items: (await this.categories.asked(actor, id)) ?? [] };
  }

  @Needs('products.write')
  @Post(':id/retry')
  @HttpCode(202)
  async retry(@Who() actor: Actor, @Param('id', IdPipe) id: ListingId) {
    await this.listings.retry(actor, id);
    return { id };
  }
}
