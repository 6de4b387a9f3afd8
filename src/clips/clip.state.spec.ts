import { endsOf, reachableFrom } from '../database/lifecycle.js';
import { CLIP_MOVES, MEDIA_MOVES } from './clip.state.js';

describe('the lifecycle of a clip', () => {
  it('reaches every state from its beginning', () => {
    expect(reachableFrom(CLIP_MOVES, 'recording')).toEqual(Object.keys(CLIP_MOVES).sort());
    expect(reachableFrom(MEDIA_MOVES, 'none')).toEqual(Object.keys(MEDIA_MOVES).sort());
  });

  it('ends sealed; what can be watched stays so', () => {
    expect(endsOf(CLIP_MOVES)).toEqual(['sealed']);
    expect(endsOf(MEDIA_MOVES)).toEqual(['playable']);
  });
});
