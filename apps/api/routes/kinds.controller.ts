import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { KIND_GROUPS, KINDS } from '@ganh/catalogue';
import { Needs } from '../edge/actor';

@ApiTags('products')
@Controller('api/v1/kinds')
export class KindsController {
  /** What goods can be, and the OCOP group of each; `code` is what a product keeps. */
  @Needs('products.read')
  @Get()
  list() {
    const items = KINDS.map(({ code, name, group }) => ({
      code,
      name,
      group,
      groupName: KIND_GROUPS[group],
    }));
    return { items, nextCursor: null };
  }
}
