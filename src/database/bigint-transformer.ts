/**
 * A `bigint` column of a raw row as a number; throws outside of the safe range instead of rounding. Money and byte counts
 * are `bigint`; pg hands them over as strings, and amounts in minor units and byte counts stay below 2^53. Per column on
 * purpose: a global pg type parser would change BullMQ's driver too.
 */
export function fromBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`bigint ${value} is outside the safe integer range`);
  return number;
}
