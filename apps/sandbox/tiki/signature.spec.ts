import vectors from '../../../test/vectors/tiki.json';
import { bearerToken, clientProof } from './signature';

describe('who calls the simulated Tiki', () => {
  const { clientId: id, clientSecret: secret } = vectors;

  it('is read from the header or the form', () => {
    expect(clientProof(vectors.basic, {})).toEqual({ id, secret, how: 'client_secret_basic' });
    expect(clientProof(undefined, { client_id: id, client_secret: secret })).toEqual({
      id,
      secret,
      how: 'client_secret_post',
    });
  });

  it.each([undefined, '', 'Basic', 'Basic !!!', 'Bearer abc', 'Basic bm9jb2xvbg=='])(
    'is nobody by %j',
    (header) => expect(clientProof(header, {})).toBeUndefined(),
  );

  it('reads the body of the published call', () => {
    const form = Object.fromEntries(new URLSearchParams(vectors.ownTokenBody));
    expect(form).toEqual({ grant_type: 'client_credentials', scope: 'order product inventory' });
  });

  it('takes a bearer token and nothing else', () => {
    expect(bearerToken('Bearer T1')).toBe('T1');
    expect(['Basic T1', 'Bearer', undefined].map(bearerToken)).toEqual(['', '', '']);
  });
});
