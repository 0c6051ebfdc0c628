import type { ChannelCategory } from '@ganh/channels/kit';
import { fold, searchMatches } from '@ganh/kernel';

/** A place for products on a channel, as people find it: "Thực phẩm › Mật ong". */
export interface CategoryChoice {
  id: string;
  name: string;
  path: string;
}

const BETWEEN = ' › ';
/** Deeper than any channel's; a parent that stands under itself ends here. */
const DEEPEST = 12;

/** A channel's categories, for choosing: only leaves take products. */
export class CategoryTree {
  private readonly byId: ReadonlyMap<string, ChannelCategory>;
  private readonly leaves: readonly { choice: CategoryChoice; name: string; path: string }[];

  constructor(categories: readonly ChannelCategory[]) {
    this.byId = new Map(categories.map((one) => [one.id, one]));
    this.leaves = categories
      .filter((one) => one.isLeaf)
      .map((one) => {
        const path = this.pathOf(one);
        return {
          choice: { id: one.id, name: one.name, path },
          name: fold(one.name),
          path: fold(path),
        };
      });
  }

  get isEmpty(): boolean {
    return this.leaves.length === 0;
  }

  /** null: not there, or no leaf. */
  leaf(id: string): CategoryChoice | null {
    const found = this.byId.get(id);
    return found?.isLeaf ? { id, name: found.name, path: this.pathOf(found) } : null;
  }

  /** Leaves with every word of the query at some word's start, marks or none; those named so come before those under it. */
  search(query: string, most: number): CategoryChoice[] {
    const wanted = fold(query);
    if (wanted === '') return [];
    const hits = this.leaves.filter((leaf) => searchMatches(leaf.path, wanted));
    const own = hits.filter((leaf) => searchMatches(leaf.name, wanted));
    return [...new Set([...own, ...hits])].slice(0, most).map((leaf) => leaf.choice);
  }

  /** Leaves whose own names speak of it, the longest phrase first: a guess where the channel has none. */
  like(phrases: readonly string[], most: number): CategoryChoice[] {
    const wanted = phrases.map((phrase) => ` ${fold(phrase)} `);
    const hits = this.leaves.flatMap(({ choice, name }) => {
      const padded = ` ${name.replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
      const length = Math.max(
        0,
        ...wanted.filter((one) => padded.includes(one)).map((one) => one.length),
      );
      return length === 0 ? [] : [{ choice, length }];
    });
    hits.sort((a, b) => b.length - a.length);
    return hits.slice(0, most).map((hit) => hit.choice);
  }

  private pathOf(category: ChannelCategory): string {
    const names = [category.name];
    let parent = category.parentId === null ? undefined : this.byId.get(category.parentId);
    while (parent && names.length < DEEPEST) {
      names.unshift(parent.name);
      parent = parent.parentId === null ? undefined : this.byId.get(parent.parentId);
    }
    return names.join(BETWEEN);
  }
}
