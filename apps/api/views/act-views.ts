import { Injectable } from '@nestjs/common';
import type { Act, ActsView } from '@ganh/contracts';
import { type Actor, AuditTrail, may, type NamedEntry } from '@ganh/identity';
import { type OrderId, Problem, type ProductId, type UserId, type VariantId } from '@ganh/kernel';
import { movesFrom, type Order } from '@ganh/orders';
import { Database } from '@ganh/persistence';
import { type PastMove, StockService } from '@ganh/stock';
import { ChannelApps } from '@ganh/sync';
import { cursorOf, readCursor } from '../edge/cursor';
import { type ActFacts, ActFactsReader, type WrittenAct } from './act-facts';
import { fateOf, isSeen, type Reversal, reversalOf, seenBy } from './act-rules';
import { subjectOf, variantSubject } from './act-subject';
import { entryText, moveText } from './act-text';
import { ShellViews } from './shell';

const PAGE = 30;
/** Pressed by nobody: the product speaks of itself so (screens §8). */
const NOBODY = 'Gánh';

/** "Việc vừa làm": one list out of the trail and the stock's presses, each with whether it can still be taken back. */
@Injectable()
export class ActViews {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditTrail,
    private readonly stock: StockService,
    private readonly facts: ActFactsReader,
    private readonly apps: ChannelApps,
    private readonly shell: ShellViews,
  ) {}

  async page(
    actor: Actor,
    cursor: string | null,
    problem: string | null = null,
  ): Promise<ActsView> {
    const [{ items, nextCursor }, shell] = await Promise.all([
      this.list(actor, cursor, PAGE),
      this.shell.of(actor),
    ]);
    return { shell, acts: items, cursor, nextCursor, problem };
  }

  /** Newest first. Ids are of one row for both kinds, so that time and id tell a place in the one list. */
  async list(
    actor: Actor,
    cursor: string | null,
    limit: number,
  ): Promise<{ items: Act[]; nextCursor: string | null }> {
    const from = readCursor(cursor);
    const before = from && { at: from[0], id: from[1] };
    const written = await this.db.read(async (tx): Promise<WrittenAct[]> => {
      const entries = await this.audit.list(tx, actor, before, limit + 1, seenBy(actor));
      const moves = may(actor, 'stock.write')
        ? await this.stock.pastMoves(tx, actor, before, limit + 1)
        : [];
      return [...entries.map(ofEntry), ...moves.map(ofMove)];
    });
    const inOrder = written.sort((a, b) => b.at - a.at || b.id - a.id);
    const shown = inOrder.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await this.told(actor, shown),
      nextCursor: last && inOrder.length > limit ? cursorOf(last.at, last.id) : null,
    };
  }

  /** Whatever was done here, shown or not: who may take it back is for the caller. */
  async find(actor: Actor, id: number): Promise<WrittenAct> {
    const { entry, move } = await this.db.read(async (tx) => ({
      entry: await this.audit.find(tx, actor, id),
      move: await this.stock.pastMove(tx, actor, id),
    }));
    if (entry && isSeen(entry.action)) return ofEntry(entry);
    if (move && move.reason !== 'undo') return ofMove(move);
    throw Problem.notFound('Không tìm thấy việc này.');
  }

  async one(actor: Actor, id: number): Promise<Act> {
    const [act] = await this.told(actor, [await this.find(actor, id)]);
    if (!act) throw new Error('an act that was found and not told');
    return act;
  }

  private async told(actor: Actor, acts: readonly WrittenAct[]): Promise<Act[]> {
    if (acts.length === 0) return [];
    const facts = await this.facts.read(actor, acts);
    return acts.map((act) =>
      act.kind === 'move'
        ? moveAct(actor, act.move, facts)
        : entryAct(actor, act.entry, facts, (channel) => this.nameOf(channel)),
    );
  }

  private nameOf(channel: Order['channel']): string {
    if (channel === 'own') return 'HTX';
    return this.apps.get(channel)?.adapter.descriptor.name ?? channel;
  }
}

function ofEntry(entry: NamedEntry): WrittenAct {
  return { kind: 'entry', at: entry.at, id: entry.id, entry };
}

function ofMove(move: PastMove): WrittenAct {
  return { kind: 'move', at: move.at, id: move.id, move };
}

function personOf(facts: ActFacts, id: UserId | null): string {
  return (id !== null && facts.people.get(id)) || NOBODY;
}

function moveAct(actor: Actor, move: PastMove, facts: ActFacts): Act {
  const { id, at, undone } = move;
  const { names, about, href } = variantSubject(move.variantId, facts);
  const level = facts.levels.get(move.variantId);
  // What buyers hold by now cannot be taken out again.
  const fits = level !== undefined && level.onHand - move.delta >= level.reserved;
  return {
    id,
    at,
    who: personOf(facts, move.actor),
    what: moveText(move, names),
    href,
    about,
    canUndo: undone === null && move.delta !== 0 && fits && may(actor, 'stock.write'),
    undone: undone && { who: personOf(facts, undone.by), at: undone.at },
  };
}

function entryAct(
  actor: Actor,
  entry: NamedEntry,
  facts: ActFacts,
  channelName: (channel: Order['channel']) => string,
): Act {
  const { id, at, action, detail } = entry;
  if (!isSeen(action)) throw new Error(`not among the acts that are shown: ${action}`);
  const { names, about, href } = subjectOf(entry, facts, channelName);
  const reversal = reversalOf(entry);
  const fate = reversal && fateOf(entry, reversal, facts.later(entry));
  return {
    id,
    at,
    who: entry.actorName ?? NOBODY,
    what: entryText(action, detail, names),
    href,
    about,
    canUndo:
      reversal !== null &&
      fate === null &&
      may(actor, reversal.right) &&
      stillStands(entry, reversal, facts),
    undone: fate && fate !== 'overtaken' ? { who: fate.actorName ?? NOBODY, at: fate.at } : null,
  };
}

function stillStands({ target }: NamedEntry, reversal: Reversal, facts: ActFacts): boolean {
  if (reversal.kind === 'price')
    return facts.variants.get(target.id as VariantId)?.priceRev === reversal.rev;
  const product = facts.products.get(target.id as ProductId);
  if (reversal.kind === 'removal') return product?.removed === true;
  if (reversal.kind === 'visibility')
    return product?.hidden === !reversal.hidden && !product.removed;
  const order = facts.orders.get(target.id as OrderId);
  return order?.status === reversal.from && movesFrom(order.status).includes(reversal.move);
}
