import type { SimulatorName } from '../simulators';
import type { ConsoleFace } from './face';
import { facebookFace } from './facebook-face';
import { LAZADA_WORDS } from './lazada-words';
import { marketFace } from './market-face';
import { shopeeFace } from './shopee-face';
import { TIKI_WORDS } from './tiki-words';
import { TIKTOK_SHOP_WORDS } from './tiktok-shop-words';
import { zaloFace } from './zalo-face';

export const FACES: Readonly<Record<SimulatorName, ConsoleFace>> = {
  shopee: shopeeFace,
  facebook: facebookFace,
  zalo: zaloFace,
  'tiktok-shop': marketFace(TIKTOK_SHOP_WORDS),
  lazada: marketFace(LAZADA_WORDS),
  tiki: marketFace(TIKI_WORDS),
};
