import { instantAt, weekdayOf } from './wall-clock.js';

const iso = (date: string, time: string, zone: string, twice: 'first' | 'last' = 'first') =>
  instantAt(date, time, zone, twice).toISOString();

describe('a time on the wall', () => {
  it('is one instant on an ordinary day, in summer and in winter', () => {
    expect(iso('2026-11-24', '17:30', 'Asia/Tokyo')).toBe('2026-11-24T08:30:00.000Z');
    expect(iso('2026-07-01', '17:30', 'Europe/Berlin')).toBe('2026-07-01T15:30:00.000Z');
    expect(iso('2026-12-01', '17:30', 'Europe/Berlin')).toBe('2026-12-01T16:30:00.000Z');
    expect(iso('2026-07-01', '23:59', 'Asia/Kathmandu')).toBe('2026-07-01T18:14:00.000Z');
    expect(iso('2026-07-01', '00:00', 'Pacific/Kiritimati')).toBe('2026-06-30T10:00:00.000Z');
    expect(iso('2026-07-01', '12:00', 'UTC')).toBe('2026-07-01T12:00:00.000Z');
  });

  it('keeps its hour on the wall on the days around a change of the clock', () => {
    expect(iso('2026-03-28', '17:30', 'Europe/Berlin')).toBe('2026-03-28T16:30:00.000Z');
    expect(iso('2026-03-29', '17:30', 'Europe/Berlin')).toBe('2026-03-29T15:30:00.000Z');
    expect(iso('2026-10-25', '00:30', 'Europe/Berlin')).toBe('2026-10-24T22:30:00.000Z');
    expect(iso('2026-10-25', '17:30', 'Europe/Berlin')).toBe('2026-10-25T16:30:00.000Z');
  });

  it('is the moment of the jump when the clock skips it', () => {
    expect(iso('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(iso('2026-03-29', '02:30', 'Europe/Berlin', 'last')).toBe('2026-03-29T01:00:00.000Z');
    expect(iso('2026-03-08', '02:15', 'America/New_York')).toBe('2026-03-08T07:00:00.000Z');
    // Lord Howe Island moves by half an hour.
    expect(iso('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
  });

  it('is the first or the last of two when the clock shows it twice', () => {
    expect(iso('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(iso('2026-10-25', '02:30', 'Europe/Berlin', 'last')).toBe('2026-10-25T01:30:00.000Z');
    expect(iso('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(iso('2026-11-01', '01:30', 'America/New_York', 'last')).toBe('2026-11-01T06:30:00.000Z');
  });

  it('is exact at both ends of the hour that is skipped or repeated', () => {
    expect(iso('2026-03-29', '01:59', 'Europe/Berlin')).toBe('2026-03-29T00:59:00.000Z');
    expect(iso('2026-03-29', '03:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(iso('2026-10-25', '01:59', 'Europe/Berlin', 'last')).toBe('2026-10-24T23:59:00.000Z');
    expect(iso('2026-10-25', '03:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('falls on a weekday that no zone changes', () => {
    expect(weekdayOf('2026-11-22')).toBe(7);
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2028-02-29')).toBe(2);
  });
});
