import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ProductService } from '@ganh/catalogue';
import { kindAnswer, listingAnswers } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { ListingId, ProductId } from '@ganh/kernel';
import { CategoryDesk, PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { type Form, readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { check } from '../edge/zod';
import { MissingViews } from '../views/missing-views';
import { Pages } from './page';

/** What one channel lacks (04c): answered here, for all goods of the kind or for one; and what the goods are. */
@ApiExcludeController()
@Controller('hang')
export class MissingPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: MissingViews,
    private readonly categories: CategoryDesk,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
  ) {}

  @Needs('products.write')
  @Get(':id/thieu/:listingId')
  async missing(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Param('listingId', IdPipe) listingId: ListingId,
    @Word('tim') query: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const view = await this.views.missing(actor, id, listingId, (query ?? '').slice(0, 100));
    this.pages.send(request, reply, 'missing', view);
  }

  @Needs('products.write')
  @Post(':id/thieu/:listingId')
  async answer(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Param('listingId', IdPipe) listingId: ListingId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(request);
    const forKind = form.fields['onlyThis'] === undefined;
    const body = check(listingAnswers, { answers: answersOf(form), forKind });
    await this.categories.answer(actor, listingId, body.answers, body.forKind);
    this.pages.go(reply, `/hang/${id}/ket-qua`);
  }

  @Needs('products.write')
  @Post(':id/loai')
  async kind(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const { kind } = check(kindAnswer, { kind: fields['kind'] ?? '' });
    const product = await this.products.find(actor, id);
    if (product.kind !== kind)
      await this.publishing.patch(actor, id, { kind }, product.rev, actor.userId);
    const back = /^\d{1,16}$/.exec(fields['listingId'] ?? '')?.[0];
    this.pages.go(reply, `/hang/${id}/${back ? `thieu/${back}` : 'ket-qua'}`);
  }
}

const ANSWER = 'answers.';

/** Answers by field: what is ticked several times is joined; one's own words go before a choice from the list. */
function answersOf({ fields, repeated }: Form): Record<string, string> {
  return Object.fromEntries(
    Object.keys(fields).flatMap((name) => {
      if (!name.startsWith(ANSWER)) return [];
      const field = name.slice(ANSWER.length);
      const value = fields[`other.${field}`]?.trim() || repeated(name).filter(Boolean).join(',');
      return value.trim() ? [[field, value]] : [];
    }),
  );
}
