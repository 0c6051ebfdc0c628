import {
  integerId,
  looseList,
  looseText,
  type CategoriesClient,
  type ChannelAttribute,
  type ChannelCategory,
  type SellerReason,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, type ShopCaller } from './call';

/** Shops in Vietnam know only the second version of the tree. tiktok-shop spec §3 */
const VERSION = 'v2';
const IN_VIETNAMESE: [string, string][] = [
  ['category_version', VERSION],
  ['locale', 'vi-VN'],
];
const CLOSED = ['INVITE_ONLY', 'PROHIBITED'];

const treeAnswer = z.looseObject({
  categories: looseList(
    z.looseObject({
      id: integerId,
      parent_id: looseText,
      local_name: looseText,
      is_leaf: z.boolean().nullish().catch(null),
      permission_statuses: looseList(z.string()),
    }),
  ),
});

/** Those the shop may sell in, and what is above them. */
async function tree(access: ShopCaller): Promise<ChannelCategory[]> {
  const call = { path: '/product/202309/categories', query: IN_VIETNAMESE };
  const { categories } = await ask(access, call, treeAnswer);
  const open = categories.filter(
    (one) => !one.permission_statuses.some((status) => CLOSED.includes(status)),
  );
  const known = new Set(open.map((one) => one.id));
  return open.map((one) => ({
    id: one.id,
    parentId: one.parent_id && known.has(one.parent_id) ? one.parent_id : null,
    name: one.local_name ?? one.id,
    isLeaf: one.is_leaf === true,
  }));
}

const yes = z.boolean().nullish().catch(null);
const attributesAnswer = z.looseObject({
  attributes: looseList(
    z.looseObject({
      id: integerId,
      name: looseText,
      type: looseText,
      is_required: yes,
      // The channel's own samples misspell it.
      is_requried: yes,
      is_multiple_selection: yes,
      is_customizable: yes,
      values: looseList(z.looseObject({ id: integerId, name: looseText })),
    }),
  ),
});

const PREFIX = 'attr:';

export async function attributesOf(
  access: ShopCaller,
  categoryId: string,
): Promise<ChannelAttribute[]> {
  const path = `/product/202309/categories/${encodeURIComponent(categoryId)}/attributes`;
  const { attributes } = await ask(access, { path, query: IN_VIETNAMESE }, attributesAnswer);
  return attributes
    .filter((one) => one.type !== 'SALES_PROPERTY')
    .map((one) => ({
      field: PREFIX + one.id,
      name: one.name ?? one.id,
      isRequired: (one.is_required ?? one.is_requried) === true,
      kind: kindOf(one.values.length, one.is_multiple_selection === true),
      choices: one.values.map(({ id, name }) => ({ id, name: name ?? id })),
      isOpen: one.is_customizable === true || one.values.length === 0,
    }));
}

function kindOf(choices: number, isMultiple: boolean): ChannelAttribute['kind'] {
  if (choices === 0) return 'text';
  return isMultiple ? 'choices' : 'choice';
}

export interface AttributeBody {
  id: string;
  values: ({ id: string } | { name: string })[];
}

/** The seller's answers as TikTok wants them; a required one that lacks is told instead. tiktok-shop spec §3 */
export function answeredAttributes(
  attributes: readonly ChannelAttribute[],
  answers: Readonly<Record<string, string>>,
): AttributeBody[] | SellerReason {
  const bodies: AttributeBody[] = [];
  for (const { field, name, isRequired, kind, choices } of attributes) {
    const answer = answers[field]?.trim() ?? '';
    if (answer === '' && isRequired)
      return {
        key: 'missing_attribute',
        code: 'missing_attribute',
        field,
        values: { field: name },
      };
    if (answer === '') continue;
    const told = kind === 'choices' ? answer.split(',').map((one) => one.trim()) : [answer];
    const values = told.map((one) =>
      choices.some((choice) => choice.id === one) ? { id: one } : { name: one },
    );
    bodies.push({ id: field.slice(PREFIX.length), values });
  }
  return bodies;
}

const guess = z.looseObject({ leaf_category_id: looseText });

async function suggest(access: ShopCaller, title: string): Promise<string[]> {
  const call = {
    path: '/product/202309/categories/recommend',
    json: { product_title: title, category_version: VERSION },
    reads: true,
  };
  const { leaf_category_id: id } = await ask(access, call, guess);
  return id && /^\d+$/.test(id) ? [id] : [];
}

export function tiktokShopCategories(access: ShopCaller): CategoriesClient {
  return {
    tree: () => tree(access),
    attributes: (categoryId) => attributesOf(access, categoryId),
    suggest: (title) => suggest(access, title),
  };
}
