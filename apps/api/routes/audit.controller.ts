import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { page } from '@ganh/contracts';
import { type Actor, AuditTrail } from '@ganh/identity';
import { Database } from '@ganh/persistence';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { cursorOf, readCursor } from '../edge/cursor';
import { ZodQuery } from '../edge/zod';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditTrail,
  ) {}

  /** The whole trail: who did what to what, newest first. What a person sees of it: /acts. */
  @Needs('audit.read')
  @Get()
  async list(@Who() actor: Actor, @ZodQuery(page) { cursor, limit }: z.infer<typeof page>) {
    const from = readCursor(cursor);
    const before = from && { at: from[0], id: from[1] };
    const items = await this.db.read((tx) => this.audit.list(tx, actor, before, limit));
    const last = items.at(-1);
    const nextCursor = items.length === limit && last ? cursorOf(last.at, last.id) : null;
    return { items, nextCursor };
  }
}
