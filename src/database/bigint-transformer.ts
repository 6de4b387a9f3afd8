import type { ValueTransformer } from 'typeorm';

/**
 * Money and byte counts are `bigint` columns. pg hands them over as strings; amounts in minor units and byte counts
 * stay below 2^53, which this checks. Per column on purpose: a global pg type parser would change BullMQ's driver too.
 */
export const bigintTransformer: ValueTransformer = {
  to: (value: number | null | undefined) => value,
  from: (value: string | null) => (value === null ? null : fromBigint(value)),
};

/** A `bigint` column of a raw row as a number; throws outside of the safe range instead of rounding. */
export function fromBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`bigint ${value} is outside the safe integer range`);
  return number;
}
