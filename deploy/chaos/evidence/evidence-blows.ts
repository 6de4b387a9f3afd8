import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../chance.js';
import type { Instance } from '../instance.js';

interface Blow {
  what: string;
  strike: (instance: Instance, pauseMs: number, chance: Chance) => Promise<void>;
}

/** Everything that evidence stands on, killed with -9. */
const BLOWS: readonly Blow[] = [
  {
    what: 'an API process killed with -9',
    strike: async (instance, pauseMs, chance) => {
      const n = chance.whole(0, instance.apiUrls.length - 1);
      await instance.killApi(n);
      await sleep(pauseMs);
      await instance.startApi(n);
    },
  },
  {
    what: 'the worker killed with -9',
    strike: async (instance, pauseMs) => {
      await instance.killWorker();
      await sleep(pauseMs);
      await instance.startWorker();
    },
  },
  {
    what: 'Postgres killed with -9',
    strike: async (instance, pauseMs) => {
      await instance.killPostgres();
      await sleep(pauseMs / 2);
      await instance.startPostgres();
    },
  },
  {
    what: 'the object store killed with -9',
    strike: async (instance, pauseMs) => {
      await instance.killObjectStore();
      await sleep(pauseMs);
      await instance.startObjectStore();
    },
  },
];

/** Strikes again and again until it is over, each kind once a round, in an order that the seed decides. */
export async function strikeUntil(
  isOver: () => boolean,
  instance: Instance,
  {
    chance,
    gapMs,
    pauseMs,
    say,
  }: { chance: Chance; gapMs: number; pauseMs: number; say: (text: string) => void },
): Promise<number> {
  for (let struck = 0; ;) {
    for (const { what, strike } of chance.shuffled(BLOWS)) {
      await sleep(gapMs * chance.between(0.5, 1.5));
      if (isOver()) return struck;
      const from = Date.now();
      await strike(instance, pauseMs * chance.between(0.5, 1.5), chance);
      struck += 1;
      say(`${what}; back after ${((Date.now() - from) / 1000).toFixed(1)} s`);
    }
  }
}
