import { type CoopScope, Problem, type UserId, type VariantId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import { MoveStore, type PersonMove, type StoredMove } from './move.store';
import type { StockKit } from './stock-kit';
import { recountAfter } from './recount';
import type { MoveReason, StockLevel } from './stock';

export interface MoveInput {
  opId: number | string;
  variantId: VariantId;
  delta: number;
  reason: MoveReason;
  actor: UserId | null;
}

export interface CountInput {
  opId: number | string;
  variantId: VariantId;
  counted: number;
  /** The revision the person saw when counting. */
  baseRev: number;
  actor: UserId | null;
}

/** A press of a person, and who took it back, where somebody has. */
export type PastMove = StoredMove & { undone: { by: UserId | null; at: number } | null };

/** Movements listed in a `stale` answer: enough to say what happened since. */
const SINCE_LIMIT = 100;

/** What people do to levels, each press once. */
export class Moving {
  private readonly moves = new MoveStore();

  constructor(
    private readonly db: Database,
    private readonly kit: StockKit,
  ) {}

  move(scope: CoopScope, input: MoveInput): Promise<StockLevel> {
    const { delta, reason, actor, variantId } = input;
    if (!Number.isSafeInteger(delta) || delta === 0)
      throw Problem.field('delta', 'zero', 'Chưa có số.', 'Nhập số thêm vào hoặc bớt đi.');
    return this.db.write((tx) =>
      this.once(tx, scope, {
        opId: String(input.opId),
        variantId,
        reason,
        actor,
        delta: () => delta,
        same: (before) => before.delta === delta && before.reason === reason,
      }),
    );
  }

  count(scope: CoopScope, input: CountInput): Promise<StockLevel> {
    const { counted, baseRev, actor, variantId } = input;
    if (!Number.isSafeInteger(counted) || counted < 0)
      throw Problem.field('counted', 'negative', 'Số đếm chưa đúng.', 'Nhập số từ 0 trở lên.');
    return this.db.write((tx) =>
      this.once(tx, scope, {
        opId: String(input.opId),
        variantId,
        reason: 'count',
        actor,
        counted,
        delta: async (level) => {
          await this.refuseStale(tx, scope, level, { counted, baseRev });
          return counted - level.onHand;
        },
        same: (before) => before.counted === counted,
      }),
    );
  }

  /** Opening stock of a new variant, in the transaction that makes it. */
  async open(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    quantity: number,
    actor: UserId | null,
  ): Promise<void> {
    await this.once(tx, scope, {
      opId: `open:${variantId}`,
      variantId,
      reason: 'received',
      actor,
      delta: () => quantity,
      same: (before) => before.delta === quantity,
    });
  }

  /** The opposite movement, once however often it is asked. An undo itself is not undone: move again instead. */
  undo(scope: CoopScope, opId: number | string, actor: UserId | null): Promise<StockLevel> {
    return this.db.write(async (tx) => {
      const before = await this.moves.find(tx, scope, String(opId));
      if (!before || before.reason === 'undo') throw Problem.notFound('Không tìm thấy việc này.');
      return this.once(tx, scope, {
        opId: undoOf(String(opId)),
        variantId: before.variantId,
        reason: 'undo',
        actor,
        delta: () => -before.delta,
        same: () => true,
      });
    });
  }

  /** What people did, newest first; `before` is the last of the page before. */
  async past(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
  ): Promise<PastMove[]> {
    return this.withUndone(tx, scope, await this.moves.list(tx, scope, before, limit));
  }

  async findPast(tx: Tx, scope: CoopScope, id: number): Promise<PastMove | null> {
    const move = await this.moves.findById(tx, scope, id);
    return move && ((await this.withUndone(tx, scope, [move]))[0] ?? null);
  }

  private async withUndone(
    tx: Tx,
    scope: CoopScope,
    moves: readonly StoredMove[],
  ): Promise<PastMove[]> {
    const undos = await this.moves.findMany(
      tx,
      scope,
      moves.map((move) => undoOf(move.opId)),
    );
    const byKey = new Map(undos.map((undo) => [undo.opId, undo]));
    return moves.map((move) => {
      const undo = byKey.get(undoOf(move.opId));
      return { ...move, undone: undo ? { by: undo.actor, at: undo.at } : null };
    });
  }

  private async once(
    tx: Tx,
    scope: CoopScope,
    wish: Pick<PersonMove, 'opId' | 'variantId' | 'reason' | 'actor'> & {
      counted?: number;
      delta: (level: StockLevel) => number | Promise<number>;
      same: (before: PersonMove) => boolean;
    },
  ): Promise<StockLevel> {
    const { opId, variantId, reason, actor } = wish;
    await this.kit.refuseCombo(tx, scope, variantId);
    const now = this.kit.clock.now();
    const level = await this.kit.levels.lockOrCreate(tx, scope, variantId, now);
    const before = await this.moves.find(tx, scope, opId);
    if (before) {
      if (
        before.variantId === variantId &&
        before.counted === (wish.counted ?? null) &&
        wish.same(before)
      )
        return level;
      throw new Problem('idempotency_mismatch', 'Việc này đã ghi rồi, với nội dung khác.');
    }
    const delta = await wish.delta(level);
    if (level.onHand + delta < level.reserved)
      throw insufficient(level, wish.counted === undefined ? 'delta' : 'counted');
    const id: number = this.kit.ids.next();
    const counted = wish.counted ?? null;
    await this.moves.insert(tx, scope, { id, opId, variantId, reason, actor, delta, counted }, now);
    if (delta === 0) return level;
    const entry = { variantId, source: 'move' as const, sourceId: id, onHandDelta: delta };
    const phase = reason === 'received' && delta > 0 ? 'received' : 'adjusted';
    const rev = level.rev + 1;
    await this.kit.ledger.append(tx, scope, [{ ...entry, phase, reservedDelta: 0, rev }], now);
    await this.kit.levels.change(
      tx,
      scope,
      [{ variantId, onHandDelta: delta, reservedDelta: 0 }],
      now,
    );
    await this.kit.raise(tx, scope, [variantId]);
    const onHand = level.onHand + delta;
    return { ...level, onHand, available: onHand - level.reserved, rev, updatedAt: now };
  }

  private async refuseStale(
    tx: Tx,
    scope: CoopScope,
    level: StockLevel,
    { counted, baseRev }: Pick<CountInput, 'counted' | 'baseRev'>,
  ): Promise<void> {
    if (level.rev === baseRev) return;
    const range = { since: baseRev, limit: SINCE_LIMIT };
    const movements = await this.kit.ledger.movements(tx, scope, level.variantId, range);
    // A revision moved by the buffer alone changes nothing that was counted.
    if (movements.length > 0 || baseRev > level.rev) {
      const moved = await this.kit.ledger.movedSince(tx, scope, level.variantId, baseRev);
      throw new Problem('stale', 'Số đã đổi từ lúc đếm. Xem lại rồi lưu.', [], {
        level,
        movements,
        recount: recountAfter(counted, moved),
      });
    }
  }
}

function undoOf(opId: string): string {
  return `undo:${opId}`;
}

function insufficient(level: StockLevel, field: 'delta' | 'counted'): Problem {
  const reason =
    level.reserved > 0
      ? 'Trong kho không đủ để bớt chừng đó: khách đã đặt một phần.'
      : 'Trong kho không có nhiều đến thế.';
  const remedy =
    level.reserved > 0 ? 'Đếm lại, hoặc huỷ bớt đơn trước.' : 'Đếm lại rồi nhập số trong kho.';
  return new Problem(
    'insufficient_stock',
    reason,
    [{ field, code: 'insufficient', reason, remedy }],
    { level },
  );
}
