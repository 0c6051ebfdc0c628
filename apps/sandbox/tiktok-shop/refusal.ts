/** An error of the channel's own wording. Business ones come with HTTP 200. tiktok-shop spec §7 */
export class TikTokRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 200,
  ) {
    super(message);
  }
}

export const badIdentifier = (message: string) => new TikTokRefusal(36009004, message, 400);
export const badParams = (message: string) => new TikTokRefusal(12052910, message);
export const productNotFound = () => new TikTokRefusal(12052032, 'Product not found');
