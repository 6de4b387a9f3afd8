/**
 * Object Lock, the rules: which version may be deleted, and how a retention may change. "Object Lock: how it works", S3
 * user guide. Lock protects a version; a delete marker on top of it is always possible.
 */
export const RETENTION_MODES = ['GOVERNANCE', 'COMPLIANCE'] as const;
export type RetentionMode = (typeof RETENTION_MODES)[number];

export interface Retention {
  readonly mode: RetentionMode;
  /** ms since the epoch */
  readonly until: number;
}

/** A bucket's default, applied to every new version that states none. */
export interface DefaultRetention {
  readonly mode: RetentionMode;
  readonly days: number;
}

export interface Protection {
  readonly retention?: Retention;
  readonly legalHold: boolean;
}

export type LockReason = 'legal hold' | 'compliance retention' | 'governance retention';

const DAY_MS = 24 * 3600 * 1000;

/** "In governance mode, users can't overwrite or delete an object version … unless they have special permissions." */
export function whyNotDeletable(
  version: Protection,
  now: number,
  bypassGovernance: boolean,
): LockReason | null {
  // "A legal hold doesn't have an associated retention period and remains in effect until removed."
  if (version.legalHold) return 'legal hold';
  const { retention } = version;
  if (retention === undefined || retention.until <= now) return null;
  // "In compliance mode, a protected object version can't be overwritten or deleted by any user."
  if (retention.mode === 'COMPLIANCE') return 'compliance retention';
  return bypassGovernance ? null : 'governance retention';
}

/** `next` undefined removes the retention. A running one may always be strengthened: same or later date, same or stricter mode. */
export function whyNotRetainable(
  current: Retention | undefined,
  next: Retention | undefined,
  now: number,
  bypassGovernance: boolean,
): LockReason | null {
  if (current === undefined || current.until <= now) return null;
  const weaker =
    next === undefined ||
    next.until < current.until ||
    (current.mode === 'COMPLIANCE' && next.mode === 'GOVERNANCE');
  if (!weaker) return null;
  // "Its retention mode can't be changed, and its retention period can't be shortened."
  if (current.mode === 'COMPLIANCE') return 'compliance retention';
  return bypassGovernance ? null : 'governance retention';
}

/** "The default retention period … is calculated from the object version's creation timestamp." */
export const retentionFromDefault = (rule: DefaultRetention, createdAt: number): Retention => ({
  mode: rule.mode,
  until: createdAt + rule.days * DAY_MS,
});
