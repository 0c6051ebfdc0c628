import {
  ChannelFailure,
  idText,
  looseText,
  type RepliesClient,
  type SentMessage,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage, type GraphCall } from './call';

const sent = z.looseObject({ recipient_id: looseText, message_id: looseText });
const made = z.looseObject({ id: idText });
const done = z.looseObject({ success: z.boolean().nullish() });

/** What a Page writes to buyers. facebook spec §6.4, §7.1 */
export function facebookReplies(access: ShopAccess): Required<Omit<RepliesClient, 'template'>> {
  return {
    async toThread(threadId, text) {
      // Within 24 hours of the person's last message; later tags are refused, so none is tried.
      const json = {
        recipient: { id: threadId },
        messaging_type: 'RESPONSE',
        message: { text },
      };
      return send(access, 'page messages', 'messenger', json);
    },
    async underComment(commentId, message) {
      const call = {
        path: `${commentId}/comments`,
        name: 'comment reply',
        body: { json: { message } },
      };
      return { externalId: (await askAsPage(access, asPage(access, 'page', call), made)).id };
    },
    async privately(commentId, text) {
      const json = { recipient: { comment_id: commentId }, message: { text } };
      try {
        return await send(access, 'page private reply', 'private_replies', json);
      } catch (error) {
        // 10900: one goes to each comment, and it has gone. facebook spec §6.4
        if (error instanceof ChannelFailure && error.kind === 'duplicate')
          return { externalId: null };
        throw error;
      }
    },
    async hideComment(commentId) {
      const call = { path: commentId, name: 'comment hide', body: { json: { is_hidden: true } } };
      try {
        await askAsPage(access, asPage(access, 'page', call), done);
      } catch (error) {
        // Taken away by its author meanwhile: nobody sees it any more.
        if (!(error instanceof ChannelFailure) || error.kind !== 'notFound') throw error;
      }
    },
  };
}

function asPage(
  access: ShopAccess,
  limit: NonNullable<GraphCall['limit']>,
  call: Pick<GraphCall, 'path' | 'name' | 'body'>,
): GraphCall {
  return { method: 'POST', ...call, limit, objectId: access.externalShopId };
}

async function send(
  access: ShopAccess,
  name: string,
  limit: 'messenger' | 'private_replies',
  json: Record<string, unknown>,
): Promise<SentMessage> {
  const call = { path: `${access.externalShopId}/messages`, name, body: { json } };
  return { externalId: (await askAsPage(access, asPage(access, limit, call), sent)).message_id };
}
