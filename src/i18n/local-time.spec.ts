import { dayText, localDate, momentText, shortMomentText, timeText } from './local-time.js';

const at = new Date('2026-11-23T15:05:00Z');

describe('local time', () => {
  it('writes a day with its weekday in both languages', () => {
    expect(dayText('2026-11-24', 'ja')).toBe('11月24日(火)');
    expect(dayText('2026-04-17', 'en')).toBe('Friday 17 April');
  });

  it('takes the day from the time zone, not from UTC', () => {
    expect(localDate(at, 'Asia/Tokyo')).toBe('2026-11-24');
    expect(localDate(at, 'UTC')).toBe('2026-11-23');
  });

  it('writes midnight as 00, never as 24', () => {
    expect(timeText(new Date('2026-11-23T15:00:00Z'), 'Asia/Tokyo')).toBe('00:00');
  });

  it('follows a zone through its changes of the clock, also where they are not whole hours', () => {
    expect(timeText(new Date('2026-03-29T00:59:00Z'), 'Europe/Berlin')).toBe('01:59');
    expect(timeText(new Date('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe('03:00');
    expect(timeText(new Date('2026-10-25T01:00:00Z'), 'Europe/Berlin')).toBe('02:00');
    expect(timeText(new Date('2026-01-01T00:01:59Z'), 'Asia/Kathmandu')).toBe('05:46');
    expect(timeText(new Date('2026-04-04T15:00:00Z'), 'Australia/Lord_Howe')).toBe('01:30');
  });

  it('writes a moment long and short', () => {
    expect(momentText(at, 'Asia/Tokyo', 'ja')).toBe('11月24日(火) 00:05');
    expect(momentText(at, 'Asia/Tokyo', 'en')).toBe('Tuesday 24 November, 00:05');
    expect(shortMomentText(at, 'Asia/Tokyo', 'ja')).toBe('11/24 00:05');
    expect(shortMomentText(at, 'Asia/Tokyo', 'en')).toBe('24 Nov 00:05');
  });
});
