/** Where a cooperative's goods of one kind stand on one channel, and what was answered there for all of them. */
export interface CategoryMapping {
  kind: string;
  /** null = not chosen: the channel guesses by itself. */
  categoryId: string | null;
  answers: Readonly<Record<string, string>>;
}

/** The answer that names where a product goes; every other answer may depend on it. */
export const CATEGORY = 'categoryId';
const ATTRIBUTE = /^attr:/;

/** Is it a matter of the kind? Weight, title and the like are each product's own. */
export function isOfKind(field: string): boolean {
  return field === CATEGORY || ATTRIBUTE.test(field);
}

/** What a channel is told: the product's own answers first, then its kind's, unless they were given for another category. */
export function mergedAnswers(
  own: Readonly<Record<string, string>>,
  ofKind: CategoryMapping | undefined,
): Readonly<Record<string, string>> {
  if (!ofKind) return own;
  const { categoryId, answers } = ofKind;
  const isElsewhere = own[CATEGORY] !== undefined && own[CATEGORY] !== categoryId;
  return {
    ...(isElsewhere ? {} : answers),
    ...(categoryId === null ? {} : { [CATEGORY]: categoryId }),
    ...own,
  };
}

/** The mapping after an answer. What was answered for another category says nothing about the new one. */
export function answeredMapping(
  before: CategoryMapping,
  answers: Readonly<Record<string, string>>,
): CategoryMapping {
  const { [CATEGORY]: chosen, ...others } = answers;
  const categoryId = chosen ?? before.categoryId;
  const isMoved = before.categoryId !== null && categoryId !== before.categoryId;
  return {
    kind: before.kind,
    categoryId,
    answers: { ...(isMoved ? {} : before.answers), ...others },
  };
}
