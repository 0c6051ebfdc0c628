import { Faults } from './faults';

describe('misbehaviour on request', () => {
  it('strikes as often as asked, only where asked', () => {
    const faults = new Faults();
    faults.add({ fault: 'slow', shop: '7', endpoint: 'update_stock', left: 2, share: 1 });
    expect(faults.takeRequest('product/update_stock', '8')).toBeUndefined();
    expect(faults.takeRequest('product/add_item', '7')).toBeUndefined();
    const hits = [1, 2, 3].map(() => faults.takeRequest('product/update_stock', '7')?.fault);
    expect(hits).toEqual(['slow', 'slow', undefined]);
    expect(faults.list()).toEqual([]);
  });

  it('keeps to a share until cleared', () => {
    const draws = [0.1, 0.9, 0.2, 0.8];
    const faults = new Faults(() => draws.shift() ?? 1);
    faults.add({ fault: 'webhook-lost', share: 0.5 });
    expect([1, 2, 3, 4].map(() => faults.takeWebhook('7')?.fault)).toEqual([
      'webhook-lost',
      undefined,
      'webhook-lost',
      undefined,
    ]);
    faults.clear('slow');
    expect(faults.list()).toHaveLength(1);
    faults.clear();
    expect(faults.list()).toEqual([]);
  });

  it('keeps partial-batch for calls that carry items, and webhook faults for webhooks', () => {
    const faults = new Faults();
    faults.add({ fault: 'partial-batch', left: 1, share: 1 });
    faults.add({ fault: 'webhook-late', left: 1, share: 1 });
    expect(faults.takeRequest('x', null)).toBeUndefined();
    expect(faults.takePartial('x', null)?.fault).toBe('partial-batch');
    expect(faults.takePartial('x', null)).toBeUndefined();
    expect(faults.takeWebhook(null)?.fault).toBe('webhook-late');
  });
});
