import type { z } from 'zod';

/**
 * A body that may be one of several contracts, told apart by looking at it. OpenAPI shows `described`; validation goes to
 * the one contract that was chosen, so that its errors name fields instead of saying that no alternative fitted.
 */
export function chooseSchema<Described extends z.ZodType>(
  described: Described,
  choose: (value: unknown) => z.ZodType,
): Described {
  const standard = {
    ...described['~standard'],
    validate: (value: unknown) => choose(value)['~standard'].validate(value),
  };
  return new Proxy(described, {
    get: (target, property): unknown =>
      property === '~standard' ? standard : Reflect.get(target, property, target),
  });
}
