import { isGtin, readGtin, sameGtin } from './gtin.js';

describe('product codes', () => {
  it('accepts the catalogue of the trade in every length', () => {
    for (const gtin of ['96385074', '036000291452', '2026010101016', '10614141000415'])
      expect(isGtin(gtin)).toBe(true);
  });

  it('refuses a wrong check digit, other lengths and other characters', () => {
    for (const code of ['2026010101017', '20260101010', '202601010101A', ''])
      expect(isGtin(code)).toBe(false);
  });

  it('reads full width and application identifier 01', () => {
    expect(readGtin('2026010101016')).toBe('02026010101016');
    expect(readGtin('(01)02026010101016')).toBe('02026010101016');
    expect(readGtin('0102026010101016')).toBe('02026010101016');
    expect(readGtin('hello')).toBeNull();
  });

  it('takes GTIN-12 and the same code with a leading zero for one product', () => {
    expect(sameGtin('036000291452', '0036000291452')).toBe(true);
    expect(sameGtin('036000291452', '2026010101016')).toBe(false);
  });
});
