import { parseArgs } from 'node:util';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Narrator } from '../../deploy/demo/narrator.js';
import { migrations } from '../../migrations/all.js';
import { alternate, median, seconds } from '../lib/alternate.js';
import { type Figure, jsonLine, tableRow } from '../lib/report.js';
import { bench, configOn, withDatabase } from './env.js';
import { BARE_ROW, Floor, TASK_ROW } from './floor.js';
import { httpClaims } from './http-claims.js';
import { Line } from './line.js';
import { Rival } from './rival.js';

const DEPTHS = '1000,10000,100000,1000000';
const SMALLEST = 1_000;
const RIVALS_UP_TO = 100_000;
const RIVALS = ['pg-boss', 'graphile-worker'] as const;
const STATIONS = 64;
const ROUNDS = 15;
const UNCOUNTED = 4;
const RIVAL_ROUNDS = 9;
const HTTP_ROUNDS = 3;
const RIVAL_CLAIMS = 32;
const FLOOR_FACTOR = 1.5;
/** A claim a second for each station: no packer is faster. */
const HTTP_GOAL = STATIONS;

const { values: options } = parseArgs({
  options: { depths: { type: 'string', default: DEPTHS }, json: { type: 'boolean', default: false } },
});
const depths = options.depths.split(',').map(Number);
const narrator = new Narrator(process.stderr);

const shown = (count: number): string => count.toLocaleString('en-US');
const middle = async (times: Promise<number[]>): Promise<number> => median(await times);

function print(figure: Figure): void {
  process.stdout.write(`${options.json ? jsonLine(figure) : tableRow(figure)}\n`);
}

interface Comparison {
  figure: string;
  /** None: the figure is only told. */
  goal?: number;
  rounds: number;
  ours: () => Promise<number[]>;
  other: () => Promise<number[]>;
}

async function compare({ figure, goal, rounds, ours, other }: Comparison): Promise<void> {
  const {
    ratio: value,
    spread,
    ours: own,
    floor,
  } = await alternate(
    rounds,
    () => middle(ours()),
    () => middle(other()),
    UNCOUNTED,
  );
  const note = `${own.toFixed(2)} ms against ${floor.toFixed(2)} ms`;
  print({ bench: 'queue', figure, value, goal, better: 'lower', spread, note });
}

/** A migrated database and a Redis database that nobody else has. */
async function storageOf(name: string, redisDatabase: number) {
  await createDatabase(name);
  const databaseUrl = withDatabase(bench.DATABASE_URL, name);
  const source = new DataSource({ type: 'postgres', url: databaseUrl, migrations: [...migrations] });
  await source.initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  return { databaseUrl, redisUrl: `${bench.REDIS_URL}/${redisDatabase}` };
}

async function createDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: withDatabase(bench.DATABASE_URL, 'postgres') });
  await client.connect();
  await client.query(`create database ${name}`).finally(() => client.end());
  return withDatabase(bench.DATABASE_URL, name);
}

async function openRivals(): Promise<{ name: string; rival: Rival }[]> {
  if (bench.BENCH_RIVALS === undefined) return [];
  return Promise.all(
    RIVALS.map(async (name) => {
      const url = await createDatabase(`rival_${name.replace('-', '_')}`);
      return { name, rival: Rival.open(name, url) };
    }),
  );
}

async function main(): Promise<void> {
  const line = await Line.open(
    configOn({ databaseUrl: bench.DATABASE_URL, redisUrl: bench.REDIS_URL }),
    STATIONS,
  );
  const floor = new Floor(line.pool, line.backend, TASK_ROW);
  const bare = new Floor(line.pool, line.backend, BARE_ROW);
  await floor.open();
  await bare.open();
  const rivals = await openRivals();
  const ours = () => line.claimAll();
  for (const depth of depths) {
    const growing = await seconds(() => line.growTo(depth));
    await floor.growTo(depth);
    narrator.say(`${shown(depth)} tasks wait, with tickets after ${growing.toFixed(0)} s`);
    const other = () => floor.claimAll(STATIONS);
    const figure = `claim ÷ floor, p50, ${shown(depth)} waiting`;
    await compare({ figure, goal: FLOOR_FACTOR, rounds: ROUNDS, ours, other });
    if (depth > RIVALS_UP_TO) continue;
    await bare.growTo(depth);
    const onBareRow = () => bare.claimAll(STATIONS);
    await compare({
      ...{ figure: `claim ÷ floor on a bare row, ${shown(depth)} waiting`, rounds: ROUNDS, ours },
      other: onBareRow,
    });
    for (const { name, rival } of rivals) {
      await rival.growTo(depth);
      await compare({
        ...{ figure: `claim ÷ ${name}, p50, ${shown(depth)} waiting`, goal: 1, rounds: RIVAL_ROUNDS, ours },
        other: () => rival.claimAll(RIVAL_CLAIMS),
      });
    }
  }
  await Promise.all(rivals.map(({ rival }) => rival.close()));
  await againstShortLine(line);
  await overHttp(line);
  await line.close();
}

/** The longest line against one of 1,000 on another database and another Redis database, in turn. */
async function againstShortLine(line: Line): Promise<void> {
  const deepest = Math.max(...depths);
  if (deepest <= SMALLEST) return;
  const short = await Line.open(configOn(await storageOf('short_line', 1)), STATIONS);
  await short.growTo(SMALLEST);
  const [ours, other] = [() => line.claimAll(), () => short.claimAll()];
  const figure = `claim, p50, ${shown(deepest)} ÷ ${shown(SMALLEST)} waiting`;
  await compare({ figure, goal: FLOOR_FACTOR, rounds: ROUNDS, ours, other });
  await short.close();
}

async function overHttp({ scene }: Line): Promise<void> {
  const [one = ''] = bench.BENCH_API_URLS;
  const { ours: two, floor: single } = await alternate(
    HTTP_ROUNDS,
    () => httpClaims(scene, bench.BENCH_API_URLS),
    () => httpClaims(scene, [one]),
  );
  const rate = { bench: 'queue', goal: HTTP_GOAL, better: 'higher' as const };
  print({ ...rate, figure: `HTTP claims/s, ${STATIONS} stations, 1 API process`, value: single });
  print({ ...rate, figure: `HTTP claims/s, ${STATIONS} stations, 2 API processes`, value: two });
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
