import { endsOf, reachableFrom, sourcesOf } from '../database/lifecycle.js';
import { EXCEPTION_MOVES } from './exception.state.js';

describe('the life of an item exception', () => {
  it('is open until it is resolved, once', () => {
    expect(reachableFrom(EXCEPTION_MOVES, 'open')).toEqual(Object.keys(EXCEPTION_MOVES).sort());
    expect(endsOf(EXCEPTION_MOVES)).toEqual(['resolved']);
    expect(sourcesOf(EXCEPTION_MOVES, 'resolved')).toEqual(['open']);
  });
});
