import type { AllCoops } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { Difference } from './stock';
import { VerifyStore } from './verify.store';

/** The proof of all levels, without the rest of the library: a command runs it beside the product. */
export class StockVerification {
  private readonly store = new VerifyStore();

  constructor(private readonly db: Database) {}

  run(): Promise<{ differences: Difference[]; levels: number; entries: number }> {
    const verify: AllCoops = { allCoopsFor: 'verify' };
    return this.db.read(async (tx) => ({
      differences: await this.store.differences(tx, verify),
      ...(await this.store.compared(tx, verify)),
    }));
  }
}
