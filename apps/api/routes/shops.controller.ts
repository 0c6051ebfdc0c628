import { Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Settings } from '@ganh/config';
import type { Actor } from '@ganh/identity';
import { Problem, type ShopId } from '@ganh/kernel';
import { ShopService } from '@ganh/shops';
import { ChannelApps, ConnectingService, PublishingService } from '@ganh/sync';
import { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';
import { SETTINGS } from '../tokens';
import { ShopRows } from '../views/shop-rows';

const connectRequest = z.strictObject({ channel: z.string().max(20) });

@ApiTags('shops')
@Controller('api/v1/shops')
export class ShopsController {
  constructor(
    private readonly shops: ShopService,
    private readonly views: ShopRows,
    private readonly connecting: ConnectingService,
    private readonly publishing: PublishingService,
    private readonly apps: ChannelApps,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Needs('shops.read')
  @Get()
  async list(@Who() actor: Actor) {
    return { items: await this.views.rows(actor), nextCursor: null };
  }

  /** Where to send the person's browser; the channel sends it back to /kenh/ve/<channel>. */
  @Needs('shops.write')
  @Post('connect')
  @HttpCode(200)
  async connect(
    @Who() actor: Actor,
    @ZodBody(connectRequest) body: z.infer<typeof connectRequest>,
  ) {
    const app = this.apps.list().find(({ adapter }) => adapter.descriptor.id === body.channel);
    if (!app)
      throw Problem.field(
        'channel',
        'unknown',
        'Không có kênh này.',
        'Chọn một kênh trong danh sách.',
      );
    return {
      url: await this.connecting.begin(
        actor,
        actor.userId,
        app.adapter.descriptor.id,
        connectReturnUrl(this.settings, body.channel),
      ),
    };
  }

  @Needs('shops.read')
  @Get(':id')
  async show(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId) {
    return this.views.row(actor, await this.shops.get(actor, id));
  }

  /** Lists there everything on sale that is not listed yet; asked again it adds only what is new. */
  @Needs('products.write')
  @Post(':id/listings')
  @HttpCode(200)
  async listAll(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId) {
    return { added: await this.publishing.addAll(actor, id, actor.userId) };
  }

  /** Nothing is deleted on the channel; orders stay. */
  @Needs('shops.write')
  @Delete(':id')
  @HttpCode(204)
  disconnect(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId): Promise<void> {
    return this.connecting.disconnect(actor, actor.userId, id);
  }
}

export function connectReturnUrl(settings: Settings, channel: string): string {
  return `${settings.http.publicUrl ?? `http://127.0.0.1:${settings.http.port}`}/kenh/ve/${channel}`;
}
