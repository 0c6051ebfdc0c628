import { randomUUID } from 'node:crypto';
import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ProductService } from '@ganh/catalogue';
import { priceChange, type QuickEditView, stockCount, stockMove } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { formatVnd, parseVnd, Problem, type ProductId, type VariantId } from '@ganh/kernel';
import { recountOf, StockService } from '@ganh/stock';
import { PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { IdPipe } from '../edge/params';
import { check } from '../edge/zod';
import { ProductViews } from '../views/product-views';
import { Pages } from './page';
import { readWhole } from './typed-number';

/** Quick stock and price (05), and taking a product off sale. */
@ApiExcludeController()
@Controller('hang')
export class QuickEditPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: ProductViews,
    private readonly products: ProductService,
    private readonly publishing: PublishingService,
    private readonly stock: StockService,
  ) {}

  @Needs('products.write')
  @Post(':id/an')
  async hide(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ProductId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const { rev, variants } = await this.products.find(actor, id);
    const [first] = variants;
    if (!first) throw Problem.notFound();
    await this.orShow(actor, first.id, { request, reply }, null, () =>
      this.publishing.patch(actor, id, { hidden: fields['hidden'] === '1' }, rev, actor.userId),
    );
  }

  @Needs('products.read')
  @Get('sua/:variantId')
  async quickEdit(
    @Who() actor: Actor,
    @Param('variantId', IdPipe) id: VariantId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'quickEdit', await this.views.quickEdit(actor, id));
  }

  @Needs('stock.write')
  @Post('sua/:variantId/so')
  async saveStock(
    @Who() actor: Actor,
    @Param('variantId', IdPipe) id: VariantId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    await this.products.variant(actor, id);
    const by = { variantId: id, actor: actor.userId };
    const opId = fields['opId'] || randomUUID();
    const refused = { form: 'stock', typed: fields['counted'] ?? '' } as const;
    await this.orShow(actor, id, { request, reply }, refused, async () => {
      if (fields['counted']) {
        const baseRev = Number(fields['baseRev'] ?? 0);
        const typed = { opId, counted: whole(fields['counted'], 'counted'), baseRev };
        await this.stock.count(actor, { ...by, ...check(stockCount, typed) });
      } else {
        const delta = whole(fields['delta'], 'delta');
        const typed = { opId, delta, reason: reasonOf(fields['reason'], delta) };
        await this.stock.move(actor, { ...by, ...check(stockMove, typed) });
      }
    });
  }

  @Needs('products.write')
  @Post('sua/:variantId/gia')
  async savePrice(
    @Who() actor: Actor,
    @Param('variantId', IdPipe) id: VariantId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { fields } = await readForm(request);
    const refused = { form: 'price', typed: fields['price'] ?? '' } as const;
    await this.orShow(actor, id, { request, reply }, refused, async () => {
      const price = parseVnd(fields['price'] ?? '', { bareThousands: true });
      if (price?.kind !== 'amount')
        throw Problem.field(
          'price',
          'unclear',
          'Chưa đọc được giá này.',
          'Gõ một số, ví dụ 95.000 hoặc 95k.',
        );
      const variant = await this.products.variant(actor, id);
      const jump = Math.abs(price.amountVnd - variant.priceVnd) / variant.priceVnd;
      if (jump > 0.3 && fields['sure'] !== '1') {
        throw Problem.field(
          'price',
          'unlikely',
          `Giá từ ${formatVnd(variant.priceVnd)} thành ${formatVnd(price.amountVnd)}, đúng không?`,
          'Đúng thì đánh dấu “Giá này đúng” rồi lưu.',
        );
      }
      const { priceVnd, baseRev } = check(priceChange, {
        opId: randomUUID(),
        priceVnd: price.amountVnd,
        baseRev: Number(fields['baseRev'] ?? variant.priceRev),
      });
      await this.publishing.setPrice(actor, id, priceVnd, baseRev, actor.userId);
    });
  }

  private async orShow(
    actor: Actor,
    id: VariantId,
    { request, reply }: { request: Asked; reply: FastifyReply },
    refused: QuickEditView['refused'],
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
      this.pages.go(reply, `/hang/sua/${id}?xong=1`);
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'not_found') throw error;
      const recount = recountOf(error)?.recount ?? null;
      const view = await this.views.quickEdit(actor, id, {
        problem: sentenceOf(error),
        refused,
        recount,
      });
      this.pages.send(request, reply, 'quickEdit', view, error.code === 'validation' ? 422 : 409);
    }
  }
}

function sentenceOf(error: Problem): string {
  const [first] = error.errors;
  const nowVnd = error.detail['priceVnd'];
  if (error.code === 'stale' && typeof nowVnd === 'number')
    return `Giá vừa có người sửa thành ${formatVnd(nowVnd)}. Muốn giá đang gõ thì lưu lại.`;
  return first ? `${first.reason} ${first.remedy}` : error.title;
}

function whole(text: string | undefined, field: string): number {
  const number = readWhole(text);
  if (number === null)
    throw Problem.field(field, 'not_a_count', 'Chưa đọc được số này.', 'Gõ một số tròn, ví dụ 20.');
  return number;
}

const REASONS = ['received', 'retail', 'damaged', 'gift', 'correction'] as const;

function reasonOf(text: string | undefined, delta: number): (typeof REASONS)[number] {
  return REASONS.find((reason) => reason === text) ?? (delta < 0 ? 'retail' : 'received');
}
