import { endsOf, reachableFrom, sourcesOf } from '../database/lifecycle.js';
import { PRESERVATION_MOVES } from './preservation.state.js';

describe('the life of a preservation', () => {
  it('reaches every state from wanted and never ends for good', () => {
    expect(reachableFrom(PRESERVATION_MOVES, 'wanted')).toEqual(Object.keys(PRESERVATION_MOVES).sort());
    expect(endsOf(PRESERVATION_MOVES)).toEqual([]);
  });

  it('is held only when it is wanted, and released whether storage knew of it or not', () => {
    expect(sourcesOf(PRESERVATION_MOVES, 'held')).toEqual(['wanted']);
    expect(sourcesOf(PRESERVATION_MOVES, 'released')).toEqual(['wanted', 'held']);
  });
});
