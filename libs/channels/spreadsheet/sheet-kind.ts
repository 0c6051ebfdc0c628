/** Their title for each of our fields. */
export type Columns<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** A sentence to ask with, and what to do. */
type Said = readonly [reason: string, remedy: string];

/** A kind of list that people bring from a marketplace: what its columns stand for, and how it is spoken of. */
export interface SheetKind<Field extends string> {
  name: 'orders' | 'payouts';
  labels: Readonly<Record<Field, string>>;
  /** In search form, surest first: only for a first guess. */
  words: readonly (readonly [Field, string])[];
  /** So many titles that we know make a row the head of the list. */
  enoughKnown: number;
  /** Our fields that no column stands for yet, of those the list cannot do without. */
  lacking(columns: Columns<Field>): Field[];
  noHead: Said;
  noRows: Said;
}

export function fieldsOf<Field extends string>(kind: SheetKind<Field>): Field[] {
  return Object.keys(kind.labels) as Field[];
}

/** What a person chose, without what is no field of the list or has no column. */
export function chosenColumns<Field extends string>(
  kind: SheetKind<Field>,
  chosen: Readonly<Record<string, string>>,
): Columns<Field> {
  const columns: Partial<Record<Field, string>> = {};
  for (const field of fieldsOf(kind)) if (chosen[field]) columns[field] = chosen[field];
  return columns;
}

/** Of each group one field is enough; what lacks is named by the last of it. */
export function lackingOf<Field extends string>(
  required: readonly (readonly Field[])[],
  columns: Columns<Field>,
): Field[] {
  return required
    .filter((any) => any.every((field) => !columns[field]))
    .map((any) => any[any.length - 1]!);
}
