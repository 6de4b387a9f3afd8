import { type HeldState, heartbeatEverySec, holdingOf } from './claim.lease.js';

const mine = { stationId: 's1', endReason: null };
const claimed: HeldState = { state: 'claimed', token: 3, stationId: 's1', lease: mine };

describe('an action on a task', () => {
  it('is allowed to the station that holds it with the latest token', () => {
    expect(holdingOf(claimed, 's1', 3)).toBe('held');
  });

  it('is refused when somebody else has taken the task since', () => {
    const overtaken: HeldState = {
      ...claimed,
      token: 4,
      stationId: 's2',
      lease: { ...mine, endReason: 'lapsed' },
    };
    expect(holdingOf(overtaken, 's1', 3)).toBe('newer_token');
  });

  it('is refused to a station that never had this token, even when the number is right', () => {
    expect(holdingOf(claimed, 's2', 3)).toBe('task_not_held');
    expect(holdingOf({ ...claimed, lease: undefined }, 's1', 9)).toBe('task_not_held');
  });

  it('revives a lease that lapsed while nobody else took the task', () => {
    const lapsed: HeldState = {
      ...claimed,
      state: 'ready',
      stationId: null,
      lease: { ...mine, endReason: 'lapsed' },
    };
    expect(holdingOf(lapsed, 's1', 3)).toBe('lapsed');
  });

  it('does not take back what the packer has released', () => {
    const released: HeldState = { ...claimed, state: 'ready', lease: { ...mine, endReason: 'released' } };
    expect(holdingOf(released, 's1', 3)).toBe('task_not_held');
  });

  it('stops on a cancelled order and on a finished task', () => {
    expect(holdingOf({ ...claimed, state: 'cancelled' }, 's1', 3)).toBe('task_stopped');
    expect(holdingOf({ ...claimed, state: 'completed' }, 's1', 3)).toBe('task_completed');
  });
});

describe('the heartbeat', () => {
  it('comes every ten seconds, and three times a lease where leases are short', () => {
    expect(heartbeatEverySec(120_000)).toBe(10);
    expect(heartbeatEverySec(9_000)).toBe(3);
    expect(heartbeatEverySec(1_000)).toBe(1);
  });
});
