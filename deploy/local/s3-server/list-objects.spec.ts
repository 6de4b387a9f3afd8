import {
  decodeContinuationToken,
  encodeContinuationToken,
  takePage,
  walkListing,
  type Listing,
} from './list-objects.js';
import { compareKeys, SortedKeys } from './sorted-keys.js';

const KEYS = ['a', 'photos/2025/1', 'photos/2025/2', 'photos/2026/1', 'photos/z', 'photos2', 'z'];

function names(keys: readonly string[], listing: Partial<Listing>, hidden: readonly string[] = []): string[] {
  const walk = walkListing(
    SortedKeys.from(keys),
    { prefix: '', delimiter: '', ...listing },
    (key) => !hidden.includes(key),
  );
  return [...walk].map((item) => (item.kind === 'key' ? item.name : `[${item.name}]`));
}

/** All pages of `limit` items, resumed through the token each time. */
function pages(keys: readonly string[], listing: Partial<Listing>, limit: number): string[][] {
  const result: string[][] = [];
  let after: Listing['after'];
  do {
    const page = takePage(
      walkListing(SortedKeys.from(keys), { prefix: '', delimiter: '', ...listing, after }, () => true),
      limit,
    );
    result.push(page.items.map((item) => item.name));
    const token = page.truncatedAfter && encodeContinuationToken(page.truncatedAfter);
    after = token === undefined ? undefined : (decodeContinuationToken(token) ?? undefined);
  } while (after !== undefined);
  return result;
}

describe('a listing', () => {
  it('holds all keys in byte order', () => {
    expect(names([...KEYS].reverse(), {})).toEqual(KEYS);
  });

  it('orders keys by UTF-8 bytes, not by UTF-16 units', () => {
    expect(names(['\u{1f600}', '\uff5e', 'é', 'z'], {})).toEqual(['z', 'é', '\uff5e', '\u{1f600}']);
    expect(Math.sign(compareKeys('\u{1f600}', '\uff5e'))).toBe(
      Buffer.compare(Buffer.from('\u{1f600}'), Buffer.from('\uff5e')),
    );
  });

  it('keeps to its prefix', () => {
    expect(names(KEYS, { prefix: 'photos/2025/' })).toEqual(['photos/2025/1', 'photos/2025/2']);
    expect(names(KEYS, { prefix: 'q' })).toEqual([]);
  });

  it('rolls keys up into common prefixes', () => {
    expect(names(KEYS, { delimiter: '/' })).toEqual(['a', '[photos/]', 'photos2', 'z']);
    expect(names(KEYS, { prefix: 'photos/', delimiter: '/' })).toEqual([
      '[photos/2025/]',
      '[photos/2026/]',
      'photos/z',
    ]);
  });

  it('does not show a common prefix of invisible keys only', () => {
    expect(names(KEYS, { prefix: 'photos/', delimiter: '/' }, ['photos/2026/1'])).toEqual([
      '[photos/2025/]',
      'photos/z',
    ]);
  });

  it('starts behind a key or behind a whole common prefix', () => {
    expect(names(KEYS, { after: { kind: 'key', name: 'photos/2026/1' } })).toEqual([
      'photos/z',
      'photos2',
      'z',
    ]);
    expect(names(KEYS, { delimiter: '/', after: { kind: 'commonPrefix', name: 'photos/' } })).toEqual([
      'photos2',
      'z',
    ]);
  });

  it.each([1, 2, 3, 100])('is complete and without repetition in pages of %i', (limit) => {
    expect(pages(KEYS, { delimiter: '/' }, limit).flat()).toEqual(['a', 'photos/', 'photos2', 'z']);
    expect(pages(KEYS, {}, limit).flat()).toEqual(KEYS);
  });

  it('is not truncated when the last page is exactly full', () => {
    expect(pages(['a', 'b'], {}, 2)).toEqual([['a', 'b']]);
  });

  it('refuses tokens that it did not write', () => {
    expect(decodeContinuationToken('!')).toBeNull();
    expect(decodeContinuationToken(Buffer.from('xyz').toString('base64url'))).toBeNull();
  });
});

describe('sorted keys', () => {
  it('stay sorted through thousands of insertions and deletions', () => {
    const keys = new SortedKeys();
    const expected = new Set<string>();
    for (let step = 0; step < 20_000; step++) {
      const key = `k${(step * 7919) % 6007}`;
      if (step % 3 === 2) {
        keys.delete(key);
        expected.delete(key);
      } else {
        keys.add(key);
        expected.add(key);
      }
    }
    expect(
      [...walkListing(keys, { prefix: '', delimiter: '' }, () => true)].map((item) => item.name),
    ).toEqual([...expected].sort());
  });
});
