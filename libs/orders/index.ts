export { MessageService, type FromMessage } from './message.service';
export { MessageStore, type StoredMessage } from './message.store';
export {
  isLacking,
  movesFrom,
  OWN_SHOP,
  placeOf,
  tabOf,
  type Order,
  type OrderLine,
  type OrderMove,
  type OrderStatus,
} from './order';
export { type ChannelAbilities, NO_ABILITIES } from './abilities';
export { OrderDesk, type OwnOrder } from './order-desk.service';
export { ORDER_ACTION, OrderRequests, TRACK } from './order-requests.service';
export { OrderIntake, type SoldIn } from './order-intake.service';
export { OrderNotices } from './order-notices';
export { OrderNotes } from './order-notes';
export { OrderStore } from './order.store';
export { orderTotals } from './order-total.store';
export { isRepeatable, type NoticePurpose, type Reply, type ReplyWay } from './reply';
export { REPLY, ReplyDesk, type TakenReply } from './reply-desk.service';
export { ReplyStore } from './reply.store';
export { type ReplySwitches, ReplySwitchStore } from './reply-switch.store';
export { isOpen, mayRestock, type OrderReturn, type ReturnAnswer } from './return';
export { RETURN_ACTION, ReturnDesk } from './return-desk.service';
export { ReturnStore } from './return.store';
