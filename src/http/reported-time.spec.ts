import { isPlausibleTime } from './reported-time.js';

const NOW = Date.parse('2026-11-22T00:00:00Z');

describe('a reported time', () => {
  it.each(['2026-11-22T20:00:00+09:00', '2026-11-23T23:59:59Z', '2025-11-01T00:00:00Z'])(
    'may be wrong by hours or late by months: %s',
    (instant) => expect(isPlausibleTime(instant, NOW)).toBe(true),
  );

  it.each(['2026-11-25T00:00:00Z', '2025-10-01T00:00:00Z', '1970-01-01T00:00:00Z'])(
    'is not believed when no clock is wrong by that much: %s',
    (instant) => expect(isPlausibleTime(instant, NOW)).toBe(false),
  );
});
