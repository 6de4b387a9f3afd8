import { expect, test } from '@jest/globals';
import { KnownPools } from './known-pools.js';

const EVERYTHING = { zones: null, temperatures: null, skills: null };
const pool = (stage: string, key = '') => ({ warehouseId: 'w', stage, key });

test('guesses the most urgent pool that the station serves and names those that it does not', () => {
  const known = new KnownPools();
  known.see('w', ['pick'], [pool('pick', 'zone=A'), pool('pick', 'zone=B'), pool('pick')]);
  expect(known.guess('w', ['pick'], EVERYTHING)).toEqual({ pool: pool('pick', 'zone=A'), unserved: [] });
  expect(known.guess('w', ['pick'], { ...EVERYTHING, zones: ['B'] })).toEqual({
    pool: pool('pick', 'zone=B'),
    unserved: ['zone=A'],
  });
});

test('knows nothing of other stages, other warehouses, or empty lines', () => {
  const known = new KnownPools();
  known.see('w', null, [pool('pick')]);
  expect(known.guess('w', ['pick'], EVERYTHING)).toBeUndefined();
  expect(known.guess('v', null, EVERYTHING)).toBeUndefined();
  known.see('w', ['pick'], []);
  expect(known.guess('w', ['pick'], EVERYTHING)).toBeUndefined();
});

test('made-up stages fill no memory', () => {
  const known = new KnownPools();
  for (let n = 0; n < 5_000; n += 1) known.see('w', [`stage-${n}`], [pool('pick')]);
  const kept = Array.from({ length: 5_000 }, (_, n) => known.guess('w', [`stage-${n}`], EVERYTHING));
  expect(kept.filter((guess) => guess !== undefined).length).toBeLessThanOrEqual(1_000);
  expect(kept.at(-1)?.pool).toEqual(pool('pick'));
});

test('a wrong guess is followed by claims that look around first', () => {
  const known = new KnownPools();
  const pools = [pool('pick', 'zone=A'), pool('pick', 'zone=B')];
  known.see('w', null, pools);
  known.wasWrong('w', null);
  const guesses = Array.from({ length: 10 }, () => {
    const guess = known.guess('w', null, EVERYTHING);
    known.see('w', null, pools);
    return guess !== undefined;
  });
  expect(guesses).toEqual([...Array.from({ length: 8 }, () => false), true, true]);
});
