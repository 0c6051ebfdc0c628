/**
 * `npm run -s payments:codes -- --orders ORDERS.json > codes.json`: the payment reference of each order, as
 * `{"<index>": "J…"}`. The same orders get the same references.
 */
import { issueReference } from '@ganh/payments';
import { readOptions, readOrders } from './payments-input';

const { orders } = readOptions(['orders'], 'npm run -s payments:codes -- --orders ORDERS.json');
const taken = new Set<string>();
const codes: Record<string, string> = {};
for (const { index, at } of readOrders(orders)) {
  const reference = issueReference(`${index} ${at}`, (drawn) => taken.has(drawn));
  taken.add(reference);
  codes[index] = reference;
}
process.stdout.write(`${JSON.stringify(codes, null, 1)}\n`);
