import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Sealing } from './sealing';

const owner = { coopId: 1, shopId: 2, field: 'tokens' };

describe('sealing', () => {
  const sealing = new Sealing(Buffer.alloc(32, 7));

  it('opens what it sealed, for the same owner only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        const sealed = sealing.seal(secret, owner);
        expect(sealing.open(sealed, owner)).toBe(secret);
        for (const other of [{ coopId: 9 }, { shopId: 9 }, { field: 'other' }])
          expect(() => sealing.open(sealed, { ...owner, ...other })).toThrow();
      }),
      { numRuns: 50 },
    );
  });

  it('seals the same secret differently each time, and never shows it', () => {
    const [one, two] = [sealing.seal('bí mật', owner), sealing.seal('bí mật', owner)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'utf8').includes('bí mật')).toBe(false);
  });

  it('opens nothing that was changed in any place, or sealed with another key', () => {
    const sealed = sealing.seal('token', owner);
    const parts = sealed.split('.');
    for (let part = 0; part < parts.length; part += 1) {
      const at = Math.floor(parts[part]!.length / 2);
      const changed = [...parts];
      const letter = parts[part]![at] === 'A' ? 'B' : 'A';
      changed[part] = parts[part]!.slice(0, at) + letter + parts[part]!.slice(at + 1);
      expect(() => sealing.open(changed.join('.'), owner)).toThrow();
    }
    expect(() => new Sealing(Buffer.alloc(32, 8)).open(sealed, owner)).toThrow(
      'another master key',
    );
  });

  it('makes its key once, readable by its owner alone', () => {
    const home = mkdtempSync(join(tmpdir(), 'ganh-keys-'));
    const path = join(home, 'keys', 'master.key');
    const sealed = Sealing.fromFile(path).seal('token', owner);
    expect(Sealing.fromFile(path).open(sealed, owner)).toBe('token');
    expect(statSync(path).mode & 0o077).toBe(0);
    rmSync(home, { recursive: true });
  });

  it('refuses a key of another length', () => {
    expect(() => new Sealing(Buffer.alloc(16))).toThrow('32 bytes');
  });
});
