import { pauseMsAfter } from './retry-pause.js';

describe('the pause after a failed try', () => {
  it('grows from two seconds to five minutes, and no further', () => {
    expect([1, 2, 3, 8].map(pauseMsAfter)).toEqual([2_000, 4_000, 8_000, 256_000]);
    expect([9, 10, 5_000].map(pauseMsAfter)).toEqual([300_000, 300_000, 300_000]);
  });
});
