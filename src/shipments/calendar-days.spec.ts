import { addDays, onDay, startOfDay } from './calendar-days.js';

describe('calendar days', () => {
  it('count across months and years', () => {
    expect(addDays('2026-12-20', -1)).toBe('2026-12-19');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('begin at midnight of the zone', () => {
    expect(startOfDay('2026-12-18', 'Asia/Tokyo').toISOString()).toBe('2026-12-17T15:00:00.000Z');
    expect(startOfDay('2026-12-18', 'UTC').toISOString()).toBe('2026-12-18T00:00:00.000Z');
    expect(startOfDay('2026-12-18', 'America/Los_Angeles').toISOString()).toBe('2026-12-18T08:00:00.000Z');
    expect(startOfDay('2026-12-18', 'Asia/Kathmandu').toISOString()).toBe('2026-12-17T18:15:00.000Z');
    expect(startOfDay('2026-07-01', 'Europe/Berlin').toISOString()).toBe('2026-06-30T22:00:00.000Z');
    expect(startOfDay('2026-07-01', 'Pacific/Kiritimati').toISOString()).toBe('2026-06-30T10:00:00.000Z');
  });

  it('keep the time of day when a moment is put on another day', () => {
    const at = new Date('2026-12-10T07:30:00Z');
    expect(onDay(at, '2026-12-19', 'Asia/Tokyo').toISOString()).toBe('2026-12-19T07:30:00.000Z');
    const summer = new Date('2026-10-20T15:30:00.250Z');
    expect(onDay(summer, '2026-10-26', 'Europe/Berlin').toISOString()).toBe('2026-10-26T16:30:00.250Z');
  });
});
