import { expect, test } from '@jest/globals';
import { newId } from './ids.js';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

test('ids are UUIDv7, each once, each after the one before it', () => {
  const from = Date.now();
  const ids = Array.from({ length: 20_000 }, newId);
  const to = Date.now();
  expect(ids.filter((id) => !V7.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  expect(timeOf(ids[0] ?? '')).toBeGreaterThanOrEqual(from);
  expect(timeOf(ids.at(-1) ?? '')).toBeLessThanOrEqual(to);
});

test('what sets ids of the same millisecond apart beside the counter is random in each', () => {
  const tails = Array.from({ length: 1_000 }, () => newId().slice(-11));
  expect(new Set(tails).size).toBe(tails.length);
});
