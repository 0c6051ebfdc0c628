import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MediaStore, type Product, ProductService } from '@ganh/catalogue';
import type { Actor } from '@ganh/identity';
import { Problem, type ProductId } from '@ganh/kernel';
import { PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { type Form, MOST_PHOTOS, readForm } from '../edge/multipart';
import { IdPipe } from '../edge/params';
import { ProductEditViews } from '../views/product-edit-views';
import { Pages } from './page';
import { changeOf, onTopOf, readEdit, type TypedEdit } from './product-edit-form';

const STALE = 'Món này vừa có người sửa. Phần đang gõ vẫn còn: xem lại rồi lưu.';

/** "Sửa món": saves what this person changed and nothing else; whatever is refused comes back as it was typed. */
@ApiExcludeController()
@Controller('hang')
export class ProductEditPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: ProductEditViews,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
    private readonly media: MediaStore,
  ) {}

  @Needs('products.write')
  @Get(':id/sua')
  async form(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const product = await this.products.find(actor, id);
    const view = await this.views.form(actor, product);
    // Its own screen says why it cannot be changed, and how it comes back.
    if (product.removed) this.pages.go(reply, `/hang/sua/${view.variantId}`);
    else this.pages.send(request, reply, 'editProduct', view);
  }

  @Needs('products.write')
  @Post(':id/sua')
  async save(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(request, MOST_PHOTOS);
    const product = await this.products.find(actor, id);
    const { added, refused } = await this.store(actor, form);
    const edit = readEdit(form, product, added);
    try {
      if (refused) throw refused;
      await this.change(actor, product, edit);
      this.pages.go(reply, `/hang/${id}/ket-qua`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'stale') return this.again(actor, id, edit, { request, reply });
      if (error.code !== 'validation' && error.code !== 'conflict') throw error;
      const view = await this.views.form(actor, product, {
        ...edit,
        draft: edit.typed,
        errors: error.errors,
        problem: error.errors.length === 0 ? error.title : null,
      });
      this.pages.send(request, reply, 'editProduct', view, error.code === 'conflict' ? 409 : 422);
    }
  }

  private async change(actor: Actor, product: Product, edit: TypedEdit): Promise<void> {
    const patch = changeOf(edit, product);
    if (Object.keys(patch).length === 0) return;
    await this.publishing.patch(actor, product.id, patch, edit.baseRev, actor.userId);
  }

  /** Somebody was faster. If it was this very press, sent twice, all is done. */
  private async again(
    actor: Actor,
    id: ProductId,
    edit: TypedEdit,
    { request, reply }: { request: Asked; reply: FastifyReply },
  ): Promise<void> {
    const product = await this.products.find(actor, id);
    if (Object.keys(changeOf(edit, product)).length === 0)
      return this.pages.go(reply, `/hang/${id}/ket-qua`);
    const isMine = edit.mine.includes('photoKeys');
    const view = await this.views.form(actor, product, {
      ...onTopOf(edit, product),
      baseRev: product.rev,
      photoKeys: isMine ? edit.photoKeys : product.photoKeys,
      dropped: isMine ? edit.dropped : [],
      problem: STALE,
    });
    this.pages.send(request, reply, 'editProduct', view, 409);
  }

  /** One that is no picture keeps the others from nothing. */
  private async store(actor: Actor, { files }: Form) {
    const added: string[] = [];
    let refused: Problem | null = null;
    for (const { bytes } of files) {
      try {
        added.push(await this.media.put(actor, bytes));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refused = error;
      }
    }
    return { added, refused };
  }
}
