import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem } from '@ganh/kernel';
import { ImportService } from '@ganh/sync';
import { z } from 'zod';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { ZodBody } from '../edge/zod';

const acceptRequest = z.strictObject({ rows: z.array(z.number().int().min(0)).max(5000) });

@ApiTags('imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(private readonly imports: ImportService) {}

  /** Reads a sheet and answers what an import would do; nothing is saved. */
  @Needs('products.write')
  @ApiConsumes('multipart/form-data')
  @Post()
  async preview(@Who() actor: Actor, @Req() request: Asked) {
    const file = (await readForm(request, 1)).files[0];
    if (!file)
      throw Problem.field('file', 'missing', 'Chưa có tệp nào.', 'Gửi tệp Excel (.xlsx) hoặc CSV.');
    const { id, fileName, reading } = await this.imports.preview(actor, file.name, file.bytes);
    return { id, fileName, ...reading };
  }

  @Needs('products.write')
  @Get(':id')
  async show(@Who() actor: Actor, @Param('id') id: string) {
    const { fileName, reading, taken } = await this.imports.find(actor, id);
    return { id, fileName, taken, ...reading };
  }

  @Needs('products.write')
  @Post(':id/accept')
  @HttpCode(200)
  async accept(
    @Who() actor: Actor,
    @Param('id') id: string,
    @ZodBody(acceptRequest) body: z.infer<typeof acceptRequest>,
  ) {
    return { made: await this.imports.accept(actor, id, body.rows, actor.userId) };
  }
}
