import { nightOf } from './audit-night.js';

describe('the night of an audit', () => {
  it.each([
    ['2026-11-30T16:59:59Z', 17, '2026-11-29'],
    ['2026-11-30T17:00:00Z', 17, '2026-11-30'],
    ['2026-12-01T03:00:00Z', 17, '2026-11-30'],
    ['2026-11-30T00:00:00Z', 0, '2026-11-30'],
  ])('at %s, with audits at %i o’clock, is %s', (now, hour, night) => {
    expect(nightOf(new Date(now), hour)).toBe(night);
  });
});
