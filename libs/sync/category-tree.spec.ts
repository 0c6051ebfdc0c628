import fc from 'fast-check';
import type { ChannelCategory } from '@ganh/channels/kit';
import { fold } from '@ganh/kernel';
import { CategoryTree } from './category-tree';

const one = (
  id: string,
  parentId: string | null,
  name: string,
  isLeaf = true,
): ChannelCategory => ({
  id,
  parentId,
  name,
  isLeaf,
});
const TREE = new CategoryTree([
  one('1', null, 'Thực phẩm & Đồ uống', false),
  one('2', '1', 'Mật ong & Siro'),
  one('3', '1', 'Đồ khô', false),
  one('4', '3', 'Hạt tiêu'),
  one('5', '3', 'Hạt khác'),
]);
const ids = (choices: { id: string }[]) => choices.map((choice) => choice.id);

it('finds leaves by the start of any word, marks or none, the ones named so first', () => {
  expect(ids(TREE.search('mat ong', 9))).toEqual(['2']);
  expect(ids(TREE.search('ĐỒ', 9))).toEqual(['2', '4', '5']);
  expect(ids(TREE.search('tieu', 9))).toEqual(['4']);
  expect(ids(TREE.search('hat', 1))).toEqual(['4']);
  expect(TREE.search(' ', 9)).toEqual([]);
  expect(TREE.search('xe máy', 9)).toEqual([]);
});

it('guesses by the words of a kind, the longest phrase first, whole words only', () => {
  expect(ids(TREE.like(['hạt', 'hạt tiêu'], 9))).toEqual(['4', '5']);
  expect(TREE.like(['mậ'], 9)).toEqual([]);
});

it('a leaf says where it stands; a branch and a stranger are none', () => {
  expect(TREE.leaf('4')).toEqual({
    id: '4',
    name: 'Hạt tiêu',
    path: 'Thực phẩm & Đồ uống › Đồ khô › Hạt tiêu',
  });
  expect([TREE.leaf('3'), TREE.leaf('99')]).toEqual([null, null]);
});

it('a tree that bites its tail ends', () => {
  const odd = new CategoryTree([
    one('a', 'b', 'A', false),
    one('b', 'a', 'B', false),
    one('c', 'a', 'C'),
  ]);
  expect(odd.leaf('c')?.path).toContain('C');
});

it('whatever is typed, what is found are leaves that hold it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 12 });
  const rows = fc.array(fc.tuple(text, fc.boolean(), fc.nat(20)), { maxLength: 20 });
  fc.assert(
    fc.property(rows, text, (made, query) => {
      const all = made.map(([name, isLeaf, parent], at) =>
        one(String(at), parent < at ? String(parent) : null, name, isLeaf),
      );
      const tree = new CategoryTree(all);
      for (const choice of tree.search(query, 5)) {
        expect(all.find(({ id }) => id === choice.id)?.isLeaf).toBe(true);
        expect(fold(choice.path)).toContain(fold(query).split(/[^\p{L}\p{N}]+/u)[0] ?? '');
      }
    }),
  );
});
