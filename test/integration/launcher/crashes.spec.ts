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
  it(
    'leaves no process behind when the launcher is killed, and starts again with the same keys and data',
    async () => {
      const launcher = await launchReady(clone, '--port', String(await freePort()));
      const processes = processesOf(clone);
      const before = readInstance(clone);
      expect(stillRunning(processes)).toHaveLength(8);

      process.kill(launcher.pid, 'SIGKILL');
      await untilGone(processes);

      const again = await launchReady(clone, '--port', String(await freePort()));
      expect(readInstance(clone)).toMatchObject({
        operatorKey: before.operatorKey,
        databaseUrl: before.databaseUrl,
      });
      await again.stop();
    },
    LONG_MS,
  );

  it(
    'starts while what a killed launcher left is still ending',
    async () => {
      const launcher = await launchReady(clone, '--port', String(await freePort()));
      const processes = processesOf(clone);
      process.kill(launcher.pid, 'SIGKILL');
      await launcher.exited;
      const again = await launchReady(clone, '--port', String(await freePort()));
      expect(stillRunning(processes)).toEqual([]);
      await again.stop();
    },
    LONG_MS,
  );

  it(
    'starts a service again that ended by itself',
    async () => {
      const port = await freePort();
      const launcher = await launchReady(clone, '--port', String(port));
      const { service } = named('API');
      process.kill(service.pid, 'SIGKILL');
      await untilSaid(launcher, 'API was ended by SIGKILL; starting it again');
      await untilSaid(launcher, 'API is running again');
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
      await launcher.stop();
    },
    LONG_MS,
  );

  it(
    'never leaves a service behind whose supervisor was killed',
    async () => {
      const launcher = await launchReady(clone, '--port', String(await freePort()));
      const { supervisor, service } = named('Worker');
      process.kill(supervisor.pid, 'SIGKILL');
      await untilGone([supervisor, service]);
      await untilSaid(launcher, 'Worker is running again');
      const processes = processesOf(clone);
      await launcher.stop();
      expect(stillRunning(processes)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'recovers Postgres after a kill, as after a power cut',
    async () => {
      const port = await freePort();
      const launcher = await launchReady(clone, '--port', String(port));
      process.kill(named('Postgres').service.pid, 'SIGKILL');
      await untilSaid(launcher, 'Postgres is running again');
      await eventually('the API on the recovered database', async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
        return answer?.status === 200 ? true : undefined;
      });
      await launcher.stop();
    },
    LONG_MS,
  );
});
