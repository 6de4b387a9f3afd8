/** Why there is no time stamp yet; counted by it, and kept beside the row that waits. */
export const TIME_STAMP_PROBLEMS = [
  /** No answer: the network, the authority's machine, its web server. */
  'unavailable',
  /** The authority says no. */
  'rejected',
  /** What came isn't a TimeStampResp, or isn't whole. */
  'unreadable',
  'wrong_imprint',
  'wrong_nonce',
  /** Its signature isn't over what it says. */
  'bad_signature',
  /** The certificate isn't one for time stamps. */
  'wrong_certificate',
  /** The certificate doesn't lead to the configured CA. */
  'untrusted',
  /** The time is far from ours: one of the two clocks is wrong. */
  'implausible_time',
] as const;

export type TimeStampProblemCode = (typeof TIME_STAMP_PROBLEMS)[number];

/** A time stamp that isn't one. The message is for operators: no addresses, no credentials. */
export class TimeStampProblem extends Error {
  override readonly name = 'TimeStampProblem';

  constructor(
    readonly code: TimeStampProblemCode,
    message: string,
  ) {
    super(message);
  }
}
