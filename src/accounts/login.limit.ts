/**
 * How often a sign-in may fail: ten times in fifteen minutes for one e-mail address, then it waits until the oldest
 * failure is that old. Counted in memory, for each process: it slows guessing, the slow hash does the rest.
 */
const MAX_FAILURES = 10;
const WINDOW_MS = 15 * 60 * 1000;
const MAX_TRACKED = 10_000;

export class LoginLimit {
  private readonly failures = new Map<string, number[]>();

  /** Milliseconds until another attempt is allowed; 0 when it is allowed now. */
  waitMs(subject: string, nowMs: number): number {
    const recent = this.recent(subject, nowMs);
    const oldest = recent[0];
    return recent.length < MAX_FAILURES || oldest === undefined ? 0 : oldest + WINDOW_MS - nowMs;
  }

  recordFailure(subject: string, nowMs: number): void {
    const recent = [...this.recent(subject, nowMs), nowMs].slice(-MAX_FAILURES);
    this.failures.delete(subject);
    this.failures.set(subject, recent);
    // Insertion order is age: the subject that has failed least recently is forgotten first.
    const eldest = this.failures.keys().next().value;
    if (this.failures.size > MAX_TRACKED && eldest !== undefined) this.failures.delete(eldest);
  }

  forget(subject: string): void {
    this.failures.delete(subject);
  }

  private recent(subject: string, nowMs: number): number[] {
    return (this.failures.get(subject) ?? []).filter((at) => at > nowMs - WINDOW_MS);
  }
}
