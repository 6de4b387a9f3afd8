import { freePort } from '../../../deploy/local/ports.mjs';
import type { Service } from '../../../deploy/local/supervised.mjs';
import {
  launchReady,
  makeClone,
  processesOf,
  readInstance,
  stillRunning,
  type RunningProcess,
} from '../../harness/launcher.js';
import { eventually } from '../../harness/processes.js';

const LONG_MS = 120_000;

const clone = makeClone();

function named(name: string): { supervisor: RunningProcess; service: RunningProcess } {
  const [supervisor, service] = processesOf(clone).filter((running) => running.name === name);
  if (supervisor === undefined || service === undefined) throw new Error(`${name} does not run`);
  return { supervisor, service };
}

async function untilGone(processes: RunningProcess[]): Promise<void> {
  await eventually(
    'the end of all processes',
    () => (stillRunning(processes).length === 0 ? true : undefined),
    30_000,
  );
}

async function untilSaid(launcher: Service, text: string): Promise<void> {
  await launcher.waitForLine((line) => line.startsWith(text), 30_000);
}

describe('after a crash', () => {
  let launcher: Service;
  let port: number;

  async function start(): Promise<void> {
    port = await freePort();
    launcher = await launchReady(clone, '--port', String(port));
  }

  async function untilApiIsReady(): Promise<void> {
    await eventually('a ready API', async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    });
  }

  beforeAll(start, LONG_MS);

  it(
    'leaves no process behind when the launcher is killed, and starts again with the same keys and data',
    async () => {
      const processes = processesOf(clone);
      const before = readInstance(clone);
      expect(stillRunning(processes)).toHaveLength(10);
      process.kill(launcher.pid, 'SIGKILL');
      await untilGone(processes);

      await start();
      const { operatorKey, databaseUrl } = before;
      expect(readInstance(clone)).toMatchObject({ operatorKey, databaseUrl });
    },
    LONG_MS,
  );

  it(
    'starts a service again that ended by itself',
    async () => {
      process.kill(named('API').service.pid, 'SIGKILL');
      await untilSaid(launcher, 'API was ended by SIGKILL; starting it again');
      await untilSaid(launcher, 'API is running again');
      await untilApiIsReady();
    },
    LONG_MS,
  );

  it(
    'never leaves a service behind whose supervisor was killed',
    async () => {
      const { supervisor, service } = named('Worker');
      process.kill(supervisor.pid, 'SIGKILL');
      await untilGone([supervisor, service]);
      await untilSaid(launcher, 'Worker is running again');
    },
    LONG_MS,
  );

  it(
    'recovers Postgres after a kill, as after a power cut',
    async () => {
      process.kill(named('Postgres').service.pid, 'SIGKILL');
      await untilSaid(launcher, 'Postgres is running again');
      await untilApiIsReady();
    },
    LONG_MS,
  );

  it(
    'starts while what a killed launcher left is still ending',
    async () => {
      const processes = processesOf(clone);
      process.kill(launcher.pid, 'SIGKILL');
      await launcher.exited;
      await start();
      expect(stillRunning(processes)).toEqual([]);
      await launcher.stop();
      expect(stillRunning(processesOf(clone))).toEqual([]);
    },
    LONG_MS,
  );
});
