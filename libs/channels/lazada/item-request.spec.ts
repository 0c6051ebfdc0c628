import fc from 'fast-check';
import { variantOf } from '../kit/scripted.suite';
import { deactivatePayload, optionNames } from './item-request';

it('option names are told once each, in twenty signs, whatever they were', () => {
  const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(names, (all) => {
      const told = optionNames(
        all.map((optionName, at) => variantOf({ sku: `G-${at}`, optionName })),
      );
      expect(new Set(told).size).toBe(told.length);
      expect(told.filter((one) => one.length === 0 || one.length > 20)).toEqual([]);
    }),
  );
});

it('whole numbers beyond 2^53 are sent exactly', () => {
  expect(deactivatePayload('9007199254740993', ['9007199254740995'])).toBe(
    '{"Request":{"Product":{"ItemId":9007199254740993,"Skus":{"SkuId":[9007199254740995]}}}}',
  );
});
