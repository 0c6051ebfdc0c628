import { Controller, Delete, Get, HttpCode, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { loginRequest, passwordChange } from '@ganh/contracts';
import { type Actor, type LoginPlace, LoginService } from '@ganh/identity';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type Asked, LoggedIn, Public, Who } from '../edge/actor';
import { SessionCookie } from '../edge/session-cookie';
import { ZodBody } from '../edge/zod';

@ApiTags('session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly login: LoginService,
    private readonly cookie: SessionCookie,
  ) {}

  @Public()
  @Post()
  @HttpCode(200)
  async open(
    @ZodBody(loginRequest) body: z.infer<typeof loginRequest>,
    @Req() request: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const place = loginPlace(request, this.cookie);
    const { token, expiresAt } = await this.login.login(body.phone, body.password, place);
    this.cookie.set(reply, token, expiresAt);
    return { expiresAt };
  }

  @LoggedIn()
  @Get()
  show(@Who() actor: Actor) {
    const { userName, coopName, roles, coopId } = actor;
    return { userName, coopName, roles, coopId };
  }

  /** Every other device has to log in again. */
  @LoggedIn()
  @Put('password')
  @HttpCode(204)
  async changePassword(
    @Who() actor: Actor,
    @Req() request: Asked,
    @ZodBody(passwordChange) body: z.infer<typeof passwordChange>,
  ): Promise<void> {
    await this.login.changePassword(actor, this.cookie.read(request) ?? '', body);
  }

  @LoggedIn()
  @Delete()
  @HttpCode(204)
  async close(
    @Req() request: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.login.logout(token);
    this.cookie.clear(reply);
  }
}

/** Where a log-in comes from. The session it replaces ends: a browser holds one. */
export function loginPlace(request: Asked, cookie: SessionCookie): LoginPlace {
  return {
    device: request.headers['user-agent'] ?? '',
    address: request.ip,
    formerToken: cookie.read(request),
  };
}
