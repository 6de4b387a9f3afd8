import { canonicalJson } from './canonical-json.js';

describe('canonical JSON', () => {
  it('sorts members at every depth and leaves no white space', () => {
    const text = canonicalJson({ b: [{ d: 1, c: null }], a: true }).toString();
    expect(text).toBe('{"a":true,"b":[{"c":null,"d":1}]}');
  });

  it('is the same however the members were written down', () => {
    expect(canonicalJson({ x: 1, y: '証' })).toEqual(canonicalJson({ y: '証', x: 1 }));
  });

  it('is UTF-8 and keeps the order of lists', () => {
    expect(canonicalJson(['証', 'é', '"'])).toEqual(Buffer.from('["証","é","\\""]'));
  });

  it.each([1.5, Number.NaN, Infinity, 2 ** 53])('refuses %p, which others may spell differently', (value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });
});
