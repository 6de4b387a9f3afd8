import { readFile, writeFile } from 'node:fs/promises';
import { ffmpegOfPackage } from './ffmpeg.js';
import { Narrator } from './narrator.js';
import { readOptions, type DemoOptions } from './options.js';
import { StationWorker } from './station-work.js';
import { sendOwnOrders } from './own-orders.js';
import { Story, type StoryResult } from './story.js';
import { PACKERS } from './sumihido.js';
import { createWorld, rejoinWorld, type World } from './world.js';

/** `npm run demo`: the story, or somebody's own orders, and then what to open. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env);
  if ('text' in options) {
    process.stdout.write(options.text);
    return options.code;
  }
  const narrator = new Narrator(process.stdout);
  const { instance } = options;
  const again = Boolean(instance.brandKey && instance.stationKey);
  const world = await worldOf(options, narrator);
  if (options.orders) {
    const outcomes = await sendOwnOrders(world, await readFile(options.orders, 'utf8'));
    outcomes.forEach((line) => narrator.say(line));
    return 0;
  }
  const media = { ffmpegPath: options.ffmpegPath ?? ffmpegOfPackage(), clip: options.clip };
  const story = new Story(
    world,
    narrator,
    new StationWorker(world.station, world.stationKey, narrator, media),
  );
  const result = await story.play(again ? laterNumber() : (n) => `SD-${1000 + n}`);
  narrator.say('done');
  tellLinks(narrator, world, result);
  if (options.resultFile) await writeResult(options.resultFile, world, result);
  return 0;
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
}

async function writeResult(file: string, world: World, result: StoryResult): Promise<void> {
  const station = { enrolmentCode: world.enrolmentCode, badge: PACKERS[1]?.badge };
  const kept = {
    brandKey: world.brandKey,
    stationKey: world.stationKey,
    logins: world.logins,
    station,
    trackingUrls: result.trackingUrls.map(({ url }) => url),
    disputeUrl: result.disputeUrl,
  };
  await writeFile(file, JSON.stringify(kept), { mode: 0o600 });
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
