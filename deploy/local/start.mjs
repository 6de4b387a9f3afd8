/** `npm start`: from a fresh clone to a running Akashi. Node's own modules only, until the packages are installed. */
import './node-version.mjs';

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { instanceFile, openDataDir, requireAnswerable, resetDataDir } from './data-dir.mjs';
import { isEmptyDatabase, playDemo } from './demo.mjs';
import { Failure } from './failure.mjs';
import { whatToOpen } from './farewell.mjs';
import { watchNpm } from './npm-parent.mjs';
import { HELP, parseOptions } from './options.mjs';
import { choosePort } from './port-choice.mjs';
import { prepare } from './prepare.mjs';
import { say, step } from './progress.mjs';
import { createSecrets } from './secrets.mjs';
import { Services } from './services.mjs';
import { stopOthers } from './supervised.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const run = { lock: undefined, services: undefined, instance: undefined, stoppingSince: undefined };

/** In a terminal one Ctrl-C arrives twice: from the terminal, and passed on by npm. */
const ONE_PRESS_MS = 1_000;

/** Ends everything in order, then this process. A second Ctrl-C doesn't wait: the supervisors finish the work. */
async function shutDown(exitCode, why) {
  if (run.stoppingSince !== undefined) {
    if (Date.now() - run.stoppingSince > ONE_PRESS_MS) process.exit(exitCode);
    return;
  }
  run.stoppingSince = Date.now();
  say(run.services ? `\n${why}` : why);
  await (run.services?.stop(say) ?? stopOthers());
  if (run.instance?.exists()) run.instance.merge({ pids: {} });
  run.lock?.release();
  if (run.services) say('Stopped.');
  process.exit(exitCode);
}

function listenForTheEnd() {
  process.on('SIGINT', () => void shutDown(130, 'Ctrl-C: stopping (press it again to leave at once)'));
  process.on('SIGTERM', () => void shutDown(0, 'Asked to stop'));
  process.on('SIGHUP', () => void shutDown(0, 'The terminal is gone: stopping'));
  watchNpm(() => void shutDown(0, 'npm is gone: stopping'));
  // The terminal may be gone while we stop.
  process.stdout.on('error', () => undefined);
}

async function startServices(options, instance) {
  const { port, note } = await choosePort(options.port);
  if (note) say(note);
  const services = new Services({
    root,
    dataDir: options.dataDir,
    secrets: createSecrets(options.dataDir),
    port,
    lastPorts: instance.read().ports ?? {},
    changed: (processes) => run.lock.update({ processes }),
    giveUp: (message) => void shutDown(1, message),
  });
  run.services = services;
  run.lock.update({ baseUrl: services.baseUrl });
  await step(
    'Starting Postgres, the object store and the time stamps',
    () => Promise.all([services.startPostgres(), services.startObjectStore(), services.startTimeStamps()]),
    (notes) => notes.join('; '),
  );
  await step(
    'Migrating the database',
    () => services.migrate(),
    (note) => note,
  );
  await step(
    'Starting API and worker',
    () => Promise.all([services.startApi(), services.startWorker()]),
    () => services.baseUrl,
  );
  instance.merge(services.description());
  return services;
}

async function demoIfEmpty(options, services, instance) {
  if (!options.demo) return;
  if (await isEmptyDatabase(services.environment().DATABASE_URL)) {
    say('The database is empty: playing the demo story');
    instance.merge(await playDemo({ root, services, instance, dataDir: options.dataDir }));
  } else if (instance.read().brandKey === undefined) {
    say('The database is not empty, so no demo is played; npm start -- --reset begins anew.');
  }
}

async function main() {
  const options = parseOptions(process.argv.slice(2), { root, from: process.env.INIT_CWD ?? process.cwd() });
  if (options.help) return process.stdout.write(HELP);
  requireAnswerable(options);
  listenForTheEnd();
  run.lock = await openDataDir(options.dataDir);
  if (options.reset && !(await resetDataDir(options.dataDir, options.yes))) {
    return shutDown(1, 'Nothing was deleted.');
  }
  await prepare({ root, logFolder: join(options.dataDir, 'logs') });
  const instance = (run.instance = instanceFile(options.dataDir));
  const services = await startServices(options, instance);
  await demoIfEmpty(options, services, instance);
  say(whatToOpen(instance.read(), options.dataDir));
}

main().catch(async (error) => {
  if (run.stoppingSince !== undefined) return;
  const text = error instanceof Failure ? error.message : `Akashi could not start.\n${error?.stack ?? error}`;
  if (run.lock === undefined) {
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
  await shutDown(1, text);
});
