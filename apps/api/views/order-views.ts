import { Injectable } from '@nestjs/common';
import type { OrdersView, OrderTab, OrderView } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import type { OrderId } from '@ganh/kernel';
import { isLacking, MessageService, type Order, OrderDesk, placeOf } from '@ganh/orders';
import { ChannelApps } from '@ganh/sync';
import { cursorOf, readCursor } from '../edge/cursor';
import { actionsOf, channelStatusText, eventText, lineQuantity, rowOf, VERBS } from './order-text';
import { AfterSaleViews } from './after-sale-views';
import { ReplyViews } from './reply-views';
import { ShellViews } from './shell';

const PAGE = 50;

@Injectable()
export class OrderViews {
  constructor(
    private readonly desk: OrderDesk,
    private readonly messages: MessageService,
    private readonly apps: ChannelApps,
    private readonly shell: ShellViews,
    private readonly after: AfterSaleViews,
    private readonly replies: ReplyViews,
  ) {}

  async page(actor: Actor, tab: OrderTab, cursor: string | null): Promise<OrdersView> {
    const [{ rows, nextCursor }, counts, messages, shell] = await Promise.all([
      this.rows(actor, tab, cursor, PAGE),
      this.desk.counts(actor),
      may(actor, 'messages.read') ? this.messages.countOpen(actor) : 0,
      this.shell.of(actor),
    ]);
    return { shell, tab, counts, rows, nextCursor, messages };
  }

  async rows(actor: Actor, tab: OrderTab, cursor: string | null, limit: number) {
    const from = readCursor(cursor);
    const before = from && { at: from[0], id: from[1] };
    const orders = await this.desk.list(actor, tab, before, limit);
    const last = orders.at(-1);
    const place = last && placeOf(last, tab);
    const nextCursor = orders.length === limit && place ? cursorOf(place.at, place.id) : null;
    return {
      rows: orders.map((order) => {
        const can = this.apps.abilities(order.channel);
        return rowOf(order, actor, this.nameOf(order), can);
      }),
      nextCursor,
    };
  }

  async one(actor: Actor, id: OrderId): Promise<OrderView> {
    return { shell: await this.shell.of(actor), order: await this.detail(actor, id) };
  }

  async detail(actor: Actor, id: OrderId): Promise<OrderView['order']> {
    const order = await this.desk.find(actor, id);
    const events = await this.desk.events(actor, id);
    const name = this.nameOf(order);
    const can = this.apps.abilities(order.channel);
    const actions = actionsOf(order, actor, can);
    return {
      ...rowOf(order, actor, name, can),
      address: order.buyer.address,
      note: order.note,
      channelStatus: channelStatusText(order.channelStatus),
      externalOrderId: order.channelStatus === null ? null : order.externalOrderId,
      lines: order.lines.map((line) => ({
        name: line.name,
        quantityText: lineQuantity(line),
        priceVnd: line.priceVnd,
        amountVnd: line.amountVnd,
        lackingText: line.shortQty > 0 ? lineQuantity(line, line.shortQty) : null,
      })),
      timeline: events.map((event) => ({ at: event.at, text: eventText(event, name) })),
      actions: actions.map((action) => ({
        action,
        verb: VERBS[action],
        danger: action === 'cancel' || action === 'accept-cancel',
      })),
      trouble: this.trouble(order, actions),
      ...(await this.after.of(actor, order, can)),
      answers: await this.replies.ofOrder(actor, order),
    };
  }

  private trouble(
    order: Order,
    actions: readonly (keyof typeof VERBS)[],
  ): OrderView['order']['trouble'] {
    if (isLacking(order)) {
      const lacking = order.lines
        .filter((line) => line.shortQty > 0)
        .map((line) => `${line.name}: thiếu ${lineQuantity(line, line.shortQty)}`);
      const ways = actions
        .filter((action) => action === 'found' || action === 'cancel')
        .map((action) => ({ verb: VERBS[action], action }));
      return {
        text: `Kênh đã bán mà kho không đủ. ${lacking.join('. ')}. Gọi khách, hoặc tìm thêm hàng.`,
        ways,
      };
    }
    if (order.status === 'cancel_requested')
      return {
        text: 'Khách xin huỷ. Đừng gửi món này trước khi trả lời.',
        ways: [{ verb: VERBS['accept-cancel'], action: 'accept-cancel' }],
      };
    return null;
  }

  private nameOf(order: Order): string {
    return order.channel === 'own'
      ? 'HTX'
      : (this.apps.get(order.channel)?.adapter.descriptor.name ?? order.channel);
  }
}
