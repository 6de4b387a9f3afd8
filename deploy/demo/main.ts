import { readFile, rename, writeFile } from 'node:fs/promises';
import { ffmpegOfPackage } from './ffmpeg.js';
import { Narrator } from './narrator.js';
import { readOptions, type DemoOptions } from './options.js';
import { StationWorker } from './station-work.js';
import { whyNotFilm } from './own-clip.js';
import { sendOwnOrders } from './own-orders.js';
import { Story, type StoryResult } from './story.js';
import { PACKERS } from './sumihido.js';
import { firstWaybills, freshWaybills } from './waybills.js';
import { createWorld, rejoinWorld, type World } from './world.js';

/** `npm run demo`: the story, or somebody's own orders, and then what to open. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if ('text' in options) {
    process.stdout.write(options.text);
    return options.code;
  }
  const why = options.clip && (await whyNotFilm(options.clip, ffmpegOf(options)));
  if (why) {
    process.stderr.write(`${why}\n`);
    return 2;
  }
  const narrator = new Narrator(process.stdout);
  await requireRunning(options.instance.baseUrl);
  const world = await worldOf(options, narrator);
  if (options.orders) return sendFile(options.orders, world, narrator);
  const result = await play(options, world, narrator);
  narrator.say('done');
  // Under the launcher the result goes to it, and it says what to open.
  if (options.resultFile)
    await writeFile(options.resultFile, JSON.stringify(kept(world, result)), { mode: 0o600 });
  else {
    tellLinks(narrator, world, result);
    await rememberInInstance(options.instanceFile, kept(world, result));
  }
  return 0;
}

async function requireRunning(baseUrl: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/health/ready`).catch(() => null);
  if (!answer?.ok)
    throw new Error(`nothing answers at ${baseUrl}. Run npm start, leave it running, and try again.`);
}

/** @returns 1 when a line was not taken */
async function sendFile(file: string, world: World, narrator: Narrator): Promise<number> {
  const outcomes = await sendOwnOrders(world, await readFile(file, 'utf8'));
  outcomes.forEach(({ text }) => narrator.say(text));
  return outcomes.some(({ taken }) => !taken) ? 1 : 0;
}

function play(options: DemoOptions, world: World, narrator: Narrator): Promise<StoryResult> {
  const again = Boolean(options.instance.brandKey && options.instance.stationKey);
  const media = { ffmpegPath: ffmpegOf(options), clip: options.clip };
  const worker = new StationWorker(world.station, world.stationKey, narrator, media, world.signer);
  const waybills = again ? freshWaybills() : firstWaybills;
  return new Story(world, narrator, worker, waybills).play(again ? laterNumber() : (n) => `SD-${1000 + n}`);
}

function ffmpegOf(options: DemoOptions): string {
  return options.ffmpegPath ?? ffmpegOfPackage();
}

function worldOf({ instance }: DemoOptions, narrator: Narrator): Promise<World> {
  const { baseUrl, operatorKey, brandKey, stationKey } = instance;
  if (brandKey && stationKey) return rejoinWorld(baseUrl, brandKey, stationKey);
  return createWorld(baseUrl, operatorKey, narrator);
}

/** Order numbers of a later run: the first run's are taken. */
function laterNumber(): (n: number) => string {
  const run = Math.floor(Date.now() / 1000)
    .toString(36)
    .toUpperCase()
    .slice(-5);
  return (n) => `SD-${run}-${n}`;
}

function tellLinks(narrator: Narrator, world: World, result: StoryResult): void {
  for (const { who, url } of result.trackingUrls) narrator.link(`tracking page (${who})`, url);
  narrator.link('dispute', result.disputeUrl);
  narrator.link('station', `${world.baseUrl}/station/`);
  for (const { role, email, password } of world.logins) narrator.link(role, `${email}  ${password}`);
  if (world.enrolmentCode)
    narrator.link('enrolment code, badge', `${world.enrolmentCode}  ${PACKERS[1].badge}`);
}

/** What instance.json keeps of a run; a later run has no new logins and leaves the first run's. */
function kept(world: World, result: StoryResult): Record<string, unknown> {
  const station = { enrolmentCode: world.enrolmentCode, badge: PACKERS[1].badge };
  return {
    brandKey: world.brandKey,
    stationKey: world.stationKey,
    ...(world.logins.length > 0 ? { logins: world.logins, station } : {}),
    trackingUrls: result.trackingUrls.map(({ url }) => url),
    disputeUrl: result.disputeUrl,
  };
}

/** Complete or not at all: a second start reads its keys from this file. */
async function rememberInInstance(file: string, more: Record<string, unknown>): Promise<void> {
  const before: unknown = JSON.parse(await readFile(file, 'utf8'));
  const merged = { ...(typeof before === 'object' ? before : {}), ...more };
  await writeFile(`${file}.demo`, `${JSON.stringify(merged, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.demo`, file);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`The demo stopped: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
