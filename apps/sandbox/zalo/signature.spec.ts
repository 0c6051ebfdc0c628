import vectors from '../../../test/vectors/zalo.json';
import { appsecretProof, codeChallenge, zeventSignature } from './signature';

describe('the sandbox signs as Zalo publishes it', () => {
  it('code_challenge', () => {
    expect(codeChallenge(vectors.pkce.verifier)).toBe(vectors.pkce.challenge);
  });

  it.each(vectors.appsecretProof.cases)(
    'appsecret_proof with $appSecret',
    ({ appSecret, accessToken, proof }) => {
      expect(appsecretProof(appSecret, accessToken)).toBe(proof);
    },
  );

  it('webhook over the bytes as sent', () => {
    const { appId, rawBody, timestamp, oaSecret, mac } = vectors.webhook;
    expect(zeventSignature(appId, rawBody, timestamp, oaSecret)).toBe(`mac=${mac}`);
  });
});
