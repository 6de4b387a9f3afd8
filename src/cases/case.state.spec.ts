import { CASE_MOVES, HEAVIER, preserves, whyNotRaisable } from './case.state.js';

describe('case state', () => {
  it('ends closed and nowhere else', () => {
    const ends = Object.entries(CASE_MOVES).filter(([, next]) => next.length === 0);
    expect(ends.map(([state]) => state)).toEqual(['closed']);
  });

  it('reaches every weight from an inquiry, and a chargeback is the heaviest', () => {
    expect(new Set(HEAVIER.inquiry)).toEqual(new Set(['complaint', 'dispute', 'chargeback']));
    expect(HEAVIER.chargeback).toEqual([]);
  });

  it('never gets lighter', () => {
    expect(whyNotRaisable({ state: 'open', weight: 'dispute' }, 'complaint')).toBe('case_weight_not_heavier');
    expect(whyNotRaisable({ state: 'open', weight: 'dispute' }, 'dispute')).toBe('case_weight_not_heavier');
    expect(whyNotRaisable({ state: 'open', weight: 'inquiry' }, 'dispute')).toBeNull();
  });

  it('is not raised any more once it is decided', () => {
    expect(whyNotRaisable({ state: 'closed', weight: 'inquiry' }, 'dispute')).toBe('case_closed');
  });

  it('preserves evidence from a dispute on', () => {
    const weights = ['inquiry', 'complaint', 'dispute', 'chargeback'] as const;
    expect(weights.map(preserves)).toEqual([false, false, true, true]);
  });
});
