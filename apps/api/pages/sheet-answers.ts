import { createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { SheetView } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import { Problem, type ShopId } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { SheetViews } from '../views/sheet-views';
import { Pages } from './page';

/** Who asks what of which shop. */
export interface ShopCall {
  actor: Actor;
  shopId: ShopId;
  request: Asked;
}

/** The call of a page that stands under a shop (`:id`). */
export const AtShop = createParamDecorator((_: unknown, context: ExecutionContext): ShopCall => {
  const request = context.switchToHttp().getRequest<Asked>();
  const { id } = request.params as { id: string };
  if (!request.actor) throw new Error('AtShop on a public route');
  return { actor: request.actor, shopId: new IdPipe().transform(id) as ShopId, request };
});

/** How the pages of a marketplace served by hand answer a form. */
@Injectable()
export class SheetAnswers {
  constructor(
    private readonly pages: Pages,
    private readonly views: SheetViews,
  ) {}

  /** Leads to where `work` says, under the shop's page; a refusal is said on that page. */
  async act(at: ShopCall, reply: FastifyReply, work: () => Promise<string | void>): Promise<void> {
    await this.orRefuse(at, reply, async () => {
      const path = await work();
      this.pages.go(reply, `/kenh/${at.shopId}/bang${path ?? ''}`);
    });
  }

  /** The shop's page with columns of a sheet that was just read. */
  async show(
    at: ShopCall,
    reply: FastifyReply,
    work: () => Promise<SheetView['matching']>,
  ): Promise<void> {
    await this.orRefuse(at, reply, async () => this.send(at, reply, await work(), null));
  }

  private async orRefuse(
    at: ShopCall,
    reply: FastifyReply,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.send(at, reply, null, refusalOf(error));
    }
  }

  private async send(
    { actor, shopId, request }: ShopCall,
    reply: FastifyReply,
    matching: SheetView['matching'],
    problem: string | null,
  ): Promise<void> {
    const view = await this.views.page(actor, shopId, matching, problem);
    this.pages.send(request, reply, 'sheets', view, problem === null ? 200 : 422);
  }
}

/** What a person is told; what is not this cooperative's stays a 404, and a fault a fault. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Problem) || error.code === 'not_found') throw error;
  const first = error.errors[0];
  return first ? `${first.reason} ${first.remedy}` : error.title;
}
