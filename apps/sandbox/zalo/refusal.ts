/** A refusal in Zalo's words; the HTTP status stays 200. zalo spec §2 */
export class ZaloRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const invalidField = (field: string) => new ZaloRefusal(-201, `${field} is invalid!`);

/** A path that Zalo does not know: 404 with plain words. zalo spec §2 (community) */
export class NoSuchApi extends Error {}
