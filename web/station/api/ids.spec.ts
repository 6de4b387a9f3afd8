import { newId } from './ids.js';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('is a UUIDv7 that carries its millisecond', () => {
  const at = Date.UTC(2026, 10, 22, 6, 30);
  const id = newId(at);
  expect(id).toMatch(V7);
  expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
});

it('sorts by time and never repeats', () => {
  const ids = Array.from({ length: 500 }, (_, n) => newId(1_000_000_000_000 + n * 70_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 2000 }, () => newId())).size).toBe(2000);
});
