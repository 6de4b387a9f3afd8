import { chainBreaks } from './chain.rule.js';

const digest = (n: number) => Buffer.alloc(32, n);
const link = (n: number, previous: number | null, own = n) => ({
  ...{ shipment_id: 's', brand_id: 'b', n, sha256: digest(own) },
  previous_sha256: previous === null ? null : digest(previous),
});
const told = (...links: ReturnType<typeof link>[]) =>
  chainBreaks(links).map(({ link: { n }, what }) => `${n}: ${what}`);

describe('the chain of a shipment', () => {
  it.each([
    ['is whole', [link(1, null), link(2, 1), link(3, 2)], []],
    ['lacks its first', [link(2, 1)], ['2: gap']],
    ['lacks one in the middle', [link(1, null), link(3, 2)], ['3: gap']],
    [
      'has two in another order',
      [link(1, 1, 2), link(2, null, 1), link(3, 2)],
      ['1: first', '2: previous', '3: previous'],
    ],
    ['names one that is not before it', [link(1, null), link(2, 7)], ['2: previous']],
    ['begins anew', [link(1, null), link(2, null)], ['2: previous']],
  ])('%s', (_, links, breaks) => {
    expect(told(...links)).toEqual(breaks);
  });
});
