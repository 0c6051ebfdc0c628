import {
  exactInteger,
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ChannelAttribute,
  type ProductSnapshot,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse } from './call';

const FIELD = 'attr:';

const attribute = z.looseObject({
  attribute_id: integerId,
  mandatory: z.boolean().nullish().catch(null),
  name: looseText,
  display_attribute_name: looseText,
  attribute_info: z
    .looseObject({ input_type: looseNumber, input_validation_type: looseNumber })
    .nullish()
    .catch(null),
  attribute_value_list: looseList(
    z.looseObject({ value_id: integerId, name: looseText, display_value_name: looseText }),
  ),
});
const trees = inResponse(
  z.looseObject({
    list: looseList(
      z.looseObject({ category_id: looseText, attribute_tree: looseList(attribute) }),
    ),
  }),
);

/** One of a list, one of a list or one's own, free text; the same twice over for several. */
const OPEN_TYPES = [2, 3, 5];
const SEVERAL_TYPES = [4, 5];
const NUMBERS = [1, 3];

/** What a category asks for. shopee spec §3 */
export async function readAttributes(
  access: ShopAccess,
  categoryId: string,
): Promise<ChannelAttribute[]> {
  const query: [string, string][] = [
    ['category_id_list', categoryId],
    ['language', 'vi'],
  ];
  const { list } = await askAsShop(access, { path: 'product/get_attribute_tree', query }, trees);
  const tree = list.find((one) => one.category_id === categoryId) ?? list[0];
  return (tree?.attribute_tree ?? []).map((one) => {
    const type = one.attribute_info?.input_type ?? 0;
    const choices = one.attribute_value_list.map((value) => ({
      id: value.value_id,
      name: value.display_value_name || value.name || value.value_id,
    }));
    const isNumber = NUMBERS.includes(one.attribute_info?.input_validation_type ?? 0);
    const several = SEVERAL_TYPES.includes(type) ? 'choices' : 'choice';
    return {
      field: `${FIELD}${one.attribute_id}`,
      name: one.display_attribute_name || one.name || one.attribute_id,
      isRequired: one.mandatory === true,
      kind: choices.length > 0 ? several : isNumber ? 'number' : 'text',
      choices,
      isOpen: choices.length === 0 || OPEN_TYPES.includes(type),
    };
  });
}

const answered = (product: ProductSnapshot, field: string) => (product.answers[field] ?? '').trim();

/** The seller's answers to attributes, for telling whether they were pushed before. */
export function answersTo(product: ProductSnapshot): [string, string][] {
  return Object.entries(product.answers)
    .filter(([field, value]) => field.startsWith(FIELD) && value.trim() !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The first attribute that must be answered and is not. */
export function attributeLack(
  product: ProductSnapshot,
  attributes: readonly ChannelAttribute[],
): SellerReason | null {
  const lacking = attributes.find((one) => one.isRequired && !answered(product, one.field));
  if (!lacking) return null;
  const { field, name } = lacking;
  return { key: 'missing_attribute', code: 'missing_attribute', field, values: { field: name } };
}

/** `attribute_list` of add_item and update_item; an answer that is no choice goes as text of its own (id 0). */
export function attributeBody(
  product: ProductSnapshot,
  attributes: readonly ChannelAttribute[],
): unknown[] {
  return attributes.flatMap(({ field, kind, choices }) => {
    const text = answered(product, field);
    if (!text) return [];
    const values = (kind === 'choices' ? text.split(',') : [text]).map((one) => {
      const choice = choices.find(({ id }) => id === one.trim());
      return choice
        ? { value_id: exactInteger(choice.id) }
        : { value_id: 0, original_value_name: one.trim() };
    });
    const id = exactInteger(field.slice(FIELD.length));
    return [{ attribute_id: id, attribute_value_list: values }];
  });
}
