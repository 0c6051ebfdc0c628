import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MediaStore } from '@ganh/catalogue';
import type { ProductsView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { type ListingId, Problem, type ProductId } from '@ganh/kernel';
import { ListingService } from '@ganh/shops';
import { PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { type Form, MOST_PHOTOS, readForm } from '../edge/multipart';
import { IdPipe, Word } from '../edge/params';
import { ListingResults } from '../views/listing-results';
import { ProductViews } from '../views/product-views';
import { Pages } from './page';
import { readProductForm } from './product-form';

const FILTERS: readonly ProductsView['filter'][] = ['tat-ca', 'sap-het', 'vuong'];

@ApiExcludeController()
@Controller('hang')
export class ProductPages {
  constructor(
    private readonly pages: Pages,
    private readonly products: ProductViews,
    private readonly listed: ListingResults,
    private readonly media: MediaStore,
    private readonly publishing: PublishingService,
    private readonly listings: ListingService,
  ) {}

  @Needs('products.read')
  @Get()
  async list(
    @Who() actor: Actor,
    @Word('q') query: string | undefined,
    @Word('loc') filter: string | undefined,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = FILTERS.find((one) => one === filter) ?? 'tat-ca';
    this.pages.send(
      request,
      reply,
      'products',
      await this.products.page(actor, (query ?? '').slice(0, 100), known),
    );
  }

  @Needs('products.write')
  @Get('moi')
  async addForm(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'addProduct', await this.products.addForm(actor));
  }

  @Needs('products.write')
  @Post('moi')
  async add(@Who() actor: Actor, @Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    const form = await readForm(request, MOST_PHOTOS);
    const photoKeys = (form.fields['photoKeys'] ?? '').split(',').filter(Boolean);
    try {
      for (const file of form.files) photoKeys.push(await this.media.put(actor, file.bytes));
      const id = await this.publishing.create(
        actor,
        readProductForm({ fields: form.fields, photoKeys, shopIds: form.repeated('shopIds') }),
        actor.userId,
      );
      this.pages.go(reply, `/hang/${id}/ket-qua`);
    } catch (error) {
      if (!(error instanceof Problem) || error.errors.length === 0) throw error;
      this.pages.send(
        request,
        reply,
        'addProduct',
        await this.products.addForm(actor, draftOf(form), error.errors, photoKeys),
        422,
      );
    }
  }

  @Needs('products.read')
  @Get(':id/ket-qua')
  async results(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'listingResults', await this.listed.results(actor, id));
  }

  @Needs('products.write')
  @Post(':id/thu-lai/:listingId')
  async retry(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Param('listingId', IdPipe) listingId: ListingId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.listings.retry(actor, listingId);
    this.pages.go(reply, `/hang/${id}/ket-qua`);
  }
}

/** What was typed, with every shop that was chosen and not the last alone. */
function draftOf({ fields, repeated }: Form): Readonly<Record<string, string>> {
  if (fields['shopsShown'] === undefined) return fields;
  return { ...fields, shopIds: repeated('shopIds').join(',') };
}
