import { formatPhone, parsePhone } from '@ganh/kernel';

/** A phone as it came, made ready for a link and for reading; null when it is none (a marketplace may mask it). */
export function dialable(text: string | null): { href: string; text: string } | null {
  const phone = text === null ? null : parsePhone(text);
  return phone && { href: `tel:${phone}`, text: formatPhone(phone) };
}
