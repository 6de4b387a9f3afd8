import { setTimeout as sleep } from 'node:timers/promises';
import { footageOf } from './small-film.js';
import { Narrator } from '../../demo/narrator.js';
import { Shop } from '../arrivals.js';
import { Chance } from '../chance.js';
import { verdict } from '../checks.js';
import type { Instance } from '../instance.js';
import { Journal } from '../journal.js';
import { setTheScene } from '../scene.js';
import { BadNetwork } from './bad-network.js';
import { EvidenceChecks } from './evidence-checks.js';
import { strikeUntil } from './evidence-blows.js';
import { FilmingStation } from './filming-station.js';

export interface EvidenceStory {
  seed: number;
  clips: number;
  stations: number;
  gapMs: number;
  pauseMs: number;
  /** How long the machines may take for what is left once the stations are done. */
  settleMs: number;
}

/**
 * Stations film over a bad network while everything is killed; then what is left is compared with what they were told.
 * @returns whether every promise was kept
 */
export async function playEvidenceChaos(
  instance: Instance,
  story: EvidenceStory,
  out: NodeJS.WritableStream,
): Promise<boolean> {
  const narrator = new Narrator(out);
  const say = (text: string) => narrator.say(text);
  const chance = new Chance(story.seed);
  const scene = await setTheScene(instance.apiUrls[0] ?? '', instance.operatorKey, story.stations);
  await new Shop(instance.apiUrls, scene.brandKey, chance, new Journal()).bring(story.stations, 0);
  const networks = await Promise.all(
    instance.apiUrls.map((url, n) => BadNetwork.before(url, chance.of(`network ${n}`))),
  );
  const film = await footageOf();
  const urls = networks.map(({ url }) => url);
  const stations = scene.stations.map(
    (about) => new FilmingStation(about, urls, chance.of(about.name), film),
  );
  say(`seed ${story.seed}, ${story.clips} clips, ${stations.length} stations, queue on ${instance.queue}`);
  const done = new Set<string>();
  const blows = strikeUntil(() => done.has('over'), instance, { ...story, chance: chance.of('blows'), say });
  const each = Math.ceil(story.clips / stations.length);
  await Promise.all(stations.map((station) => station.record(each))).finally(() => done.add('over'));
  const struck = await blows;
  await Promise.all(stations.map((station) => station.finish()));
  await Promise.all(networks.map((network) => network.close()));
  tell(stations, networks, struck, say);
  const checks = new EvidenceChecks(instance.databaseUrl, instance.apiUrls[0] ?? '', {
    ...{ id: scene.brandId, key: scene.brandKey },
  });
  await untilSettled(checks, story.settleMs, say);
  const recordings = stations.flatMap((station) => station.recordings);
  const unexplained = {
    promise: 'no answer that no rule explains',
    found: `${stations.length} stations`,
    broken: stations.flatMap(({ surprises }) => surprises),
  };
  const found = [...(await checks.checkAll(recordings)), unexplained, await audited(instance)];
  return verdict(found, story, out);
}

/** The auditor walks over everything once more, in a process of its own. */
async function audited(instance: Instance) {
  const { code, said } = await instance.audit();
  const promise = 'the auditor finds nothing';
  return {
    promise,
    found: said.at(-1) ?? '',
    broken: code === 0 ? [] : [...said, `it ended with ${String(code)}`],
  };
}

async function untilSettled(
  checks: EvidenceChecks,
  withinMs: number,
  say: (text: string) => void,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (let look = 0; ; look += 1) {
    const left = await checks.unsettled();
    if (left === 0) return say('everything is sealed, rendered and logged');
    if (Date.now() > deadline) return say(`${left} clips and documents are still not settled`);
    if (look % 10 === 0) say(`${left} clips and documents to go`);
    await sleep(1_000);
  }
}

function tell(
  stations: readonly FilmingStation[],
  networks: readonly BadNetwork[],
  struck: number,
  say: (text: string) => void,
): void {
  const fates = new Map<string, number>();
  for (const station of stations)
    for (const [fate, times] of station.fates) fates.set(fate, (fates.get(fate) ?? 0) + times);
  for (const [fate, times] of [...fates].sort()) say(`${String(times).padStart(5)} × ${fate}`);
  const sum = (of: (network: BadNetwork) => number) =>
    networks.reduce((all, network) => all + of(network), 0);
  say(
    `the network cut ${sum(({ cuts }) => cuts)} talks, delayed ${sum(({ delays }) => delays)} pieces, repeated ${sum(({ repeats }) => repeats)} talks; ${struck} blows`,
  );
  const failovers = stations.reduce((all, station) => all + station.failovers, 0);
  say(`${failovers} requests were sent again`);
}
