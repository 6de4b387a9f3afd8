import { searchTerms } from './search-terms.js';

describe('search terms', () => {
  it('searches an address only as an address, in any width and case', () => {
    const terms = { email: 'chihiro@example.com', order: null, waybill: null };
    expect(searchTerms('chihiro@example.com')).toEqual(terms);
    expect(searchTerms(' Ｃｈｉｈｉｒｏ＠Example.com ')).toEqual(terms);
  });

  it('takes anything else for an order or a waybill number', () => {
    expect(searchTerms('3012-0000-0010')).toEqual({
      email: null,
      order: '301200000010',
      waybill: '301200000010',
    });
    expect(searchTerms('３０１２−００００−００１０').waybill).toBe('301200000010');
    expect(searchTerms('#s-10231').order).toBe('s10231');
  });

  it('reads the letters that frame a waybill’s bar code', () => {
    expect(searchTerms('a301200000010a').waybill).toBe('301200000010');
  });
});
