/** The rules by name, as the host reads them beside the words a reading rests on. */
export const REASONS = {
  author: 'người viết là trang hoặc tài khoản mồi, không phải khách',
  spam: 'lời quảng cáo hoặc lôi kéo',
  code: 'gõ mã đang bán là lấy một',
  productAmount: 'món và số lượng',
  verbProduct: 'lời mua và món',
  verb: 'lời mua',
  amount: 'số lượng cho món đang ghim hoặc vừa nhắc',
  give: 'nhờ lấy món đang ghim hoặc vừa nhắc',
  pinned: 'món đang ghim',
  reply: 'trả lời bình luận có món này',
  onlyOne: 'món duy nhất có phân loại hoặc đơn vị này',
  only: 'chỉ giữ món này, các món khác bỏ',
  recalled: 'món khách vừa nhắc hoặc đang giữ',
  noProduct: 'muốn mua nhưng chưa rõ món nào, hỏi lại',
  unknownCode: 'mã không có trong phiên, hỏi lại',
  manyProducts: 'tên chung cho nhiều món, hỏi lại',
  conflict: 'mã và tên nói hai món khác nhau, hỏi lại',
  noAmount: 'chưa rõ số lượng, hỏi lại',
  noVariant: 'chưa rõ phân loại, hỏi lại',
  loneDigit: 'một chữ số: có thể là mã, có thể là số lượng, hỏi lại',
  money: 'mua theo số tiền, hỏi lại',
  partly: 'có phần chưa rõ, hỏi lại phần đó',
  repeat: 'đã có trong giỏ, gõ lại không cộng thêm',
  add: 'thêm vào số đang giữ',
  set: 'đổi số đang giữ',
  less: 'bớt số đang giữ',
  swap: 'đổi món này lấy món khác',
  edited: 'bình luận được sửa: thay lời cũ',
  contactChanged: 'chỉ đổi số điện thoại hoặc địa chỉ',
  cancel: 'lời huỷ',
  notMore: 'không lấy nữa',
  refuse: 'nói không mua, không phải huỷ đơn',
  denied: 'nói không phải mình đặt',
  hold: 'khuyên đừng hoặc chưa lấy',
  instead: 'món thay thế hoặc một trong hai, hỏi lại',
  deal: 'đòi tặng kèm, hỏi lại',
  vague: 'số lượng không rõ, hỏi lại',
  alike: 'nhắc đơn cũ, hỏi lại',
  price: 'mua với điều kiện giá hoặc phí giao, trả lời trước',
  ask: 'câu hỏi',
  show: 'nhờ giới thiệu món',
  contact: 'xin nhắn riêng về món',
  status: 'hỏi tình hình đơn',
  unsure: 'có mã nhưng lời khác không rõ, hỏi lại',
  name: 'chỉ nói tên món: quan tâm, chưa đặt',
  past: 'chuyện đã qua',
  later: 'hẹn lúc khác',
  others: 'việc của người khác hoặc rủ mọi người',
  trouble: 'phàn nàn',
  talk: 'trò chuyện',
  phone: 'chỉ có số điện thoại hoặc địa chỉ',
  nothing: 'không có lời mua',
  tooLong: 'dài hơn một bình luận, máy không đọc, cần người xem',
} as const;

export type Rule = keyof typeof REASONS;

const LONGEST_QUOTE = 80;

/** `“chốt 2 hũ mật ong”: lời mua và món`. */
export function reasonOf(raw: string, from: number, to: number, rules: readonly Rule[]): string {
  let end = Math.min(to, from + LONGEST_QUOTE);
  // Never half of an emoji.
  if (end < to && (raw.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
  let said: string = REASONS[rules[0]!];
  for (let i = 1; i < rules.length; i += 1) said += '; ' + REASONS[rules[i]!];
  return end > from ? `“${raw.slice(from, end)}”: ${said}` : said;
}
