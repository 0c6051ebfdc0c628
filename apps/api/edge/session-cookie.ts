import type { FastifyReply } from 'fastify';
import type { Asked } from './actor';

/** `__Host-` and Secure where the public address is https; phones on the house's network have http only. */
export class SessionCookie {
  private readonly name: string;
  private readonly secure: boolean;

  constructor(publicUrl: string | null) {
    this.secure = publicUrl?.startsWith('https:') ?? false;
    this.name = this.secure ? '__Host-ganh' : 'ganh';
  }

  read(request: Asked): string | null {
    return request.cookies[this.name] ?? null;
  }

  set(reply: FastifyReply, token: string, expiresAt: number): void {
    void reply.setCookie(this.name, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      expires: new Date(expiresAt),
    });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
    });
  }
}
