import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '@ganh/kernel';
import { ChannelApps, InboundService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, FromAnywhere } from '../edge/actor';
import { Words } from '../edge/params';

/** Channels call here. The shop is found in the verified body, never in the address. */
@ApiExcludeController()
@FromAnywhere()
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly inbound: InboundService,
    private readonly apps: ChannelApps,
  ) {}

  @Get(':channel')
  handshake(
    @Param('channel') name: string,
    @Words() query: Record<string, string>,
    @Res() reply: FastifyReply,
  ): void {
    const answer = this.inbound.handshake(this.channel(name), query);
    if (answer === null) void reply.status(403).send();
    else void reply.status(200).type('text/plain').send(answer);
  }

  @Post(':channel')
  async deliver(
    @Param('channel') name: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ack = await this.inbound.accept(this.channel(name), {
      headers: onlyOnce(request.raw.headersDistinct),
      body: request.rawBody ?? Buffer.alloc(0),
    });
    if (!ack) return void reply.status(403).send();
    void reply.status(ack.status).send(ack.body);
  }

  private channel(name: string) {
    const app = this.apps.list().find(({ adapter }) => adapter.descriptor.id === name);
    if (!app) throw Problem.notFound();
    return app.adapter.descriptor.id;
  }
}

/** A header that came twice counts as none: which of the two is meant, programs on the way do not agree. */
function onlyOnce(headers: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, values]): [string, string][] =>
      values?.length === 1 ? [[name, values[0]!]] : [],
    ),
  );
}
