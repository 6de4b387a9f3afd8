import { negotiateLocale } from './locale.js';

describe('the language of an answer', () => {
  it.each([
    ['ja', 'ja'],
    ['en-GB,en;q=0.8', 'en'],
    ['fr, ja;q=0.5, en;q=0.9', 'en'],
    ['fr', 'ja'],
    ['en;q=0', 'ja'],
    ['jam', 'ja'],
    ['', 'ja'],
    [undefined, 'ja'],
  ])('for %p is %p', (header, expected) => {
    expect(negotiateLocale(header, 'ja')).toBe(expected);
  });
});
