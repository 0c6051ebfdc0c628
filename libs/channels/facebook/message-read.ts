import { looseText, type ChannelMessage } from '@ganh/channels/kit';
import { z } from 'zod';

export const personSchema = z.looseObject({ id: looseText, name: looseText }).nullish().catch(null);
type Person = z.infer<typeof personSchema>;

/** Null where Meta hides the author (privacy, or no Advanced Access). facebook spec §1.3, §9 */
export function authorOf(from: Person): ChannelMessage['from'] {
  return from?.id ? { externalId: from.id, name: from.name ?? '' } : null;
}

/** Graph times: "2026-08-30T18:47:02+0000" or Unix seconds. 0 for what is neither. */
export function graphTimeAt(time: string | number | null | undefined): number {
  if (typeof time === 'number') return time * 1000;
  if (!time) return 0;
  if (/^\d+$/.test(time)) return Number(time) * 1000;
  const at = Date.parse(time.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(at) ? 0 : at;
}

const attachments = z
  .array(z.looseObject({ type: looseText }))
  .nullish()
  .catch(null);
export const messageContent = z.looseObject({ text: looseText, attachments });

/** The words of a message; what is no words is named in brackets: "[image]". */
export function wordsOf({ text, attachments: files }: z.infer<typeof messageContent>): string {
  return text ?? (files ?? []).map((file) => `[${file.type ?? 'file'}]`).join(' ');
}
