import { Controller, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem, type ShopId } from '@ganh/kernel';
import { ProductFeed } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type Asked, Needs, Public, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';

const turnRequest = z.strictObject({ on: z.boolean() });
const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** What a shop sells, for portals that fetch it by themselves. */
@ApiTags('sheets')
@Controller()
export class ProductFeedController {
  constructor(private readonly feed: ProductFeed) {}

  @Needs('shops.write')
  @Put('api/v1/shops/:id/sheets/feed')
  @HttpCode(204)
  turn(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: ShopId,
    @ZodBody(turnRequest) body: z.infer<typeof turnRequest>,
  ): Promise<void> {
    return this.feed.turn(actor, id, body.on, actor.userId);
  }

  /** Another address; the old one leads nowhere. */
  @Needs('shops.write')
  @Post('api/v1/shops/:id/sheets/feed/renew')
  @HttpCode(204)
  renew(@Who() actor: Actor, @Param('id', IdPipe) id: ShopId): Promise<void> {
    return this.feed.renew(actor, id, actor.userId);
  }

  /** `name`: the shop's code with `.csv` or `.json`. Stands open: whoever has the address may read, nobody guesses it. */
  @Public()
  @ApiProduces(...Object.values(TYPES))
  @Get('nguon/:name')
  async read(
    @Param('name') name: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [, code, format] = /^([0-9a-z]{32})\.(csv|json)$/.exec(name) ?? [];
    if (!code || (format !== 'csv' && format !== 'json')) throw Problem.notFound();
    const { bytes, etag } = await this.feed.read(code, format);
    // Asked for anew each time: the answer is short where nothing has changed.
    void reply.header('etag', etag).header('cache-control', 'no-cache');
    void reply.header('x-robots-tag', 'noindex');
    if (isKnown(request.headers['if-none-match'], etag)) return void reply.status(304).send();
    void reply.type(TYPES[format]).send(bytes);
  }
}

function isKnown(header: string | undefined, etag: string): boolean {
  const known = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
