import {
  DEFAULT_GUARD_MARGIN,
  guardTrucks,
  measuredMargin,
  type GuardInput,
  type TruckLoad,
} from './truck-guard.js';

const MINUTE = 60_000;

function truck(id: string, leavesInMinutes: number, workMinutes: number, reserveMinutes = 0): TruckLoad {
  return {
    id,
    leavesAt: leavesInMinutes * MINUTE,
    workSec: workMinutes * 60,
    reserveSec: reserveMinutes * 60,
  };
}

/** Four stations, 5 minutes an order, margin 2: guarded below 40 station minutes of slack. */
function judge(trucks: TruckLoad[], over: Partial<GuardInput> = {}) {
  return guardTrucks({
    now: 0,
    stations: 4,
    meanServiceSec: 300,
    margin: 2,
    trucks,
    guardedNow: new Set(),
    ...over,
  });
}

describe('the truck guard', () => {
  it('leaves trucks alone while they have slack', () => {
    expect(judge([truck('noon', 60, 200)])).toEqual([
      { id: 'noon', slackSec: 40 * 60, guarded: false, peopleMissing: 0 },
    ]);
  });

  it('guards a truck whose slack is below the margin', () => {
    expect(judge([truck('noon', 60, 201)])).toMatchObject([{ slackSec: 39 * 60, guarded: true }]);
  });

  it('counts the work of every earlier truck against a later one', () => {
    expect(judge([truck('evening', 120, 200), truck('noon', 60, 100)])).toEqual([
      { id: 'noon', slackSec: 140 * 60, guarded: false, peopleMissing: 0 },
      { id: 'evening', slackSec: 180 * 60, guarded: false, peopleMissing: 0 },
    ]);
  });

  it('guards the earlier trucks of a guarded one, and no later ones', () => {
    const verdicts = judge([truck('noon', 60, 20), truck('two', 120, 430), truck('evening', 300, 50)]);
    expect(verdicts.map(({ id, guarded }) => [id, guarded])).toEqual([
      ['noon', true],
      ['two', true],
      ['evening', false],
    ]);
  });

  it('keeps time for orders that are still expected', () => {
    expect(judge([truck('noon', 60, 150)])[0]?.guarded).toBe(false);
    expect(judge([truck('noon', 60, 150, 60)])[0]?.guarded).toBe(true);
  });

  it('lets a guarded truck go only with a quarter of the margin to spare', () => {
    const guardedNow = new Set(['noon']);
    expect(judge([truck('noon', 60, 191)], { guardedNow })[0]?.guarded).toBe(true);
    expect(judge([truck('noon', 60, 190)], { guardedNow })[0]?.guarded).toBe(false);
  });

  it('says how many people are missing, for this truck and those before it', () => {
    const verdicts = judge([truck('noon', 60, 300), truck('two', 120, 270)]);
    expect(verdicts.map(({ peopleMissing }) => peopleMissing)).toEqual([1, 1]);
  });

  it('never asks for more people than there are orders', () => {
    expect(judge([truck('noon', 1, 10)])[0]?.peopleMissing).toBe(2);
  });

  it('guards whatever waits when no station is at work, and asks for people', () => {
    expect(judge([truck('noon', 60, 5)], { stations: 0 })).toEqual([
      { id: 'noon', slackSec: -300, guarded: true, peopleMissing: 1 },
    ]);
  });

  it('has no need to guard a truck that nothing waits for', () => {
    expect(judge([truck('noon', 5, 0)])).toMatchObject([{ guarded: false, peopleMissing: 0 }]);
  });

  it('does not let a truck that has left take time from the next', () => {
    const verdicts = judge([truck('noon', 60, 100), truck('gone', 0, 500)]);
    expect(verdicts).toEqual([
      { id: 'gone', slackSec: -500 * 60, guarded: false, peopleMissing: 100 },
      { id: 'noon', slackSec: 140 * 60, guarded: false, peopleMissing: 0 },
    ]);
  });
});

describe('the margin from real service times', () => {
  it('is 2 when all take equally long, and grows with how much they vary', () => {
    expect(measuredMargin(0)).toBe(2);
    expect(measuredMargin(0.6)).toBeCloseTo(DEFAULT_GUARD_MARGIN);
    expect(measuredMargin(1)).toBeCloseTo(16 / 3);
  });

  it('is the default while too few are known', () => {
    expect(measuredMargin(null)).toBe(DEFAULT_GUARD_MARGIN);
  });
});
