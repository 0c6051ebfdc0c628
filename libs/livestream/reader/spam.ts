import type { Word } from './parse';

/** Touting that needs a second sign before it is spam: a buyer says these words too. */
const MILD = new Set(['re hon', 'ctv', 'click', 'bio', 'dau tu', 'hoa hong', 'loi nhuan', 'thanh ly', 'hack', 'tele', 'xuong', 'si le', 'tuyen', 'nguon si', 'cong tac vien', 'sex', 'inbox nhan', 'lai suat', 'nhan tien', 'rut tien', 'viec lam them', 'ghe nha', 'gia re hon', 'qua shop', 'sang shop', 'qua ben', 'nhan lam', 'khoa hoc', 'tuyen dung', 'link bio', 'xem phim', 'phim full', 'full hd', 'phim hay', 'vietsub', 'link phim']); // prettier-ignore
/** Calls to another shop: spam beside a product's name too, unless something is bought. */
const LURES = new Set(['qua trang', 'ghe trang', 'vao trang', 'vo trang', 'qua live', 'ghe live', 'sang live', 'ghe tuong']); // prettier-ignore
const ENDINGS = new Set([
  'com',
  'vn',
  'net',
  'ly',
  'me',
  'info',
  'xyz',
  'club',
  'top',
  'shop',
  'online',
  'vip',
  'win',
]);

function endsLink(words: readonly Word[], i: number): boolean {
  const word = words[i]!;
  if (word.text === 'http' || word.text === 'https' || word.text === 'www') return true;
  const dot = words[i - 1];
  if (!word.glued || dot?.text !== '.' || !dot.glued || !ENDINGS.has(word.text)) return false;
  const host = words[i - 2];
  return host?.kind === 'word' && host.text !== 'tp';
}

/** Advertising, loans, jobs, games of chance, other shops. An order in the same comment saves it. */
export function isSpam(words: readonly Word[]): boolean {
  let mild = 0;
  let strong = 0;
  let reach = 0;
  let order = 0;
  let isLinked = false;
  let lures = false;
  let buys = false;
  let isFree = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    const { is } = word;
    if ((is.web || word.glued) && endsLink(words, i)) isLinked = true;
    if (is.verb || is.give) buys = true;
    if (is.price && word.text === 'mien phi') isFree = true;
    if (is.spam) {
      if (LURES.has(word.text)) lures = true;
      if (MILD.has(word.text)) mild += 1;
      else if (!is.other || word.text.includes(' ')) strong += 1;
    }
    if (word.kind === 'phone' || is.contact) reach += 1;
    if (word.products) order += 1;
  }
  if (isLinked) {
    reach += 1;
    if (order === 0 || mild + strong > 0 || isFree) return true;
  }
  if (lures && !buys) return true;
  if (strong > 0) return order === 0 || strong + mild > 1;
  return mild > 1 || (mild > 0 && reach > 0 && order === 0);
}
