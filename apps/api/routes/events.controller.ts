import type { OutgoingHttpHeaders } from 'node:http';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type ChangeEvent, coopTopic } from '@ganh/contracts';
import { type Actor, LoginService } from '@ganh/identity';
import { PubSub } from '@ganh/queue';
import type { FastifyReply } from 'fastify';
import { type Asked, LoggedIn, Who } from '../edge/actor';
import { SessionCookie } from '../edge/session-cookie';

const HEARTBEAT_MS = 20_000;
/** A client that takes nothing for so long is gone or asleep: it reads again when it comes back. */
const MOST_UNREAD = 256 * 1024;

/** What changed, never what it is now: clients read again, also after every reconnect. */
@ApiTags('events')
@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly pubSub: PubSub,
    private readonly login: LoginService,
    private readonly cookie: SessionCookie,
  ) {}

  @LoggedIn()
  @Get()
  async stream(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const token = this.cookie.read(request) ?? '';
    const { raw } = reply;
    const closed = new Promise<void>((resolve) => raw.once('close', resolve));
    const write = (text: string) => {
      // Who has no head yet has not read the page anew either, and does so once it is there.
      if (!raw.headersSent) return;
      raw.write(text);
      if (raw.writableLength > MOST_UNREAD) raw.destroy();
    };
    // In force before the head says so: a page that reads itself anew on it misses nothing.
    const unsubscribe = await this.pubSub.subscribe(
      coopTopic(actor.coopId),
      (message) => {
        const { type, id, rev } = JSON.parse(message) as ChangeEvent;
        write(`event: ${type}\ndata: ${JSON.stringify({ id, rev })}\n\n`);
      },
      // The client comes back by itself, and reads everything again.
      () => raw.end(),
    );
    reply.hijack();
    raw.writeHead(200, {
      ...(reply.getHeaders() as OutgoingHttpHeaders),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    write('retry: 2000\n\n');
    // Whoever has logged out, or was taken off, hears no more.
    const beat = setInterval(() => {
      this.login.stands(token).then(
        (stands) => (stands ? write(': \n\n') : raw.end()),
        () => raw.end(),
      );
    }, HEARTBEAT_MS);
    if (!raw.destroyed) await closed;
    clearInterval(beat);
    await unsubscribe();
  }
}
