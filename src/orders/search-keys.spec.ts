import { emailKey, orderNumberKey } from './search-keys.js';

describe('search keys', () => {
  it('finds one order number in every way of typing it', () => {
    for (const typed of ['SD-10001', 'sd10001', 'SDー10001', '#SD_10001', ' sd 10001 ']) {
      expect(orderNumberKey(typed)).toBe('sd10001');
    }
  });

  it('finds one e-mail address in either case and width', () => {
    expect(emailKey(' Chihiro@Example.JP ')).toBe('chihiro@example.jp');
  });
});
