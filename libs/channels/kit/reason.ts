/** Why a channel did not take an item, in words for a seller (docs/screens: an error = what happened, what is safe, what to do). */
export type ReasonKey =
  | 'missing_weight'
  | 'missing_category'
  | 'missing_photo'
  | 'missing_description'
  | 'missing_attribute'
  | 'title_too_long'
  | 'title_too_short'
  | 'description_too_short'
  | 'price_invalid'
  | 'price_locked'
  | 'stock_locked'
  | 'photo_unusable'
  | 'no_delivery_option'
  | 'not_allowed'
  | 'shop_limit'
  | 'gone'
  | 'window_closed'
  | 'quota_used_up'
  | 'live_not_open'
  | 'live_not_running'
  | 'live_over'
  | 'live_gone'
  | 'live_refused'
  | 'words_refused'
  | 'other';

export interface SellerReason {
  key: ReasonKey;
  /** The channel's own code. */
  code: string;
  /** The field to repair, named as in ProductSnapshot.answers or ProductSnapshot. */
  field?: string;
  /** Values the sentence shows: {max: '120'}. */
  values?: Readonly<Record<string, string>>;
}

interface Sentence {
  /** `{channel}` is the channel's name. */
  text: string;
  /** The button that repairs it; absent where nobody here can. */
  repair?: string;
}

const SENTENCES: Readonly<Record<ReasonKey, Sentence>> = {
  missing_weight: {
    text: '{channel} cần thêm cân nặng. Các kênh khác vẫn bán.',
    repair: 'Bổ sung',
  },
  missing_category: {
    text: '{channel} cần biết món này thuộc nhóm hàng nào.',
    repair: 'Chọn nhóm',
  },
  missing_photo: { text: '{channel} cần ít nhất một ảnh.', repair: 'Thêm ảnh' },
  missing_description: { text: '{channel} cần vài dòng giới thiệu món hàng.', repair: 'Bổ sung' },
  missing_attribute: {
    text: '{channel} cần thêm: {field}. Các kênh khác vẫn bán.',
    repair: 'Bổ sung',
  },
  title_too_long: {
    text: '{channel} cần tên ngắn hơn {max} chữ. Gánh đã rút gọn sẵn.',
    repair: 'Dùng tên này',
  },
  title_too_short: { text: '{channel} cần tên dài hơn {min} chữ.', repair: 'Sửa tên' },
  description_too_short: {
    text: '{channel} cần phần giới thiệu dài hơn {min} chữ.',
    repair: 'Bổ sung',
  },
  price_invalid: { text: '{channel} không nhận giá này. Xem lại giá bán.', repair: 'Sửa giá' },
  price_locked: {
    text: '{channel} đang khuyến mãi món này, chưa đổi giá được. Gánh tự gửi lại sau.',
  },
  stock_locked: {
    text: '{channel} đang giữ hàng cho khuyến mãi, chưa bớt được. Gánh tự gửi lại sau.',
  },
  photo_unusable: { text: '{channel} không mở được ảnh. Chụp lại ảnh khác.', repair: 'Đổi ảnh' },
  no_delivery_option: {
    text: 'Gian {channel} chưa bật đơn vị giao hàng nào. Bật trên {channel} rồi thử lại.',
    repair: 'Thử lại',
  },
  not_allowed: {
    text: '{channel} không cho đăng món này. Bán ở kênh khác được.',
    repair: 'Xem quy định',
  },
  shop_limit: {
    text: 'Gian {channel} đã đầy, không thêm món được. Ẩn bớt món cũ rồi thử lại.',
    repair: 'Thử lại',
  },
  gone: { text: 'Món này đã bị xoá trên {channel}.', repair: 'Đăng lại' },
  window_closed: {
    text: '{channel} không cho nhắn nữa vì khách đã lâu không viết. Gọi điện cho khách.',
  },
  quota_used_up: {
    text: '{channel} đã hết lượt nhắn hôm nay. Gọi điện cho khách, hoặc nhắn lại ngày mai.',
  },
  live_not_open: {
    text: '{channel} chưa mở bán live cho gian này. Live ở kênh khác được.',
  },
  live_not_running: { text: 'Buổi live trên {channel} chưa phát. Bấm phát rồi làm lại.' },
  live_over: { text: 'Buổi live trên {channel} đã xong. Mở buổi mới để bán tiếp.' },
  live_gone: { text: '{channel} không còn buổi live này. Mở buổi mới để bán tiếp.' },
  live_refused: {
    text: '{channel} chưa làm được việc này trong buổi live. Thử lại, hoặc gọi người lo kỹ thuật ({code}).',
    repair: 'Thử lại',
  },
  words_refused: { text: '{channel} không cho viết câu này. Viết lại câu khác.' },
  other: {
    text: '{channel} chưa nhận món này, chưa rõ vì sao. Thử lại, hoặc gọi người lo kỹ thuật ({code}).',
    repair: 'Thử lại',
  },
};

/** One plain Vietnamese sentence and the verb that repairs it. */
export function sayReason(
  reason: SellerReason,
  channelName: string,
): { text: string; repair: string | null } {
  const { text, repair } = SENTENCES[reason.key];
  const values: Record<string, string> = {
    channel: channelName,
    code: reason.code,
    field: reason.field ?? '',
    ...reason.values,
  };
  return {
    text: text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''),
    repair: repair ?? null,
  };
}
