import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { loginRequest } from '@ganh/contracts';
import { type Actor, LoginService, may } from '@ganh/identity';
import { Problem } from '@ganh/kernel';
import type { FastifyReply } from 'fastify';
import { type Asked, LoggedIn, Public, Who } from '../edge/actor';
import { readForm } from '../edge/multipart';
import { SessionCookie } from '../edge/session-cookie';
import { check } from '../edge/zod';
import { loginPlace } from '../routes/session.controller';
import { ShellViews } from '../views/shell';
import { TodayViews } from '../views/today-views';
import { Pages } from './page';

@ApiExcludeController()
@Controller()
export class EntryPages {
  constructor(
    private readonly pages: Pages,
    private readonly login: LoginService,
    private readonly cookie: SessionCookie,
    private readonly today: TodayViews,
    private readonly shell: ShellViews,
  ) {}

  @Public()
  @Get('dang-nhap')
  loginPage(@Req() request: Asked, @Res() reply: FastifyReply): void {
    if (request.actor) this.pages.go(reply, '/');
    else this.pages.send(request, reply, 'login', { phone: '', problem: null });
  }

  @Public()
  @Post('dang-nhap')
  async open(@Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    const typed = (await readForm(request)).fields;
    try {
      const { phone, password } = check(loginRequest.loose(), typed);
      const { token, expiresAt } = await this.login.login(
        phone,
        password,
        loginPlace(request, this.cookie),
      );
      this.cookie.set(reply, token, expiresAt);
      this.pages.go(reply, '/');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const problem = error.errors[0]
        ? `${error.errors[0].reason} ${error.errors[0].remedy}`
        : error.title;
      this.pages.send(
        request,
        reply,
        'login',
        { phone: typed['phone'] ?? '', problem },
        error.code === 'rate_limited' ? 429 : 401,
      );
    }
  }

  @LoggedIn()
  @Post('dang-xuat')
  async close(@Req() request: Asked, @Res() reply: FastifyReply): Promise<void> {
    const token = this.cookie.read(request);
    if (token) await this.login.logout(token);
    this.cookie.clear(reply);
    this.pages.go(reply, '/dang-nhap');
  }

  @LoggedIn()
  @Get()
  async home(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A packer and a host have one place to be.
    if (!may(actor, 'today.read')) return this.pages.go(reply, placeFor(actor));
    this.pages.send(request, reply, 'today', await this.today.page(actor));
  }

  @LoggedIn()
  @Get('them')
  async more(
    @Who() actor: Actor,
    @Req() request: Asked,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.pages.send(request, reply, 'more', { shell: await this.shell.of(actor) });
  }
}

function placeFor(actor: Actor): string {
  if (may(actor, 'orders.read')) return '/don?tab=dong-goi';
  return may(actor, 'messages.read') ? '/don/tin' : '/them';
}
