import { CreateCore1790000000100 } from './0100-core';
import { CreateIdentity1790000000110 } from './0110-identity';
import { CreateCatalogue1790000000120 } from './0120-catalogue';
import { CreateShops1790000000130 } from './0130-shops';
import { CreateStock1790000000140 } from './0140-stock';
import { CreateOrders1790000000150 } from './0150-orders';
import { CreateSync1790000000160 } from './0160-sync';
import { CreateAfterSale1790000000210 } from './0210-after-sale';
import { AddPollAck1790000000215 } from './0215-poll-ack';
import { CreateSheetExchange1790000000220 } from './0220-sheet-exchange';
import { CreateCategoryMapping1790000000230 } from './0230-category-mapping';
import { CreateReplies1790000000240 } from './0240-replies';
import { AddShopGrant1790000000250 } from './0250-shop-grant';
import { AddAuditByTime1790000000251 } from './0251-audit-by-time';
import { AddRecentActs1790000000260 } from './0260-recent-acts';
import { AddSheetPayouts1790000000270 } from './0270-sheet-payouts';
import { CreateProductFeed1790000000271 } from './0271-product-feed';
import { CreateSetAside1790000000272 } from './0272-set-aside';

/** In order; forward only; never edited after merge. */
export const migrations = [
  CreateCore1790000000100,
  CreateIdentity1790000000110,
  CreateCatalogue1790000000120,
  CreateShops1790000000130,
  CreateStock1790000000140,
  CreateOrders1790000000150,
  CreateSync1790000000160,
  CreateAfterSale1790000000210,
  AddPollAck1790000000215,
  CreateSheetExchange1790000000220,
  CreateCategoryMapping1790000000230,
  CreateReplies1790000000240,
  AddShopGrant1790000000250,
  AddAuditByTime1790000000251,
  AddRecentActs1790000000260,
  AddSheetPayouts1790000000270,
  CreateProductFeed1790000000271,
  CreateSetAside1790000000272,
];
