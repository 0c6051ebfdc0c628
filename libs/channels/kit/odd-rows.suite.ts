import type { ChannelReturn, SettlementEntry } from '@ganh/channels/kit';
import { NOW } from './scripted.suite';

const window = { fromAt: NOW - 86_400_000, toAt: NOW };
type Row = Record<string, unknown>;

interface Rows {
  /** A row as the channel tells it, with `id` as its own id. */
  good: (id: unknown) => Row;
  /** Fields of it that a bad row lacks, one at a time. */
  fields: readonly string[];
  /** Reads a page of these rows. */
  pull: (rows: unknown[], window: { fromAt: number; toAt: number }) => Promise<unknown>;
}

/** Ids beyond 2^53, as the reader of JSON hands them on. */
const LONG = '9223372036854775807';

/**
 * One bad row is kept beside the others and stops none of them: a field that is absent, null, of another kind, or a number
 * beyond counting; a row that is none; a long id.
 */
function describeOdd<T>(rows: Rows, idOf: (one: T) => string, isKept: (one: T) => boolean): void {
  const pulled = async (page: unknown[]) => (await rows.pull(page, window)) as T[];
  const before = rows.good('1001');
  const after = rows.good('1003');

  const odd = rows.fields.flatMap((field) =>
    [undefined, null, {}, [], true, 1e300, ''].map((value) => ({ field, value })),
  );
  it.each(odd)('$field as $value', async ({ field, value }) => {
    const bad = { ...rows.good('1002'), [field]: value };
    const read = await pulled([before, bad, after]);
    const [first, last] = await pulled([before, after]);
    expect(read).toHaveLength(3);
    expect([read[0], read[2]]).toEqual([first, last]);
    expect(read.filter(isKept)).toHaveLength(3);
  });

  it.each([null, 'x', 5, []])('a row that is %j', async (bad) => {
    const ids = (await pulled([before, bad, after])).map(idOf);
    const [first, last] = (await pulled([before, after])).map(idOf);
    expect(ids).toEqual(expect.arrayContaining([first, last]));
  });

  it('a long id is kept to the digit', async () => {
    const [one] = await pulled([rows.good(LONG)]);
    expect(idOf(one!)).toContain(LONG);
  });
}

const isCounted = (told: number | null) => told === null || Number.isSafeInteger(told);

export function describeOddReturns(rows: Rows & { status: (row: Row, word: string) => Row }): void {
  describe('one bad return among others is kept', () => {
    describeOdd<ChannelReturn>(
      rows,
      (one) => one.externalReturnId,
      (one) =>
        one.externalReturnId !== '' &&
        [one.refundVnd, one.answerByAt, one.createdAt, one.updatedAt].every(isCounted),
    );

    it('in a state of tomorrow it is unknown, under the channel’s word', async () => {
      const bad = rows.status(rows.good('1002'), 'A_WORD_OF_TOMORROW');
      const [one] = (await rows.pull([bad], window)) as ChannelReturn[];
      expect(one).toMatchObject({ status: 'unknown', channelStatus: 'A_WORD_OF_TOMORROW' });
    });
  });
}

export function describeOddSettlements(rows: Rows): void {
  describe('one bad settlement among others is kept', () => {
    describeOdd<SettlementEntry>(
      rows,
      (one) => one.externalId,
      (one) =>
        one.externalId !== '' &&
        Number.isSafeInteger(one.amountVnd) &&
        Number.isSafeInteger(one.at) &&
        one.parts.reduce((sum, part) => sum + part.amountVnd, 0) === one.amountVnd,
    );
  });
}
