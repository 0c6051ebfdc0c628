import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Settings } from '@ganh/config';
import { LoginService, may } from '@ganh/identity';
import { Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { SETTINGS } from '../tokens';
import { type Asked, DOOR, type Door } from './actor';
import { checkOrigin, originOf } from './origin';
import { SessionCookie } from './session-cookie';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The one gate: origin of writes, session, right. */
@Injectable()
export class SessionGuard implements CanActivate {
  private readonly publicOrigin: string | null;

  constructor(
    private readonly reflector: Reflector,
    private readonly login: LoginService,
    private readonly cookie: SessionCookie,
    @Inject(SETTINGS) { http }: Settings,
  ) {
    this.publicOrigin = http.publicUrl === null ? null : originOf(http.publicUrl);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Asked>();
    const door = this.reflector.getAllAndOverride<Door | undefined>(DOOR, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!door) throw new Problem('forbidden', 'Chỗ này không mở cho ai.');
    if (door.public && door.fromAnywhere) return true;
    if (!SAFE.has(request.method)) checkOrigin(request, this.publicOrigin);
    await this.recognise(request, context.switchToHttp().getResponse<FastifyReply>());
    if (door.public) return true;
    if (!request.actor) throw new Problem('unauthenticated', 'Cần đăng nhập.');
    if (door.right && !may(request.actor, door.right))
      throw new Problem('forbidden', 'Việc này cần người quản lý. Nhờ họ làm giúp.');
    return true;
  }

  private async recognise(request: Asked, reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    const session = token ? await this.login.resume(token) : null;
    if (!token || !session) return;
    request.actor = session.actor;
    if (session.slidToAt !== null) this.cookie.set(reply, token, session.slidToAt);
  }
}
