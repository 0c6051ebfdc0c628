import { LEXICON, type Tag } from './lexicon';

const TAGS = Object.keys(LEXICON) as Tag[];
/** Whole numbers of so many bits stay out of the heap. */
const BITS = 30;

/** One bit for each list of the lexicon, in its order. */
class TagBits {
  /** Written out, so that all sets have one shape: they are asked more often than anything else here. */
  protected a = 0;
  protected b = 0;
  protected c = 0;
  protected d = 0;

  /** Takes in the tags of one more word. */
  note(other: TagBits): void {
    this.a |= other.a;
    this.b |= other.b;
    this.c |= other.c;
    this.d |= other.d;
  }

  /** Whether the two have a tag in common. */
  meets(other: TagBits): boolean {
    return (
      (this.a & other.a) !== 0 ||
      (this.b & other.b) !== 0 ||
      (this.c & other.c) !== 0 ||
      (this.d & other.d) !== 0
    );
  }

  /** A getter for each tag: `tags.verb`. One function for each of the four numbers, so that each reads its own field. */
  static {
    const getters: readonly ((bit: number) => (this: TagBits) => boolean)[] = [
      (bit) => function () { return (this.a & bit) !== 0; },
      (bit) => function () { return (this.b & bit) !== 0; },
      (bit) => function () { return (this.c & bit) !== 0; },
      (bit) => function () { return (this.d & bit) !== 0; },
    ]; // prettier-ignore
    TAGS.forEach((tag, i) => {
      const get = getters[Math.floor(i / BITS)]!(1 << (i % BITS));
      Object.defineProperty(this.prototype, tag, { get });
    });
  }

  with(index: number): void {
    const bit = 1 << (index % BITS);
    if (index < BITS) this.a |= bit;
    else if (index < 2 * BITS) this.b |= bit;
    else if (index < 3 * BITS) this.c |= bit;
    else this.d |= bit;
  }
}

/** What a word or phrase can do, or what all words of a clause do: one yes or no for each list of the lexicon. */
export type Tags = TagBits & Readonly<Record<Tag, boolean>>;

export const noTags = (): Tags => new TagBits() as Tags;

export function tagsOf(...tags: readonly Tag[]): Tags {
  const made = noTags();
  for (const tag of tags) made.with(TAGS.indexOf(tag));
  return made;
}
