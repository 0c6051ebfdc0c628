import { readSettings } from '@ganh/config';
import { openDatabase } from '@ganh/persistence';
import { type Difference, StockVerification } from '@ganh/stock';

const WORDS: Readonly<Record<Difference['what'], string>> = {
  on_hand_is_not_ledger: 'số trong kho khác sổ kho',
  reserved_is_not_ledger: 'số khách đã đặt khác sổ kho',
  reserved_is_not_reservations: 'số khách đã đặt khác các chỗ giữ hàng',
  reservation_is_not_ledger: 'chỗ giữ hàng khác sổ kho',
  move_is_not_ledger: 'một lần nhập hoặc bớt khác sổ kho',
  reserved_beyond_on_hand: 'khách đã đặt nhiều hơn số trong kho',
};

function sentence(difference: Difference): string {
  const { coopId, variantId, orderLineId, stored, recomputed } = difference;
  const line = orderLineId === null ? '' : `, dòng hàng ${orderLineId}`;
  return `HTX ${coopId}, món ${variantId}${line}: ${WORDS[difference.what]} (đang ghi ${stored}, tính lại ${recomputed}).`;
}

/** Recomputes every stock level from the ledger and the reservations. Exit 1 where one differs; changes nothing. */
async function main(): Promise<void> {
  const db = await openDatabase(readSettings(), { readonly: true });
  try {
    const verification = new StockVerification(db);
    const { differences, levels, entries } = await verification.run();
    for (const difference of differences) process.stdout.write(`${sentence(difference)}\n`);
    if (differences.length > 0) {
      process.exitCode = 1;
      process.stdout.write(`${differences.length} chỗ không khớp.\n`);
    } else {
      process.stdout.write(`Kho khớp sổ: ${levels} món, ${entries} dòng sổ.\n`);
    }
  } finally {
    await db.close();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 2;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
