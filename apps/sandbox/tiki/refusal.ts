import { json, type Answer } from '../core/front';

/** An answer that is no success, in the channel's form. tiki spec §7 */
export class TikiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly errors: string[],
  ) {
    super(errors.join('; '));
  }
}

export function refused(status: number, errors: string[]): Answer {
  return json({ errors }, status);
}

export const invalid = (...errors: string[]) => new TikiRefusal(422, errors);
export const malformed = (what: string) => new TikiRefusal(400, [what]);
export const notFound = (what: string) => new TikiRefusal(404, [`${what} not found`]);
