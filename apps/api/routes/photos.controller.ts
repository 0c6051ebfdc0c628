import { Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import { MediaStore, type PhotoWidth, WIDTHS } from '@ganh/catalogue';
import type { Actor } from '@ganh/identity';
import { Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, Needs, Public, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { Word } from '../edge/params';

@ApiTags('photos')
@Controller()
export class PhotosController {
  constructor(private readonly media: MediaStore) {}

  @Needs('products.write')
  @ApiConsumes('multipart/form-data')
  @Post('api/v1/photos')
  async upload(@Who() actor: Actor, @Req() request: Asked) {
    const file = (await readForm(request, 1)).files[0];
    if (!file)
      throw Problem.field('photo', 'missing', 'Chưa có ảnh nào.', 'Chọn một ảnh rồi gửi lại.');
    const key = await this.media.put(actor, file.bytes);
    return { key, url: `/anh/${key}.jpg` };
  }

  /** Photos stand open: channels and buyers fetch them. Their names are their content, nobody guesses one. */
  @Public()
  @Header('cache-control', 'public, max-age=31536000, immutable')
  @Get('anh/:name')
  async show(
    @Param('name') name: string,
    @Word('w') width: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const [key = '', ending] = name.split('.');
    const bytes =
      ending === 'jpg'
        ? await this.media.jpeg(key)
        : ending === 'webp'
          ? await this.media.webp(key, widthOf(width))
          : null;
    if (!bytes) throw Problem.notFound('Không có ảnh này.');
    void reply.type(ending === 'jpg' ? 'image/jpeg' : 'image/webp');
    return bytes;
  }
}

function widthOf(text: string | undefined): PhotoWidth {
  return WIDTHS.find((width) => String(width) === text) ?? 396;
}
