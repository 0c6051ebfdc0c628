import { childrenOf, productOf, skusOf } from './payload';
import { LazadaRefusal } from './refusal';

const JSON_TEXT =
  '{"Request":{"Product":{"ItemId":"7","Skus":{"Sku":[{"SkuId":"1"},{"SkuId":"2"}]}}}}';
const XML_TEXT = `<?xml version="1.0"?><Request><!-- x --><Product><ItemId>7</ItemId>
  <Skus><Sku><SkuId>1</SkuId></Sku><Sku><SkuId>2</SkuId></Sku></Skus></Product></Request>`;

describe('a payload', () => {
  it('is the same in JSON and in XML', () => {
    expect(productOf({ payload: XML_TEXT })).toEqual(productOf({ payload: JSON_TEXT }));
    expect(skusOf(productOf({ payload: XML_TEXT }))).toEqual([{ SkuId: '1' }, { SkuId: '2' }]);
  });

  it('holds one child or many, entities and CDATA', () => {
    const one = productOf({
      payload:
        '<Request><Product><Name>A &amp; B</Name><D><![CDATA[<b>x</b>]]></D><Skus><Sku><A/></Sku></Skus></Product></Request>',
    });
    expect(one['Name']).toBe('A & B');
    expect(one['D']).toBe('<b>x</b>');
    expect(childrenOf(one['Skus'], 'Sku')).toHaveLength(1);
  });

  it.each(['', 'x', '[]', '{"Request":{}}', '<Request><Product></Request>'])(
    '%j is none',
    (payload) => expect(() => productOf({ payload })).toThrow(LazadaRefusal),
  );
});
