/** How an app says who it is in token calls; the other way is refused. Fixed per app. tiki spec §1 */
export type ClientAuth = 'client_secret_basic' | 'client_secret_post';

/** The header of `client_secret_basic`. Nothing else of the seller API is signed. tiki spec §1 */
export function basicAuthorization(clientId: string, clientSecret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}
