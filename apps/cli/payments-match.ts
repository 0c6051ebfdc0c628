/**
 * `npm run -s payments:match -- --orders ORDERS.json --codes codes.json --transfers TRANSFERS.jsonl > matches.jsonl`: one
 * decision a line, in the order of the transfers. A line that cannot be read gets none; it is told on stderr.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { createMatcher, readReference, type MatchOrder } from '@ganh/payments';
import {
  BadItem,
  readJson,
  readOptions,
  readOrders,
  readTransfer,
  stop,
  tell,
} from './payments-input';

const USAGE =
  'npm run -s payments:match -- --orders ORDERS.json --codes codes.json --transfers TRANSFERS.jsonl';

/** The orders with their references, in the order of their `at`. An unreadable or shared reference is told and not used. */
function withReferences(orders: readonly MatchOrder[], path: string): MatchOrder[] {
  const codes = readJson(path);
  if (typeof codes !== 'object' || codes === null || Array.isArray(codes)) {
    return stop(`${path}: cần một đối tượng {"0": "J…"}. Tạo bằng npm run -s payments:codes.`);
  }
  const byIndex = new Map(Object.entries(codes as Record<string, unknown>));
  const owners = new Map<string, number>();
  const read = orders.map((order) => {
    const code = byIndex.get(String(order.index));
    const reference = typeof code === 'string' ? readReference(code) : null;
    if (code !== undefined && reference === null) {
      tell(
        `${path}: "${order.index}": ${JSON.stringify(code)} không phải mã trả tiền; tạo lại bằng payments:codes`,
      );
    }
    if (reference !== null) owners.set(reference, (owners.get(reference) ?? 0) + 1);
    return { ...order, reference };
  });
  const without = read.filter((order) => !byIndex.has(String(order.index))).length;
  if (without > 0) tell(`${path}: ${without} đơn không có mã: chỉ gợi ý được, không tự khớp`);
  return read
    .map((order) => {
      const { reference } = order;
      if (reference === null || owners.get(reference) === 1) return order;
      tell(
        `${path}: "${order.index}": ${reference} đang thuộc nhiều đơn nên không dùng; tạo mã khác`,
      );
      return { ...order, reference: null };
    })
    .sort((a, b) => a.at - b.at);
}

async function main(): Promise<void> {
  const options = readOptions(['orders', 'codes', 'transfers'], USAGE);
  const orders = withReferences(readOrders(options.orders), options.codes);
  const matcher = createMatcher();
  let next = 0;
  let line = 0;
  const input = createReadStream(options.transfers);
  input.on('error', (error) =>
    stop(`${options.transfers}: không đọc được (${error.message}). Ghi đường dẫn tới tệp JSONL.`),
  );
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    try {
      const transfer = readTransfer(line === 1 ? text.replace(/^\uFEFF/, '') : text);
      for (; next < orders.length && orders[next]!.at <= transfer.at; next += 1)
        matcher.addOrder(orders[next]!);
      const written = process.stdout.write(`${JSON.stringify(matcher.decide(transfer))}\n`);
      if (!written) await once(process.stdout, 'drain');
    } catch (error) {
      if (!(error instanceof BadItem)) throw error;
      tell(`${options.transfers}: bỏ qua dòng ${line}: ${error.message}`);
    }
  }
}

main().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
