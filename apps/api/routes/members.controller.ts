import { Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { memberChange, memberPassword, memberRequest } from '@ganh/contracts';
import { type Actor, MemberService, type StoredMember } from '@ganh/identity';
import { type MembershipId, parsePhone, Problem } from '@ganh/kernel';
import type { z } from 'zod';
import { Needs, Who } from '../edge/actor';
import { IdPipe } from '../edge/params';
import { ZodBody } from '../edge/zod';

@ApiTags('members')
@Controller('api/v1/members')
export class MembersController {
  constructor(private readonly members: MemberService) {}

  /** Who is in the cooperative; those taken off stand at the end. */
  @Needs('members.read')
  @Get()
  async list(@Who() actor: Actor) {
    const all = await this.members.list(actor);
    const items = [...all.filter((one) => !one.removed), ...all.filter((one) => one.removed)];
    return { items, nextCursor: null };
  }

  /** A person who has no account yet; the password is told by word of mouth and changed at the first chance. */
  @Needs('members.write')
  @Post()
  async add(@Who() actor: Actor, @ZodBody(memberRequest) body: z.infer<typeof memberRequest>) {
    const phone = parsePhone(body.phone);
    if (!phone)
      throw Problem.field(
        'phone',
        'not_a_phone',
        'Số điện thoại chưa đúng.',
        'Gõ đủ 10 số, ví dụ 0905 123 456.',
      );
    const userId = await this.members.addMember(actor, { ...body, phone }, actor.userId);
    return (await this.members.list(actor)).find((one) => one.userId === userId);
  }

  /** Holds from the person's next request on. */
  @Needs('members.write')
  @Patch(':id')
  change(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MembershipId,
    @ZodBody(memberChange) body: z.infer<typeof memberChange>,
  ): Promise<StoredMember> {
    return this.members.setRoles(actor, id, body.roles, actor.userId);
  }

  /** For somebody who forgot it: every device of theirs has to log in again. */
  @Needs('members.write')
  @Put(':id/password')
  @HttpCode(204)
  async setPassword(
    @Who() actor: Actor,
    @Param('id', IdPipe) id: MembershipId,
    @ZodBody(memberPassword) body: z.infer<typeof memberPassword>,
  ): Promise<void> {
    await this.members.setPassword(actor, id, body.password, actor.userId);
  }

  /** Out at once, on every device. */
  @Needs('members.write')
  @Delete(':id')
  remove(@Who() actor: Actor, @Param('id', IdPipe) id: MembershipId): Promise<StoredMember> {
    return this.members.remove(actor, id, actor.userId);
  }

  /** Undoes the removal: same roles, same password. */
  @Needs('members.write')
  @Post(':id/restore')
  @HttpCode(200)
  restore(@Who() actor: Actor, @Param('id', IdPipe) id: MembershipId): Promise<StoredMember> {
    return this.members.restore(actor, id, actor.userId);
  }
}
