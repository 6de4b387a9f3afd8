import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../deploy/local/ports.mjs';
import type { Service } from '../../../deploy/local/supervised.mjs';
import {
  launch,
  launchReady,
  makeClone,
  processesOf,
  readInstance,
  stillRunning,
} from '../../harness/launcher.js';

const LONG_MS = 120_000;

const clone = makeClone();

/** Runs the launcher to its end and returns its exit code and all that it said. */
async function outcomeOf(launcher: Service) {
  const { code } = await launcher.exited;
  return { code, said: launcher.logLines().join('\n') };
}

describe('npm start', () => {
  let launcher: Service;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    launcher = await launchReady(clone, '--port', String(port));
  }, LONG_MS);

  it('has everything running when it says that it is ready', async () => {
    const names = new Set(processesOf(clone).map(({ name }) => name));
    expect(names).toEqual(new Set(['Postgres', 'S3 server', 'Time stamps', 'API', 'Worker']));
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
  });

  it('writes how to reach the instance to a file that only its owner can read', () => {
    expect(statSync(join(clone.dataDir, 'instance.json')).mode & 0o777).toBe(0o600);
    expect(readInstance(clone)).toMatchObject({
      baseUrl: `http://127.0.0.1:${port}`,
      databaseUrl: expect.stringContaining('@127.0.0.1:'),
      redisUrl: null,
      operatorKey: expect.stringMatching(/^ak_operator_/),
      s3: { region: 'us-east-1', buckets: { originals: 'akashi-originals' } },
      pids: { API: expect.any(Number), Worker: expect.any(Number) },
    });
  });

  it(
    'says who is running when started twice on one data dir',
    async () => {
      const { code, said } = await outcomeOf(await launch(clone, '--no-demo'));
      expect(code).toBe(1);
      expect(said).toContain(`process ${launcher.pid}`);
      expect(said).toContain(`http://127.0.0.1:${port}`);
    },
    LONG_MS,
  );

  it(
    'stops worker, API, time stamps, object store and Postgres in this order on Ctrl-C',
    async () => {
      const processes = processesOf(clone);
      process.kill(launcher.pid, 'SIGINT');
      const { code, said } = await outcomeOf(launcher);
      expect(code).toBe(130);
      expect(said.split('\n').filter((line) => line.startsWith('Stopp'))).toEqual([
        ...[
          'Stopping Worker',
          'Stopping API',
          'Stopping Time stamps',
          'Stopping S3 server',
          'Stopping Postgres',
          'Stopped.',
        ],
      ]);
      expect(stillRunning(processes)).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'refuses a port that another program has, when that very port was asked for',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const address = other.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      const { code, said } = await outcomeOf(await launch(clone, '--port', String(port)));
      other.close();
      expect(code).toBe(1);
      expect(said).toContain(`Port ${port} is taken`);
    },
    LONG_MS,
  );

  it(
    'names an unknown option and starts nothing',
    async () => {
      const { code, said } = await outcomeOf(await launch(clone, '--prot', '3000'));
      expect(code).toBe(1);
      expect(said).toContain('Unknown option --prot');
    },
    LONG_MS,
  );

  it(
    'deletes nothing when nobody can answer its question',
    async () => {
      const { code, said } = await outcomeOf(await launch(clone, '--reset'));
      expect(code).toBe(1);
      expect(said).toContain('Add --yes');
      expect(readInstance(clone)).toHaveProperty('operatorKey');
    },
    LONG_MS,
  );
});
