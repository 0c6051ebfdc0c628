import {
  integerId,
  looseList,
  looseNumber,
  looseText,
  type CategoriesClient,
  type ChannelAttribute,
  type ChannelCategory,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inData } from './call';

interface Node {
  category_id: string;
  name: string | null;
  leaf?: boolean | null;
  children: Node[];
}

const node: z.ZodType<Node> = z.looseObject({
  category_id: integerId,
  name: looseText,
  leaf: z.boolean().nullish(),
  get children() {
    return looseList(node);
  },
});

const attribute = z.looseObject({
  name: z.string().min(1),
  label: looseText,
  input_type: looseText,
  attribute_type: looseText,
  is_mandatory: looseNumber,
  is_sale_prop: looseNumber,
  options: looseList(z.looseObject({ name: looseText, en_name: looseText })),
});
type Attribute = z.infer<typeof attribute>;

/** Told from the product itself, or with a value that always holds ("No Brand"). */
const OWN = [
  'name',
  'description',
  'short_description',
  'brand',
  'video',
  'SellerSku',
  'price',
  'quantity',
  'special_price',
  'special_from_date',
  'special_to_date',
  'package_weight',
  '__images__',
  'color_thumbnail',
];
/** Kinds that a seller answers in words; pictures and cascades are not asked for. */
const KINDS: Readonly<Record<string, Pick<ChannelAttribute, 'kind' | 'isOpen'>>> = {
  singleselect: { kind: 'choice', isOpen: false },
  multiselect: { kind: 'choices', isOpen: false },
  enuminput: { kind: 'choice', isOpen: true },
  multienuminput: { kind: 'choices', isOpen: true },
  text: { kind: 'text', isOpen: true },
  richtext: { kind: 'text', isOpen: true },
  date: { kind: 'text', isOpen: true },
  numeric: { kind: 'number', isOpen: true },
};

/** A channel's attribute with the part of the payload its answer goes into. */
export interface AskedAttribute extends ChannelAttribute {
  of: 'item' | 'sku';
}

/** Names in Vietnamese; what a choice is sent as is its English name. */
export async function readAttributes(
  access: ShopAccess,
  categoryId: string,
): Promise<AskedAttribute[]> {
  const parameters: [string, string][] = [
    ['primary_category_id', categoryId],
    ['language_code', 'vi_VN'],
  ];
  const call = { path: '/category/attributes/get', parameters };
  return (await askAsShop(access, call, inData(looseList(attribute)))).flatMap(asked);
}

/** Attributes that tell variants apart are ours to choose, so they are none to ask for. */
function asked(one: Attribute): AskedAttribute[] {
  const kind = KINDS[(one.input_type ?? '').toLowerCase()];
  if (!kind || OWN.includes(one.name) || one.is_sale_prop === 1) return [];
  const choices = one.options.flatMap(({ en_name: english, name }) => {
    const id = english || name;
    return id ? [{ id, name: name || id }] : [];
  });
  return [
    {
      field: `attr:${one.name}`,
      name: one.label || one.name,
      isRequired: one.is_mandatory === 1,
      choices,
      ...kind,
      ...(choices.length === 0 && {
        kind: kind.kind === 'number' ? 'number' : 'text',
        isOpen: true,
      }),
      of: one.attribute_type === 'sku' ? 'sku' : 'item',
    },
  ];
}

const suggestions = inData(
  z.looseObject({ categorySuggestions: looseList(z.looseObject({ categoryId: integerId })) }),
);

export async function suggestCategories(access: ShopAccess, title: string): Promise<string[]> {
  const call = {
    path: '/product/category/suggestion/get',
    parameters: [['product_name', title]],
  } as const;
  const found = (await askAsShop(access, call, suggestions)).categorySuggestions;
  return found.map((one) => one.categoryId);
}

export function lazadaCategories(access: ShopAccess): CategoriesClient {
  return {
    async tree() {
      const call = {
        path: '/category/tree/get',
        parameters: [['language_code', 'vi_VN']],
      } as const;
      return flat(await askAsShop(access, call, inData(looseList(node))), null);
    },
    attributes: async (categoryId) =>
      (await readAttributes(access, categoryId)).map(({ of: _of, ...told }) => told),
    suggest: (title) => suggestCategories(access, title),
  };
}

function flat(nodes: readonly Node[], parentId: string | null): ChannelCategory[] {
  return nodes.flatMap(({ category_id: id, name, leaf, children }) => [
    { id, parentId, name: name ?? id, isLeaf: leaf ?? children.length === 0 },
    ...flat(children, id),
  ]);
}
