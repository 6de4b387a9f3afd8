import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.js';
import type { Instance } from './instance.js';
import type { Outage } from './overtaking.js';

/** One blow: what is taken away, and after a while given back. */
interface Blow {
  what: string;
  queue?: 'redis';
  strike: (instance: Instance, pauseMs: number, chance: Chance) => Promise<void>;
}

const BLOWS: readonly Blow[] = [
  { what: 'queue storage emptied', strike: (instance) => instance.emptyQueue() },
  {
    what: 'Redis stopped and started',
    queue: 'redis',
    strike: async (instance, pauseMs) => {
      await instance.stopRedis();
      await sleep(pauseMs);
      await instance.startRedis();
    },
  },
  {
    what: 'Postgres restarted',
    strike: async (instance, pauseMs) => {
      await instance.stopPostgres();
      await sleep(pauseMs / 2);
      await instance.startPostgres();
    },
  },
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
    what: 'all API processes killed with -9',
    strike: async (instance, pauseMs) => {
      const all = instance.apiUrls.map((_, n) => n);
      await Promise.all(all.map((n) => instance.killApi(n)));
      await sleep(pauseMs / 2);
      await Promise.all(all.map((n) => instance.startApi(n)));
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
];

/** Strikes again and again, one blow at a time, in an order that the seed decides. Each kind comes once a round. */
export class Conductor {
  readonly outages: Outage[] = [];

  constructor(
    private readonly instance: Instance,
    private readonly chance: Chance,
    private readonly say: (text: string) => void,
  ) {}

  async conduct(rounds: number, { pauseMs, gapMs }: { pauseMs: number; gapMs: number }): Promise<void> {
    const possible = BLOWS.filter(({ queue }) => queue === undefined || queue === this.instance.queue);
    for (let round = 0; round < rounds; round += 1) {
      for (const blow of this.chance.shuffled(possible)) {
        await sleep(gapMs * this.chance.between(0.5, 1.5));
        await this.strike(blow, pauseMs * this.chance.between(0.5, 1.5));
      }
    }
  }

  private async strike({ what, strike }: Blow, pauseMs: number): Promise<void> {
    const from = Date.now();
    await strike(this.instance, pauseMs, this.chance);
    const to = Date.now();
    this.outages.push({ what, from, to });
    this.say(`${what}; back after ${((to - from) / 1000).toFixed(1)} s`);
  }
}
