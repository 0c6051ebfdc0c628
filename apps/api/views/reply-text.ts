import type { ReplyView } from '@ganh/contracts';
import type { NoticePurpose, Reply } from '@ganh/orders';

const PURPOSES: Readonly<Record<NoticePurpose, string>> = {
  order_confirmed: 'Báo khách: đã nhận đơn',
  payment_asked: 'Nhắc khách chuyển tiền',
  shipped: 'Báo khách: đã gửi hàng',
};

const WAYS: Readonly<Record<Reply['way'], string>> = {
  thread: 'Nhắn cho khách',
  comment: 'Trả lời dưới bình luận',
  private: 'Nhắn riêng',
  hide: 'Ẩn bình luận',
  template: 'Báo khách',
};

export function replyView(reply: Reply, channelName: string, mayAct: boolean): ReplyView {
  const acts =
    reply.state === 'unsure'
      ? (['arrived', 'again'] as const)
      : reply.state === 'refused'
        ? (['again'] as const)
        : [];
  return {
    id: reply.id,
    wayText: reply.purpose === null ? WAYS[reply.way] : PURPOSES[reply.purpose],
    text: reply.text,
    at: reply.wantedAt,
    state: reply.state,
    stateText: stateText(reply, channelName),
    acts: mayAct
      ? acts.map((act) => ({ act, verb: act === 'again' ? 'Gửi lại' : 'Khách đã nhận được' }))
      : [],
  };
}

function stateText({ state, refusal }: Reply, channelName: string): string {
  if (state === 'wanted') return 'Đang gửi.';
  if (state === 'done') return 'Đã gửi.';
  if (state === 'refused') return refusal ?? `${channelName} không nhận tin này.`;
  return `Chưa rõ tin đã tới khách chưa. Mở ${channelName} xem trước khi gửi lại.`;
}

export function hiddenText({ state, refusal }: Reply, channelName: string): string {
  if (state === 'done') return `Đã ẩn trên ${channelName} vì có số điện thoại.`;
  if (state === 'refused') return refusal ?? `${channelName} chưa ẩn được bình luận này.`;
  return `Đang ẩn trên ${channelName} vì có số điện thoại.`;
}
