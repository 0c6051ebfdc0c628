import vectors from '../../../test/vectors/tiki.json';
import { basicAuthorization } from './sign';

it('the app says who it is as published', () => {
  expect(basicAuthorization(vectors.clientId, vectors.clientSecret)).toBe(vectors.basic);
});
