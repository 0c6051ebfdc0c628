import fc from 'fast-check';
import { answeredMapping, CATEGORY, isOfKind, mergedAnswers } from './category-mapping';

const field = fc.constantFrom(CATEGORY, 'attr:1', 'attr:2', 'weightGrams', 'title');
const answers = fc.dictionary(field, fc.constantFrom('a', 'b', 'c'));
const mapping = fc.record({
  kind: fc.constant('tea'),
  categoryId: fc.option(fc.constantFrom('a', 'b', 'c')),
  answers: fc.dictionary(fc.constantFrom('attr:1', 'attr:2', 'attr:3'), fc.constantFrom('x', 'y')),
});

it('a product’s own answers win, and nothing of the kind’s is told in another category', () => {
  fc.assert(
    fc.property(answers, mapping, (own, ofKind) => {
      const told = mergedAnswers(own, ofKind);
      expect(told).toMatchObject(own);
      const isElsewhere = own[CATEGORY] !== undefined && own[CATEGORY] !== ofKind.categoryId;
      for (const [name, answer] of Object.entries(ofKind.answers)) {
        if (name in own) continue;
        expect(told[name]).toBe(isElsewhere ? undefined : answer);
      }
      expect(told[CATEGORY]).toBe(own[CATEGORY] ?? ofKind.categoryId ?? undefined);
    }),
  );
  expect(mergedAnswers({ title: 'x' }, undefined)).toEqual({ title: 'x' });
});

it('another category forgets what was answered for the one before; the same keeps it', () => {
  const before = { kind: 'tea', categoryId: '1', answers: { 'attr:1': 'a' } };
  expect(answeredMapping(before, { 'attr:2': 'b' })).toEqual({
    ...before,
    answers: { 'attr:1': 'a', 'attr:2': 'b' },
  });
  expect(answeredMapping(before, { [CATEGORY]: '1' })).toEqual(before);
  expect(answeredMapping(before, { [CATEGORY]: '2', 'attr:9': 'c' })).toEqual({
    kind: 'tea',
    categoryId: '2',
    answers: { 'attr:9': 'c' },
  });
});

it('weight and words are each product’s own', () => {
  expect(['categoryId', 'attr:7', 'weightGrams', 'title'].filter(isOfKind)).toEqual([
    'categoryId',
    'attr:7',
  ]);
});
