import type { Product, ProductPatch } from '@ganh/catalogue';
import { productChange } from '@ganh/contracts';
import { type FieldProblem, tidy, tidyLines, type VariantId } from '@ganh/kernel';
import type { Form } from '../edge/multipart';
import { fieldsOf, isWeight, type ProductFields, weightField } from '../views/product-fields';
import { checkTyped, packOf, readCount, several } from './product-form';
import { readWhole } from './typed-number';

/** The edit form as it was sent. It carries what stood when it was opened, so that what this person changed is known. */
export interface TypedEdit {
  baseRev: number;
  was: ProductFields;
  typed: ProductFields;
  /** The names of what this person changed. */
  mine: readonly string[];
  /** Every photo, those that are to go included, in the order asked for. */
  photoKeys: readonly string[];
  dropped: readonly string[];
}

/** `added`: keys of the photos that came with the form. */
export function readEdit(form: Form, product: Product, added: readonly string[]): TypedEdit {
  const standing = fieldsOf(product);
  const was = mapped(standing, (field, now) => form.fields[`was.${field}`] ?? now);
  const photoKeys = arranged(form, keysIn(was['photoKeys']), added);
  const dropped = photoKeys.filter((key) => form.repeated('drop').includes(key));
  const kept = photoKeys.filter((key) => !dropped.includes(key)).join(',');
  const typed = mapped(was, (field, before) =>
    field === 'photoKeys' ? kept : (form.fields[field] ?? before),
  );
  const mine = differing(typed, was);
  const baseRev = readWhole(form.fields['baseRev']) ?? product.rev;
  return { baseRev, was, typed, mine, photoKeys, dropped };
}

/**
 * What is left to change: this person's fields, where they do not stand so already. Throws with every field that needs
 * another look.
 */
export function changeOf({ typed, mine, baseRev }: TypedEdit, product: Product): ProductPatch {
  const standing = fieldsOf(product);
  const due = new Set(differing(typed, standing).filter((field) => mine.includes(field)));
  const errors: FieldProblem[] = [];
  const name = tidy(typed['name'] ?? '');
  if (due.has('name') && name.length < 2)
    errors.push({
      field: 'name',
      code: 'missing',
      reason: 'Chưa có tên món.',
      remedy: 'Gõ tên như ghi trên nhãn.',
    });
  const variants = variantsOf(typed, due, product, errors);
  if (errors.length > 0) throw several(errors);
  const { baseRev: _, ...patch } = checkTyped(productChange, (field) => onScreen(field, variants), {
    ...(due.has('name') && { name }),
    ...(due.has('description') && { description: typed['description'] }),
    ...(due.has('kind') && { kind: typed['kind'] }),
    ...(due.has('certificateId') && { certificateId: Number(typed['certificateId']) || null }),
    ...(due.has('photoKeys') && { photoKeys: keysIn(typed['photoKeys']) }),
    ...(variants.length > 0 && { variants }),
    baseRev,
  });
  return patch;
}

/** The form on top of what somebody else has saved meanwhile: only this person's fields are theirs, nothing is lost. */
export function onTopOf({ typed, was, mine }: TypedEdit, product: Product) {
  const now = fieldsOf(product);
  const draft = mapped(now, (field, stands) =>
    mine.includes(field) ? (typed[field] ?? '') : stands,
  );
  const both = differing(now, was).filter((field) => differing(typed, now).includes(field));
  const errors = both.filter((field) => mine.includes(field)).flatMap((field) => clash(field, now));
  return { was: now, draft, errors };
}

type VariantChange = NonNullable<ProductPatch['variants']>[number];

function variantsOf(
  typed: ProductFields,
  due: ReadonlySet<string>,
  { variants, name }: Product,
  errors: FieldProblem[],
): VariantChange[] {
  return variants.flatMap(({ id, pack }) => {
    const field = weightField(id);
    const change: VariantChange = { id };
    if (due.has(field)) change.weightGrams = readCount(field, typed[field] || '0', errors) || null;
    // The pack was read from the name when there was one to read: it goes with it.
    const [before, after] = [packOf(name), packOf(typed['name'] ?? '')];
    if (variants.length === 1 && due.has('name') && isSame(pack, before) && !isSame(before, after))
      change.pack = after;
    return Object.keys(change).length > 1 ? [change] : [];
  });
}

function isSame(one: Product['variants'][number]['pack'], other: typeof one): boolean {
  return one?.amount === other?.amount && one?.measure === other?.measure;
}

function onScreen(field: string, variants: readonly VariantChange[]): string {
  const [, at] = /^variants\[(\d+)\]/.exec(field) ?? [];
  const variant = at === undefined ? undefined : variants[Number(at)];
  if (variant) return weightField(variant.id as VariantId);
  return field.startsWith('photoKeys') ? 'photo' : field;
}

/** Somebody else has written into the same field: what they wrote is said beside it. */
function clash(field: string, now: ProductFields): FieldProblem[] {
  const [what] =
    field === 'name'
      ? ['Tên']
      : field === 'description'
        ? ['Mô tả']
        : isWeight(field)
          ? ['Cân nặng']
          : [];
  if (what === undefined) return [];
  const theirs = now[field] || 'để trống';
  return [
    {
      field,
      code: 'stale',
      reason: `${what} vừa có người sửa.`,
      remedy: `Người kia ghi: ${theirs}. Muốn chữ đang gõ thì lưu lại.`,
    },
  ];
}

/** The photo to stand first goes there; `new`: the first of those that were not there before. */
function arranged(form: Form, before: readonly string[], added: readonly string[]): string[] {
  const sent = form.fields['photoKeys'];
  const all = [...new Set([...(sent === undefined ? before : keysIn(sent)), ...added])];
  const wish = form.fields['first'];
  const first = all.find((key) => (wish === 'new' ? !before.includes(key) : key === wish));
  return first === undefined ? all : [first, ...all.filter((key) => key !== first)];
}

function keysIn(list: string | undefined): string[] {
  return (list ?? '').split(',').filter(Boolean);
}

function mapped(
  fields: ProductFields,
  value: (field: string, now: string) => string,
): ProductFields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, now]) => [field, value(field, now)]),
  );
}

/** Names of what is not the same, however it was typed. */
function differing(one: ProductFields, other: ProductFields): string[] {
  return Object.keys(other).filter(
    (field) => plain(field, one[field] ?? '') !== plain(field, other[field] ?? ''),
  );
}

function plain(field: string, text: string): string {
  if (field === 'description') return tidyLines(text);
  if (!isWeight(field)) return tidy(text);
  const grams = readWhole(text || '0');
  return grams === null ? text.trim() : String(grams || '');
}
