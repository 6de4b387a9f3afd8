import { Writable } from 'node:stream';
import { Narrator } from '../../deploy/demo/narrator.js';
import { StationWorker } from '../../deploy/demo/station-work.js';
import { createWorld, type World } from '../../deploy/demo/world.js';
import { findMediaTools } from '../../src/media/find-ffmpeg.js';
import { startApi, startWorker } from '../harness/processes.js';
import { freshEnvironment, type Environment } from '../harness/services.js';

/** A running instance with the demo's brand in it: API and worker are processes, everything is spoken to over HTTP. */
export interface Playground {
  env: Environment;
  baseUrl: string;
  world: World;
  packer: StationWorker;
  narrator: Narrator;
  worker: Awaited<ReturnType<typeof startWorker>>;
}

const silence = () => new Narrator(new Writable({ write: (_chunk, _encoding, done) => done() }));

/** Starts API and worker on a database, buckets and queue of their own. */
export async function startPlayground(): Promise<Playground> {
  const env = await freshEnvironment();
  const [{ baseUrl }, worker] = await Promise.all([startApi(env), startWorker(env)]);
  const narrator = silence();
  const world = await createWorld(baseUrl, env['AKASHI_OPERATOR_KEY'] ?? '', narrator);
  const { ffmpeg } = await findMediaTools({ ffmpegPath: env['FFMPEG_PATH'] });
  const media = { ffmpegPath: ffmpeg.command };
  const packer = new StationWorker(world.station, world.stationKey, narrator, media, world.signer);
  return { env, baseUrl, world, packer, narrator, worker };
}
