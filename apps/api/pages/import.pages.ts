import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '@ganh/identity';
import { Problem } from '@ganh/kernel';
import { ImportService } from '@ganh/sync';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { ImportViews } from '../views/import-views';
import { Pages } from './page';

@ApiExcludeController()
@Controller('hang/nhap-excel')
export class ImportPages {
  constructor(
    private readonly pages: Pages,
    private readonly imports: ImportService,
    private readonly views: ImportViews,
  ) {}

  @Needs('products.write')
  @Get()
  async choose(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'importProducts', await this.views.empty(actor, null));
  }

  @Needs('products.write')
  @Post()
  async read(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const file = (await readForm(request, 1)).files[0];
      if (!file)
        throw Problem.field(
          'file',
          'missing',
          'Chưa chọn tệp nào.',
          'Chọn tệp Excel (.xlsx) hoặc CSV.',
        );
      const kept = await this.imports.preview(actor, file.name, file.bytes);
      this.pages.send(request, reply, 'importProducts', await this.views.preview(actor, kept));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const first = error.errors[0];
      this.pages.send(
        request,
        reply,
        'importProducts',
        await this.views.empty(actor, first ? `${first.reason} ${first.remedy}` : error.title),
        422,
      );
    }
  }

  @Needs('products.write')
  @Post(':id')
  async accept(
    @Who() actor: Actor,
    @Param('id') id: string,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rows = (await readForm(request))
      .repeated('rows')
      .map(Number)
      .filter((index) => Number.isSafeInteger(index));
    await this.imports.accept(actor, id, rows, actor.userId);
    this.pages.go(reply, '/hang');
  }
}
