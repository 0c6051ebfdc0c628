import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { lazadaReturns } from './returns';

const LIST = 'lazada reverse/getreverseordersforseller';
const DETAIL = 'lazada order/reverse/return/detail/list';
const line = (id: number, reverse_status: string, more: object = {}) => ({
  reverse_order_line_id: id,
  trade_order_line_id: 8,
  reverse_status,
  refund_amount: 65_000,
  ...more,
});
const head = { reverse_order_id: 5, trade_order_id: 7, request_type: 'RETURN' };
const window = { fromAt: NOW - 1_000, toAt: NOW };
const of = (channel: ReturnType<typeof scriptedChannel>) => lazadaReturns(shopAccess(channel.send));

describe('returns', () => {
  it('cancellations are none; a head without lines is read by itself', async () => {
    const channel = scriptedChannel({
      [LIST]: {
        code: '0',
        result: { total: 2, items: [{ ...head, request_type: 'CANCEL' }, head] },
      },
      [DETAIL]: {
        code: '0',
        data: {
          ...head,
          reverseOrderLineDTOList: [
            line(6, 'RTM_SHIPPING_BACK', { return_order_line_gmt_create: NOW / 1000 }),
            line(9, 'REQUEST_INITIATE', { sla: NOW + 5_000 }),
          ],
        },
      },
    });
    expect(await of(channel).pull(window, '')).toMatchObject({
      next: '',
      returns: [
        {
          externalReturnId: '5',
          externalOrderId: '7',
          status: 'requested',
          refundVnd: 130_000,
          createdAt: NOW,
          answerByAt: NOW + 5_000,
          lines: [{ quantity: 1 }, { quantity: 1 }],
        },
      ],
    });
  });

  it.each([
    ['RTM_RECEIVE_ITEM', {}, 'received'],
    ['REFUND_SUCCESS', {}, 'refunded'],
    ['REQUEST_REJECT', { is_dispute: true }, 'disputed'],
    ['A_WORD_OF_TOMORROW', {}, 'unknown'],
  ])('%s %j is %s', async (word, more, status) => {
    const items = [{ ...head, reverse_order_lines: [line(6, word, more)] }];
    const channel = scriptedChannel({ [LIST]: { code: '0', result: { items } } });
    const { returns } = await of(channel).pull(window, '');
    expect(returns[0]).toMatchObject({ status, channelStatus: word });
  });

  it('a refund alone is agreed to line by line, and refused on Lazada’s own pages only', async () => {
    const data = {
      ...head,
      request_type: 'ONLY_REFUND',
      reverseOrderLineDTOList: [line(6, 'REQUEST_INITIATE'), line(9, 'REQUEST_INITIATE')],
    };
    const channel = scriptedChannel({
      [LIST]: { code: '0', result: { items: [{ ...head, reverse_order_lines: [line(6, 'X')] }] } },
      [DETAIL]: { code: '0', data },
      'lazada order/reverse/onlyrefund/seller/decide': { code: '0', data: null },
    });
    const [one] = (await of(channel).pull(window, '')).returns;
    if (!one) throw new Error('no return');
    await of(channel).accept?.(one);
    expect(channel.labels().filter((label) => label.endsWith('seller/decide'))).toHaveLength(2);
    await expect(of(channel).refuse?.(one, 'Không')).rejects.toMatchObject({ kind: 'rejected' });
  });
});
