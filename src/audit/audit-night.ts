// Which audit is due: days begin at the hour of AUDIT_AT, so that a night that was missed is made up for until the next begins.

const HOUR_MS = 3_600_000;

/** The UTC date, YYYY-MM-DD, on which the newest audit fell due. @param hourUtc 0 to 23 */
export function nightOf(now: Date, hourUtc: number): string {
  return new Date(now.getTime() - hourUtc * HOUR_MS).toISOString().slice(0, 10);
}
