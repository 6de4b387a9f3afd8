import { allowedMs, type Wait, wronglyOvertaken } from './overtaking.js';

const SECOND = 1_000;
const MINUTE = 60_000;

const wait = (taskId: string, place: number, readyAt: number, claimedAt: number): Wait => ({
  taskId,
  pool: 'pick',
  place,
  readyAt,
  since: 'arrival',
  claimedAt,
});

describe('wronglyOvertaken', () => {
  it('finds nobody where the earliest place always goes first', () => {
    const waits = [wait('a', 0, 0, 10 * SECOND), wait('b', 5 * MINUTE, 0, 20 * SECOND)];
    expect(wronglyOvertaken(waits)).toEqual([]);
  });

  it('measures from the first one with a later place to the last', () => {
    const late = wait('late', 0, 0, 90 * SECOND);
    const first = wait('first', 5 * MINUTE, 0, 10 * SECOND);
    const last = wait('last', 9 * MINUTE, 0, 30 * SECOND);
    expect(wronglyOvertaken([late, last, first])).toEqual([{ wait: late, first, last, forMs: 20 * SECOND }]);
  });

  it('allows what tickets cannot tell apart: less than a minute', () => {
    const waits = [wait('a', 0, 0, 20 * SECOND), wait('b', MINUTE - 1, 0, 10 * SECOND)];
    expect(wronglyOvertaken(waits)).toEqual([]);
  });

  it('blames nobody whose claim was under way when the task became ready', () => {
    const waits = [wait('a', 0, 9 * SECOND, 20 * SECOND), wait('b', 5 * MINUTE, 0, 10 * SECOND)];
    expect(wronglyOvertaken(waits)).toEqual([]);
  });

  it('blames nobody who was claimed in the same moment', () => {
    const waits = [wait('a', 0, 0, 10 * SECOND + 500), wait('b', 5 * MINUTE, 0, 10 * SECOND)];
    expect(wronglyOvertaken(waits)).toEqual([]);
  });

  it('compares inside a pool only', () => {
    const other = { ...wait('b', 5 * MINUTE, 0, 10 * SECOND), pool: 'pack' };
    expect(wronglyOvertaken([wait('a', 0, 0, 20 * SECOND), other])).toEqual([]);
  });
});

describe('allowedMs', () => {
  const overtaken = {
    wait: wait('a', 0, 0, 9 * SECOND),
    first: wait('b', 5 * MINUTE, 0, 4 * SECOND),
    last: wait('c', 5 * MINUTE, 0, 8 * SECOND),
    forMs: 4 * SECOND,
  };

  it('is the longest outage of that time with its repair, never a sum', () => {
    const outages = [
      { what: 'one', from: 3 * SECOND, to: 5 * SECOND },
      { what: 'two', from: 6 * SECOND, to: 9 * SECOND },
    ];
    expect(allowedMs(overtaken, outages, SECOND)).toBe(4 * SECOND);
  });

  it('is nothing at all while everything runs', () => {
    const outages = [{ what: 'long ago', from: 0, to: SECOND }];
    expect(allowedMs(overtaken, outages, SECOND)).toBeUndefined();
  });
});
