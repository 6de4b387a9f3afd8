import { endsOf, reachableFrom, sourcesOf } from '../database/lifecycle.js';
import { ORDER_MOVES } from './order.state.js';

describe('the life of an order', () => {
  it('reaches every state from open and ends cancelled or completed', () => {
    expect(reachableFrom(ORDER_MOVES, 'open')).toEqual(Object.keys(ORDER_MOVES).sort());
    expect(endsOf(ORDER_MOVES)).toEqual(['cancelled', 'completed']);
  });

  it('is never cancelled once it is completed', () => {
    expect(sourcesOf(ORDER_MOVES, 'cancelled')).toEqual(['open']);
  });
});
