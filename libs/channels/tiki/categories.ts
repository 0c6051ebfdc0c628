import {
  integerId,
  looseText,
  idText,
  looseList,
  type CategoriesClient,
  type ChannelAttribute,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, listIn, onward, pageOf } from './call';
import { ROWS_PER_PAGE } from './tiki.descriptor';

const category = z.looseObject({
  id: integerId,
  name: looseText,
  parent_id: idText.nullish(),
});

const flag = z.union([z.boolean(), z.number()]).nullish().catch(null);

const attribute = z.looseObject({
  code: z.string().min(1),
  display_name: looseText,
  name: looseText,
  is_required: flag,
  input_type: looseText,
  values: looseList(z.union([z.looseObject({ value: z.string() }), z.string()])),
});

/** tiki spec §2 */
export function tikiCategories(access: ShopAccess): CategoriesClient {
  return {
    tree: () => tree(access),
    attributes: (categoryId) => readAttributes(access, categoryId),
  };
}

/** Those without one below them take products. */
async function tree(access: ShopAccess) {
  const all: z.infer<typeof category>[] = [];
  for (let page = '1'; page !== '';) {
    const query: [string, string][] = [
      ['lang', 'vi'],
      ['limit', String(ROWS_PER_PAGE)],
      ['page', page],
    ];
    const call = { method: 'GET', path: 'v2/categories', query } as const;
    const { rows, next } = await ask(access, call, pageOf(z.array(category)));
    all.push(...rows);
    page = onward(page, next);
  }
  const parents = new Set(all.map((one) => one.parent_id ?? ''));
  const known = new Set(all.map((one) => one.id));
  const [root, ...others] = all.filter(({ parent_id }) => !parent_id || !known.has(parent_id));
  // What all the others hang from says nothing to a person; it may not be among them either.
  const shown = root && others.length === 0 ? all.filter((one) => one !== root) : all;
  const ids = new Set(shown.map((one) => one.id));
  return shown.map((one) => ({
    id: one.id,
    parentId: one.parent_id && ids.has(one.parent_id) ? one.parent_id : null,
    name: one.name ?? one.id,
    isLeaf: !parents.has(one.id),
  }));
}

/** By code: under it the request gives the answer. tiki spec §3 */
export async function readAttributes(
  access: ShopAccess,
  categoryId: string,
): Promise<ChannelAttribute[]> {
  const path = `v2/categories/${encodeURIComponent(categoryId)}/attributes`;
  const call = { method: 'GET', path, name: 'v2/categories/attributes' } as const;
  return (await ask(access, call, listIn(attribute))).map((one) => {
    const choices = one.values.map((value) => (typeof value === 'string' ? value : value.value));
    const isChosen = choices.length > 0;
    return {
      field: `attr:${one.code}`,
      name: one.display_name ?? one.name ?? one.code,
      isRequired: one.is_required === true || one.is_required === 1,
      kind: isChosen ? (one.input_type === 'multiselect' ? 'choices' : 'choice') : 'text',
      choices: choices.map((value) => ({ id: value, name: value })),
      isOpen: false,
    };
  });
}
