import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { staticFile } from '../../web';
import { Public } from '../edge/actor';

/** Scripts and pictures of the pages, as apps/web built them. */
@ApiExcludeController()
@Public()
@Controller('tinh')
export class StaticFiles {
  @Get(':file')
  show(@Param('file') name: string, @Res() reply: FastifyReply): void {
    const file = staticFile(name);
    if (!file) throw Problem.notFound('Không có tệp này.');
    void reply.headers(file.headers).send(file.body);
  }
}
