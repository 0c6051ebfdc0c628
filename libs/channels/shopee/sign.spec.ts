import vectors from '../../../test/vectors/shopee.json';
import { baseString, callSign, pushSign } from './sign';

describe('Shopee signatures', () => {
  it.each(vectors.requests)('$type $path', ({ path, accessToken, id, signed, sign }) => {
    const parts = {
      partnerId: String(vectors.partnerId),
      path,
      timestamp: vectors.timestamp,
      accessToken: accessToken ?? undefined,
      actorId: id === null ? undefined : String(id),
    };
    expect(baseString(parts)).toBe(signed);
    expect(callSign(vectors.partnerKey, parts)).toBe(sign);
  });

  it.each(vectors.push.cases)('push to $callbackUrl', ({ callbackUrl, authorization }) => {
    expect(pushSign(vectors.push.pushKey, callbackUrl, Buffer.from(vectors.push.rawBody))).toBe(
      authorization,
    );
  });
});
