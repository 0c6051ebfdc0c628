import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, type CatalogueEntry } from '@ganh/livestream';
import { run } from '../../../test/faults/fuzz-live.faults';

const catalogue = JSON.parse(
  readFileSync(join(__dirname, '../../../test/fixtures/live/worked-catalogue.json'), 'utf8'),
) as CatalogueEntry[];

const SLOW_NS = 10e6;

describe('fuzz', () => {
  it('reads a sample of random bytes, Unicode and shuffled words', () => {
    const result = run(3000, 7);
    expect(result.failures).toEqual([]);
  });

  it('takes time in proportion to the length, and leaves what is longer than a comment to a person', () => {
    const reader = createReader(catalogue);
    const long = reader.read({ id: 1, user: 'u', text: 'm12 '.repeat(5000) });
    expect({ ...long, reason: '' }).toEqual({
      id: 1,
      intent: 'chat',
      lines: [],
      phone: null,
      act: 'ask',
      reason: '',
    });
    const fastest = (text: string): number => {
      const reader = createReader(catalogue);
      const times = Array.from({ length: 15 }, (_, i) => {
        const start = process.hrtime.bigint();
        reader.read({ id: i, user: `u${i}`, text });
        return Number(process.hrtime.bigint() - start);
      });
      return Math.min(...times);
    };
    for (const piece of [
      'm12 ',
      'hũ mật ong 2 ',
      '0912 ',
      '1.',
      'đc 12 ',
      'ko ',
      'a',
      'a1 ',
      '👍',
      '12/',
      'một hai ',
      'chốt ',
      '/',
    ]) {
      const short = fastest(piece.repeat(Math.floor(500 / piece.length)));
      const long = fastest(piece.repeat(Math.floor(3000 / piece.length)));
      // Six times the length; what is quick in any case says nothing about growth on a busy machine.
      const isTooSlow = long > SLOW_NS && long / short > 15;
      expect({ piece, isTooSlow }).toEqual({ piece, isTooSlow: false });
    }
  });
});
