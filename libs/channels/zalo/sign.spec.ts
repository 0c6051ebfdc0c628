import vectors from '../../../test/vectors/zalo.json';
import { appsecretProof, codeChallenge, zeventMac } from './sign';

it('makes the challenge of a verifier', () => {
  expect(codeChallenge(vectors.pkce.verifier)).toBe(vectors.pkce.challenge);
});

it.each(vectors.appsecretProof.cases)(
  'proves the secret $appSecret',
  ({ appSecret, accessToken, proof }) => {
    expect(appsecretProof(appSecret, accessToken)).toBe(proof);
  },
);

it('signs a delivery by a plain digest over its bytes', () => {
  const { appId, rawBody, timestamp, oaSecret, mac, hmacThatMustNotHold } = vectors.webhook;
  const made = zeventMac(appId, Buffer.from(rawBody), timestamp, oaSecret);
  expect(made).toBe(mac);
  expect(made).not.toBe(hmacThatMustNotHold);
});
