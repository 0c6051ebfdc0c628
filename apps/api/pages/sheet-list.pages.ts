import { Controller, Get, Param, type PipeTransform, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem, type SheetImportId } from '@ganh/kernel';
import { SheetOrders, SheetPayouts } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { Needs } from '../edge/actor';
import { type Form, oneFile, readForm } from '../edge/multipart';
import { IdPipe } from '../edge/params';
import { SheetViews } from '../views/sheet-views';
import { Pages } from './page';
import { AtShop, refusalOf, SheetAnswers, type ShopCall } from './sheet-answers';

const LISTS = { don: 'orders', tien: 'payouts' } as const;
type List = keyof typeof LISTS;

class ListPipe implements PipeTransform<string, List> {
  transform(value: string): List {
    if (value !== 'don' && value !== 'tien') throw Problem.notFound();
    return value;
  }
}

/** Lists that people bring from a marketplace without a way in: looked at first, then taken. */
@ApiExcludeController()
@Controller('kenh/:id/bang/:list')
export class SheetListPages {
  constructor(
    private readonly pages: Pages,
    private readonly answers: SheetAnswers,
    private readonly views: SheetViews,
    private readonly orders: SheetOrders,
    private readonly payouts: SheetPayouts,
  ) {}

  @Needs('orders.write')
  @Post()
  upload(
    @AtShop() at: ShopCall,
    @Param('list', ListPipe) list: List,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answers.act(at, reply, async () => {
      const { actor, shopId } = at;
      const file = await oneFile(at.request);
      return `/${list}/${await this[LISTS[list]].upload(actor, shopId, file, actor.userId)}`;
    });
  }

  @Needs('orders.read')
  @Get(':importId')
  preview(
    @AtShop() at: ShopCall,
    @Param('list', ListPipe) list: List,
    @Param('importId', IdPipe) id: SheetImportId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(at, list, id, reply, null);
  }

  @Needs('orders.write')
  @Post(':importId/:act')
  async work(
    @AtShop() at: ShopCall,
    @Param('list', ListPipe) list: List,
    @Param('importId', IdPipe) id: SheetImportId,
    @Param('act') act: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { actor, shopId } = at;
    const form = await readForm(at.request);
    const inbox = this[LISTS[list]];
    try {
      if (act === 'cot') await inbox.setColumns(actor, shopId, id, form.fields);
      else if (act === 'nhan') await inbox.accept(actor, shopId, id, actor.userId);
      else if (act === 'khop' && list === 'don')
        await this.orders.matchNamed(actor, shopId, namedOf(form));
      else throw Problem.notFound();
    } catch (error) {
      return this.show(at, list, id, reply, refusalOf(error));
    }
    this.pages.go(reply, `/kenh/${shopId}/bang/${list}/${id}`);
  }

  private async show(
    { actor, shopId, request }: ShopCall,
    list: List,
    id: SheetImportId,
    reply: FastifyReply,
    problem: string | null,
  ): Promise<void> {
    const status = problem === null ? 200 : 422;
    if (list === 'don') {
      const view = await this.views.ordersPage(actor, shopId, id, problem);
      return this.pages.send(request, reply, 'sheetOrders', view, status);
    }
    const view = await this.views.payoutsPage(actor, shopId, id, problem);
    this.pages.send(request, reply, 'sheetPayouts', view, status);
  }
}

/** Left empty, a label is asked again; "không" is a word for none of ours. */
function namedOf(form: Form): { key: string; name: string | null }[] {
  const goods = form.repeated('goods');
  return form.repeated('keys').flatMap((key, i) => {
    const name = (goods[i] ?? '').trim();
    if (name === '' || !/^[0-9a-f]{32}$/.test(key)) return [];
    return [{ key, name: /^(không|khong|ko)$/i.test(name) ? null : name }];
  });
}
