import {
  ChannelFailure,
  looseText,
  type RepliesClient,
  type SentMessage,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsOa, type ZaloCall } from './call';

const byUser = z.looseObject({ message_id: looseText });
const byPhone = z.looseObject({ msg_id: looseText });

/** Longest key that a template by phone carries. zalo spec §4 */
const MOST_TRACKING = 48;

/** What an OA writes: consultation within its window, templates at any time. zalo spec §3.1, §3.3, §4 */
export function zaloReplies(
  access: ShopAccess,
): Required<Pick<RepliesClient, 'toThread' | 'template'>> {
  return {
    async toThread(threadId, text) {
      const json = {
        recipient: { user_id: threadId },
        message: { text: text.normalize('NFC') },
      };
      return sentTo(access, { path: 'v3.0/oa/message/cs', json });
    },
    async template(to, purpose, values, key) {
      const shared = {
        template_id: templateFor(access, purpose),
        template_data: normalised(values),
      };
      if ('threadId' in to) {
        const json = { user_id: to.threadId, ...shared };
        return sentTo(access, { path: 'v3.0/oa/message/template', json });
      }
      const json = {
        phone: to.phone.replace(/^\+/, ''),
        ...shared,
        tracking_id: key.slice(0, MOST_TRACKING),
      };
      const call = { path: 'message/template', json, host: 'phone' as const };
      return { externalId: (await askAsOa(access, call, byPhone)).msg_id };
    },
  };
}

async function sentTo(access: ShopAccess, call: ZaloCall): Promise<SentMessage> {
  return { externalId: (await askAsOa(access, call, byUser)).message_id };
}

/** The app's operator names the approved templates: `template_order_confirmed` and the like. */
function templateFor(access: ShopAccess, purpose: string): string {
  const id = access.app[`template_${purpose}`];
  if (id) return id;
  const code = `no_template_${purpose}`;
  throw new ChannelFailure('rejected', { code }, `zalo: the app names no template_${purpose}`);
}

/** Zalo counts characters in NFC. zalo spec §2 */
function normalised(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.normalize('NFC')]),
  );
}
