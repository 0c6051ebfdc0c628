import { hex } from '../core/random';

export interface GraphError {
  code: number;
  message: string;
  subcode?: number;
  type?: string;
  status?: number;
  transient?: boolean;
  title?: string;
}

/** An error in Meta's envelope. facebook spec §2 */
export class GraphRefusal extends Error {
  constructor(readonly error: GraphError) {
    super(error.message);
  }
}

export function envelope(error: GraphError): Record<string, unknown> {
  const { code, message, subcode, type = 'OAuthException', transient = false, title } = error;
  return {
    error: {
      message,
      type,
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      is_transient: transient,
      ...(title === undefined ? {} : { error_user_title: title, error_user_msg: message }),
      fbtrace_id: `A${hex(10)}`,
    },
  };
}

export function invalid(message: string, subcode?: number): GraphRefusal {
  return new GraphRefusal({ code: 100, subcode, message: `(#100) ${message}` });
}

export function missing(method: string, id: string): GraphRefusal {
  const verb = method.toLowerCase();
  return new GraphRefusal({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  });
}

/** What is said of a token that has died. facebook spec §2, subcodes of 190 */
export function deadToken(subcode: number): GraphRefusal {
  const why: Record<number, string> = {
    458: 'The user has not authorized application.',
    460: 'The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    463: 'Session has expired. The current time is later than the expiry.',
    467: 'The access token is invalid.',
    492: 'The user of this token does not have a role on the Page any more.',
  };
  const message = `Error validating access token: ${why[subcode] ?? 'Session is invalid.'}`;
  return new GraphRefusal({ code: 190, subcode, message, status: 400 });
}
