import { loggedPath, toldPath } from './logged-path.js';

const ID = '01930000-0000-7000-8000-000000000001';
const matched = (pattern: string, params: unknown, url = '/%74/secret?x=secret') => ({
  url,
  routeOptions: { url: pattern },
  params,
});
const unmatched = (url: string) => ({ url, routeOptions: {}, params: {} });

describe('the path of a request in the log', () => {
  it('is the route’s pattern, with ids of ours', () => {
    expect(loggedPath(matched('/v1/orders/:orderId', { orderId: ID }))).toBe(`/v1/orders/${ID}`);
    expect(loggedPath(matched('/v1/clips/:clipId/segments/:n', { clipId: ID, n: '3' }))).toBe(
      `/v1/clips/${ID}/segments/…`,
    );
    expect(loggedPath(matched('/station/*', { '*': 'secret' }))).toBe('/station/*');
  });

  it('has nothing else that the caller wrote', () => {
    expect(loggedPath(matched('/t/:token', { token: 'secret' }))).toBe('/t/…');
    expect(loggedPath(matched('/v1/customers/:ref/rank', { ref: ID }))).toBe('/v1/customers/…/rank');
    expect(loggedPath(matched('/v1/orders/:orderId', { orderId: 'a@b.example' }))).toBe('/v1/orders/…');
    expect(loggedPath(matched('/v1/orders/:orderId', null))).toBe('/v1/orders/…');
  });

  it.each([
    ['/v1/secret', '/v1/…'],
    ['/v1//customers/secret?q=secret', '/v1/…'],
    ['/t/secret/secret/secret', '/t/…'],
    ['//t/secret', '/…'],
    ['/T/secret', '/…'],
    ['/%74/secret/x', '/…'],
    ['/t%2fsecret', '/…'],
    ['/v1secret/secret', '/…'],
    ['http://secret.example/t/secret', '/…'],
    ['/v1?secret', '/…'],
    ['/v1/#secret', '/v1/…'],
  ])('is coarse where nothing answers: %s', (url, path) => {
    expect(loggedPath(unmatched(url))).toBe(path);
  });
});

describe('the path that a caller is told', () => {
  it('is their own where nothing answers, else the pattern; never the query', () => {
    expect(toldPath(unmatched('/v1/nothing-here?email=a@b.example'))).toBe('/v1/nothing-here');
    expect(toldPath(matched('/t/:token', { token: 'secret' }))).toBe('/t/…');
  });
});
