import {
  integerId,
  looseList,
  looseText,
  type CategoriesClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { readAttributes } from './attributes';
import { askAsShop, inResponse } from './call';
import { recommendCategories } from './preparation';

const tree = inResponse(
  z.looseObject({
    category_list: looseList(
      z.looseObject({
        category_id: integerId,
        parent_category_id: looseText,
        original_category_name: looseText,
        display_category_name: looseText,
        has_children: z.boolean().nullish(),
      }),
    ),
  }),
);

/** shopee spec §3 */
export function shopeeCategories(access: ShopAccess): CategoriesClient {
  return {
    async tree() {
      const query: [string, string][] = [['language', 'vi']];
      const answer = await askAsShop(access, { path: 'product/get_category', query }, tree);
      return answer.category_list.map((one) => ({
        id: one.category_id,
        parentId: one.parent_category_id === '0' ? null : one.parent_category_id,
        name: one.display_category_name || one.original_category_name || one.category_id,
        isLeaf: one.has_children === false,
      }));
    },
    attributes: (categoryId) => readAttributes(access, categoryId),
    suggest: (title) => recommendCategories(access, title),
  };
}
