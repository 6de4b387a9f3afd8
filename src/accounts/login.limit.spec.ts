import { LoginLimit } from './login.limit.js';

describe('the limit on signing in', () => {
  it('holds an address back after ten failures until the first is fifteen minutes old', () => {
    const limit = new LoginLimit();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect(limit.waitMs('a', attempt)).toBe(0);
      limit.recordFailure('a', attempt);
    }
    expect(limit.waitMs('a', 10)).toBe(15 * 60_000 - 10);
    expect(limit.waitMs('b', 10)).toBe(0);
    expect(limit.waitMs('a', 15 * 60_000)).toBe(0);
  });

  it('forgets failures after a success', () => {
    const limit = new LoginLimit();
    for (let attempt = 0; attempt < 10; attempt += 1) limit.recordFailure('a', 0);
    limit.forget('a');
    expect(limit.waitMs('a', 1)).toBe(0);
  });
});
