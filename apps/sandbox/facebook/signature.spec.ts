import fc from 'fast-check';
import vectors from '../../../test/vectors/facebook.json';
import { appsecretProof, hubSignatures, wireJson } from './signature';

describe('the sandbox signs as Meta publishes it', () => {
  it('appsecret_proof', () => {
    const { appSecret, accessToken, proof } = vectors.appsecretProof;
    expect(appsecretProof(appSecret, accessToken)).toBe(proof);
  });

  it.each(vectors.webhooks.cases)(
    'webhook $name over the bytes as sent',
    ({ rawBody, sha256, sha1, reserialised }) => {
      const { appSecret } = vectors.webhooks;
      const headers = hubSignatures(appSecret, rawBody);
      expect(headers['x-hub-signature-256']).toBe(sha256);
      if (sha1) expect(headers['x-hub-signature']).toBe(sha1);
      const again = JSON.stringify(JSON.parse(rawBody));
      expect(hubSignatures(appSecret, again)['x-hub-signature-256']).toBe(reserialised.sha256);
    },
  );

  it.each(vectors.webhooks.cases)('puts body $name on the wire as Meta does', ({ rawBody }) => {
    expect(wireJson(JSON.parse(rawBody))).toBe(rawBody);
  });

  it('keeps any text whole and the wire ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (message) => {
        const wire = wireJson({ message });
        expect(wire).toMatch(/^[\x20-\x7f]*$/);
        expect(JSON.parse(wire)).toEqual({ message });
      }),
    );
  });
});
