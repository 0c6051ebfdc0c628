import { BadItem, readOrder, readTransfer } from './payments-input';

describe('an order of the file', () => {
  it('takes milliseconds, ISO with an offset, and ISO without one as Vietnam’s time', () => {
    const at = (value: unknown) => readOrder({ index: 0, amount: 185_000, at: value, extra: 1 }).at;
    expect(at(1_763_166_000_000)).toBe(1_763_166_000_000);
    expect(at('1763166000000')).toBe(1_763_166_000_000);
    expect(at('2026-11-15T07:20:00+07:00')).toBe(Date.UTC(2026, 10, 15, 0, 20));
    expect(at('2026-11-15T00:20:00Z')).toBe(Date.UTC(2026, 10, 15, 0, 20));
    expect(at('2026-11-15 07:20:00')).toBe(Date.UTC(2026, 10, 15, 0, 20));
  });

  it('does without a customer', () => {
    expect(readOrder({ index: 3, amount: 1, at: 0 })).toEqual({
      index: 3,
      amountVnd: 1,
      at: 0,
      reference: null,
      customerName: null,
      customerPhone: null,
    });
    expect(
      readOrder({ index: 3, amount: 1, at: 0, customer: { name: 'Lan', phone: null } })
        .customerName,
    ).toBe('Lan');
  });

  it.each([
    [{ amount: 1, at: 0 }, 'index phải là số'],
    [{ index: 0, at: 0 }, 'amount phải là số'],
    [{ index: 0, amount: '185000', at: 0 }, 'không dấu nháy'],
    [{ index: 0, amount: 0.5, at: 0 }, 'đồng chẵn'],
    [{ index: 0, amount: 0, at: 0 }, 'lớn hơn 0'],
    [{ index: 0, amount: 1, at: 'hôm qua' }, 'không phải thời điểm'],
    [{ index: 0, amount: 1 }, 'thiếu at'],
    [{ index: 0, amount: 1, at: 0, customer: 'Lan' }, 'customer phải là'],
    ['đơn', 'mỗi đơn là một đối tượng'],
  ])('%j is refused with its remedy', (value, message) => {
    expect(() => readOrder(value)).toThrow(BadItem);
    expect(() => readOrder(value)).toThrow(message);
  });
});

describe('a line of the transfers file', () => {
  it('needs id, at and amount; the rest may be missing', () => {
    expect(readTransfer('{"id":7,"at":0,"amount":-5,"bank":"VCB"}')).toEqual({
      id: 7,
      at: 0,
      amountVnd: -5,
      memo: '',
      payerName: null,
    });
  });

  it.each([
    ['{"id":"a"', 'không phải JSON'],
    ['{"at":0,"amount":1}', 'thiếu id'],
    ['{"id":"a","at":0,"amount":1,"memo":5}', 'memo phải là chữ'],
    ['[]', 'mỗi dòng là một đối tượng'],
  ])('%s is refused with its remedy', (line, message) => {
    expect(() => readTransfer(line)).toThrow(BadItem);
    expect(() => readTransfer(line)).toThrow(message);
  });
});
