export { tiktokShop } from './tiktok-shop.adapter';
