import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { orderTab } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { OrderId, ProductId } from '@ganh/kernel';
import { Needs, Who } from '../edge/actor';
import { IdPipe, Word } from '../edge/params';
import { ListingResults } from '../views/listing-results';
import { MessageViews } from '../views/message-views';
import { OrderViews } from '../views/order-views';
import { ProductViews } from '../views/product-views';
import { ShopViews } from '../views/shop-views';
import { TodayViews } from '../views/today-views';

/** The same views the pages are made of, for screens that read again after a change. */
@ApiTags('views')
@Controller('api/v1/views')
export class ViewsController {
  constructor(
    private readonly today: TodayViews,
    private readonly products: ProductViews,
    private readonly listings: ListingResults,
    private readonly orders: OrderViews,
    private readonly messages: MessageViews,
    private readonly shops: ShopViews,
  ) {}

  @Needs('today.read')
  @Get('today')
  showToday(@Who() actor: Actor) {
    return this.today.page(actor);
  }

  @Needs('products.read')
  @Get('products')
  showProducts(@Who() actor: Actor) {
    return this.products.page(actor, '', 'tat-ca');
  }

  @Needs('products.read')
  @Get('listing-results/:id')
  showResults(@Who() actor: Actor, @Param('id', IdPipe) id: ProductId) {
    return this.listings.results(actor, id);
  }

  @Needs('orders.read')
  @Get('orders')
  showOrders(@Who() actor: Actor, @Word('tab') tab: string | undefined) {
    return this.orders.page(actor, orderTab.catch('dong-goi').parse(tab), null);
  }

  @Needs('orders.read')
  @Get('orders/:id')
  showOrder(@Who() actor: Actor, @Param('id', IdPipe) id: OrderId) {
    return this.orders.one(actor, id);
  }

  @Needs('messages.read')
  @Get('messages')
  showMessages(@Who() actor: Actor) {
    return this.messages.page(actor);
  }

  @Needs('shops.read')
  @Get('shops')
  showShops(@Who() actor: Actor) {
    return this.shops.page(actor, null);
  }
}
