/** Run as a process of its own: the product with HTTP, as built, and a line to the test that makes people in it. */
import { readSettings } from '@ganh/config';
import { MemberService, type Role } from '@ganh/identity';
import { type CoopId, parsePhone, type Phone } from '@ganh/kernel';
import { CoreModule } from '@ganh/sync';
import { ApiModule } from '../../apps/api/api.module';
import { serve } from '../../apps/api/serve';
import { WorkerModule } from '../../apps/worker/worker.module';

export interface NewPerson {
  ask: number;
  roles: readonly Role[];
  coopId: CoopId | null;
}
export interface MadePerson {
  ask: number;
  coopId: CoopId;
  phone: Phone;
}

export const PASSWORD = 'mat-khau-dai';

async function main(): Promise<void> {
  const settings = readSettings();
  const imports = [await CoreModule.forRoot(settings), ApiModule.forRoot(settings), WorkerModule];
  const { app, url } = await serve({ module: class TestRoot {}, imports }, settings);
  const members = app.get(MemberService);
  let people = 0;
  process.on('message', (wish: NewPerson) => {
    const n = ++people;
    void (async () => {
      const coop = { name: `HTX ${n}`, province: 'Quảng Nam', phone: null, address: '' };
      const coopId = wish.coopId ?? (await members.createCoop(coop)).id;
      const phone = parsePhone(`0905${String(100_000 + n)}`) as Phone;
      await members.addMember(
        { coopId },
        { phone, name: `Người ${n}`, password: PASSWORD, roles: wish.roles },
        null,
      );
      process.send?.({ ask: wish.ask, coopId, phone } satisfies MadePerson);
    })();
  });
  process.send?.({ url });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
