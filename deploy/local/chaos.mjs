/** `npm run chaos:queue`: stations work while everything below them breaks; at the end every promise of the queue is checked. */
import './node-version.mjs';

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';

import { playOnInstance } from './chaos-play.mjs';

const HELP = `npm run chaos:queue -- [--queue redis|postgres] [--seed N] [--short] [--orders N] [--rounds N] [--keep] [--no-build]

3,300 tasks (1,100 orders in three stages), 16 stations over HTTP and two API processes, while the queue's storage is emptied,
Redis is stopped and started, Postgres is restarted, processes are killed with -9 and stations vanish, with clocks that are wrong
by hours. Then it checks: every task completed exactly once, no older token's write accepted, nobody overtaken for longer than an
outage and its repair. Exit code 0: every promise was kept. The queue is on Redis where this machine has redis-server.
  --short     300 tasks, one round of blows, under a minute
  --keep      leave the folder with the logs behind
`;

const STORIES = {
  long: {
    orders: 1_100,
    stations: 16,
    rounds: 3,
    gapMs: 5_000,
    pauseMs: 3_000,
    arrivalsMs: 75_000,
    paceMs: 120,
  },
  short: {
    orders: 100,
    stations: 16,
    rounds: 1,
    gapMs: 1_000,
    pauseMs: 1_000,
    arrivalsMs: 8_000,
    paceMs: 60,
  },
};

function readOptions() {
  const options = {
    queue: { type: 'string' },
    seed: { type: 'string', default: '1' },
    orders: { type: 'string' },
    rounds: { type: 'string' },
    ...Object.fromEntries(
      ['short', 'keep', 'help', 'no-build'].map((name) => [name, { type: 'boolean', default: false }]),
    ),
  };
  const { values } = parseArgs({ options });
  const preset = STORIES[values.short ? 'short' : 'long'];
  const number = (text, otherwise) => (text === undefined ? otherwise : Number(text));
  const story = {
    ...preset,
    seed: Number(values.seed),
    orders: number(values.orders, preset.orders),
    rounds: number(values.rounds, preset.rounds),
  };
  return { ...values, queue: values.queue ?? (hasRedis() ? 'redis' : 'postgres'), story };
}

function hasRedis() {
  if (process.env.REDIS_SERVER) return true;
  return process.env.PATH.split(delimiter).some((folder) => existsSync(join(folder, 'redis-server')));
}

async function main() {
  const options = readOptions();
  if (options.help) return process.stdout.write(HELP);
  if (options.queue === 'redis' && !hasRedis())
    throw new Error('redis-server is not on this machine: apt-get install redis-server, or --queue postgres');
  await playOnInstance(options, 'dist/deploy/chaos/run.js', ({ playChaos }, instance) =>
    playChaos(instance, options.story, process.stdout),
  );
}

await main();
