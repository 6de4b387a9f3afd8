import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { z } from 'zod';

/**
 * A body that may be one of several contracts, told apart by looking at it. OpenAPI shows `described`; validation goes to
 * the one contract that was chosen, so that its errors name fields instead of saying that no alternative fitted.
 */
export function chooseSchema<Described extends z.ZodType, Value>(
  described: Described,
  choose: (value: unknown) => StandardSchemaV1<unknown, Value>,
): Described & StandardSchemaV1<unknown, Value> {
  const standard = {
    ...described['~standard'],
    validate: (value: unknown) => choose(value)['~standard'].validate(value),
  };
  const chooser: Described & StandardSchemaV1<unknown, Value> = Object.create(described, {
    '~standard': { value: standard },
  });
  return chooser;
}
