import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Actor, Right } from '@ganh/identity';
import type { FastifyRequest } from 'fastify';

export interface Asked extends FastifyRequest {
  actor?: Actor;
  rawBody?: Buffer;
}

/** What a route needs. A route that says neither Needs, LoggedIn nor Public is refused: deny first. */
export type Door = { public: true; fromAnywhere?: true } | { public: false; right: Right | null };
export const DOOR = 'door';

export const Public = () => SetMetadata(DOOR, { public: true } satisfies Door);
/** As Public, also for writes that come from other sites: no cookie counts there. */
export const FromAnywhere = () =>
  SetMetadata(DOOR, { public: true, fromAnywhere: true } satisfies Door);
export const LoggedIn = () => SetMetadata(DOOR, { public: false, right: null } satisfies Door);
export const Needs = (right: Right) => SetMetadata(DOOR, { public: false, right } satisfies Door);

/** Who is asking; present on every route that is not public. */
export const Who = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<Asked>();
  if (!actor) throw new Error('Who on a public route');
  return actor;
});
