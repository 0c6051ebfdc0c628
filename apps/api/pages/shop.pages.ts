import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Settings } from '@ganh/config';
import type { Actor } from '@ganh/identity';
import { Problem, type ShopId } from '@ganh/kernel';
import { ShopService } from '@ganh/shops';
import { ChannelApps, ConnectingService, PublishingService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { IdPipe, Words } from '../edge/params';
import { connectReturnUrl } from '../routes/shops.controller';
import { SETTINGS } from '../tokens';
import { ShopViews } from '../views/shop-views';
import { Pages } from './page';

@ApiExcludeController()
@Controller('kenh')
export class ShopPages {
  constructor(
    private readonly pages: Pages,
    private readonly views: ShopViews,
    private readonly shops: ShopService,
    private readonly connecting: ConnectingService,
    private readonly publishing: PublishingService,
    private readonly apps: ChannelApps,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Needs('shops.read')
  @Get()
  async list(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'shops', await this.views.page(actor, null));
  }

  @Needs('shops.write')
  @Post('noi/:channel')
  async begin(
    @Who() actor: Actor,
    @Param('channel') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const url = await this.connecting.begin(
      actor,
      actor.userId,
      this.channel(name),
      connectReturnUrl(this.settings, name),
    );
    this.pages.go(reply, url);
  }

  /** Where the channel sends the person back to. */
  @Needs('shops.write')
  @Get('ve/:channel')
  async finish(
    @Who() actor: Actor,
    @Param('channel') name: string,
    @Words() query: Record<string, string>,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const channel = this.channel(name);
      const [shopId] = await this.connecting.finish(
        actor,
        actor.userId,
        channel,
        connectReturnUrl(this.settings, name),
        query,
      );
      // One that people serve by hand has its next steps on a page of its own.
      const isByHand = this.apps.get(channel)?.adapter.descriptor.byHand && shopId !== undefined;
      this.pages.go(reply, isByHand ? `/kenh/${shopId}/bang` : '/kenh');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.pages.send(request, reply, 'shops', await this.views.page(actor, error.title), 409);
    }
  }

  /** Everything on sale that is not listed there yet. */
  @Needs('products.write')
  @Post(':id/dang-het')
  async listAll(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.publishing.addAll(actor, id, actor.userId);
    this.pages.go(reply, '/kenh');
  }

  @Needs('shops.write')
  @Get(':id/ngat')
  async ask(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(
      request,
      reply,
      'disconnect',
      await this.views.disconnect(actor, await this.shops.get(actor, id)),
    );
  }

  @Needs('shops.write')
  @Post(':id/ngat')
  async disconnect(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.connecting.disconnect(actor, actor.userId, id);
    this.pages.go(reply, '/kenh');
  }

  private channel(name: string) {
    const app = this.apps.list().find(({ adapter }) => adapter.descriptor.id === name);
    if (!app) throw Problem.notFound();
    return app.adapter.descriptor.id;
  }
}
