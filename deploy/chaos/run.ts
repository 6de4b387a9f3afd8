import { setTimeout as sleep } from 'node:timers/promises';
import { Narrator } from '../demo/narrator.js';
import { Shop } from './arrivals.js';
import { Chance } from './chance.js';
import { checkAll, verdict } from './checks.js';
import { Conductor } from './disturbances.js';
import type { Instance } from './instance.js';
import { Journal } from './journal.js';
import { PackingStation } from './packing-station.js';
import { countTasks, readRecord } from './record.js';
import { type Scene, setTheScene } from './scene.js';

export interface Story {
  seed: number;
  orders: number;
  stations: number;
  /** How often each kind of blow falls. */
  rounds: number;
  /** Between two blows, and how long what was taken away stays away, on average. */
  gapMs: number;
  pauseMs: number;
  /** Over how long the orders come. */
  arrivalsMs: number;
  /** How long a packer takes for a task, on average. */
  paceMs: number;
}

const STAGES = 3;
const LOOK_MS = 1_000;
const TELL_EVERY = 5;
const STUCK_MS = 60_000;

/**
 * Plays the story on a fresh instance and checks what is left of it.
 * @returns whether every promise was kept
 */
export async function playChaos(
  instance: Instance,
  story: Story,
  out: NodeJS.WritableStream,
): Promise<boolean> {
  const narrator = new Narrator(out);
  const say = (text: string) => narrator.say(text);
  const chance = new Chance(story.seed);
  const scene = await setTheScene(instance.apiUrls[0] ?? '', instance.operatorKey, story.stations);
  const journal = new Journal();
  const shop = new Shop(instance.apiUrls, scene.brandKey, chance, journal);
  await shop.rankCustomers();
  const stations = scene.stations.map(
    (about) => new PackingStation(about, instance.apiUrls, chance.of(about.name), journal, story.paceMs),
  );
  const wrong = stations.filter((station) => station.clockIsWrong).length;
  say(
    `seed ${story.seed}, queue on ${instance.queue}, ${instance.apiUrls.length} API processes, ${stations.length} stations, ${wrong} of them with clocks wrong by up to 26 h`,
  );
  const conductor = new Conductor(instance, chance.of('conductor'), say);
  const done = new Set<string>();
  const over = () => done.has('over');
  const working = Promise.all(stations.map((station) => station.work(over)));
  const bringing = shop
    .bring(story.orders, story.arrivalsMs)
    .then(() => say(`all ${story.orders} orders have come`));
  const ending = Promise.all([
    bringing,
    conductor.conduct(story.rounds, story),
    untilDone(instance, scene, story, say),
  ]);
  await Promise.race([ending, working]).finally(() => done.add('over'));
  await working;
  tellFates(journal, stations, say);
  const record = await readRecord(instance.databaseUrl, scene.brandId);
  return verdict(checkAll(record, journal, conductor.outages, story.orders * STAGES), story, out);
}

/** Watches the tasks until all are completed, or nothing has happened for a minute. */
async function untilDone(
  { databaseUrl }: Instance,
  { brandId }: Scene,
  story: Story,
  say: (text: string) => void,
): Promise<void> {
  const all = story.orders * STAGES;
  let [last, lastAt] = [-1, Date.now()];
  for (let look = 1; ; look += 1) {
    await sleep(LOOK_MS);
    const counts = await countTasks(databaseUrl, brandId).catch(() => undefined);
    if (!counts) continue;
    const completed = counts.get('completed') ?? 0;
    if (look % TELL_EVERY === 0)
      say(`${completed} of ${all} tasks completed, ${counts.get('claimed') ?? 0} held`);
    if (completed >= all) return say(`all ${all} tasks are completed`);
    if (completed !== last) [last, lastAt] = [completed, Date.now()];
    if (Date.now() - lastAt > STUCK_MS) return say(`stuck at ${completed} of ${all} tasks`);
  }
}

function tellFates(journal: Journal, stations: readonly PackingStation[], say: (text: string) => void): void {
  for (const [fate, times] of [...journal.fates].sort()) say(`${String(times).padStart(5)} × ${fate}`);
  for (const [code, times] of journal.refusals()) say(`${String(times).padStart(5)} × refused: ${code}`);
  const failovers = stations.reduce((sum, station) => sum + station.failovers, 0);
  say(`${String(failovers).padStart(5)} × a station turned to another API process`);
}
