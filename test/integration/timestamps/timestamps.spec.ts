import { randomBytes, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { answerQuery } from '../../../deploy/local/tsa-server/answer.js';
import { newAuthority } from '../../../deploy/local/tsa-server/authority.js';
import { AUTHORITY_NAME } from '../../../deploy/local/tsa-server/names.js';
import { freePort } from '../../../deploy/local/ports.mjs';
import { startTsa } from '../../../deploy/local/tsa.mjs';
import { firstRow, rows } from '../../../src/database/sql.js';
import { TimestampsService } from '../../../src/timestamps/timestamps.service.js';
import { timestampOf } from '../../../src/timestamps/timestamp-lookup.js';
import { timeStampRequest } from '../../../src/timestamps/time-stamp.request.js';
import { imprintOf, wantTimestamp } from '../../../src/timestamps/want-timestamp.js';
import { createTestApp } from '../../harness/application.js';
import { eventually } from '../../harness/processes.js';
import { type Environment, freshEnvironment, repositoryRoot, runFolder } from '../../harness/services.js';

interface Waiting {
  tries: number;
  last_problem: string | null;
  waits: boolean;
}

describe('time stamps', () => {
  const apps: NestFastifyApplication[] = [];
  const servers: Server[] = [];

  afterAll(async () => {
    await Promise.all(apps.map((app) => app.close()));
    servers.forEach((server) => server.close());
  });

  /** An instance whose queue of time stamps nobody else uses. */
  async function instance(env: Environment = {}) {
    const app = await createTestApp({ ...(await freshEnvironment()), LOG_LEVEL: 'silent', ...env });
    apps.push(app);
    const on = app.get(DataSource);
    return { app, on, service: app.get(TimestampsService) };
  }

  async function wanted(on: DataSource): Promise<Buffer> {
    const bytes = randomBytes(70);
    await wantTimestamp(on, bytes, { kind: 'checkpoint' });
    return imprintOf(bytes);
  }

  /** An authority that answers what the test says. */
  async function authority(answer: (query: Buffer) => Buffer | number): Promise<Environment> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const said = answer(Buffer.concat(pieces));
        if (typeof said === 'number') response.writeHead(said).end('<html>no</html>');
        else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(said);
      });
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return {
      TSA_URL: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    };
  }

  const waiting = (on: DataSource, imprint: Buffer) =>
    firstRow<Waiting>(
      on,
      `select tries, last_problem, next_try_at > now() as waits from timestamps where imprint = $1 and token is null`,
      [imprint],
    );
  const failuresOf = async (app: NestFastifyApplication, problem: string) =>
    new RegExp(`^akashi_timestamp_failures_total\\{problem="${problem}"\\} (\\d+)`, 'm').exec(
      (await app.inject({ url: '/metrics' })).body,
    )?.[1];

  it('are pending until the authority has been asked, and then kept as they came', async () => {
    const { on, service, app } = await instance();
    const imprint = await wanted(on);
    expect(await timestampOf(on, imprint)).toBeUndefined();
    expect((await app.inject({ url: '/metrics' })).body).toMatch(/^akashi_timestamps_pending 1$/m);
    expect(await service.requestDue()).toBe(1);
    const stamp = await timestampOf(on, imprint);
    expect(stamp).toMatchObject({ authority: AUTHORITY_NAME, local: true, verified: true });
    expect(Math.abs(Date.now() - stamp!.genTime.getTime())).toBeLessThan(60_000);
    expect(stamp!.token.includes(imprint)).toBe(true);
  });

  it('are wanted once, however often they are asked for, and stay what they are', async () => {
    const { on, service } = await instance();
    const bytes = randomBytes(70);
    for (let n = 0; n < 3; n += 1) await wantTimestamp(on, bytes, { kind: 'checkpoint' });
    expect(await service.requestDue()).toBe(1);
    expect(await service.requestDue()).toBe(0);
    await expect(rows(on, `update timestamps set gen_time = now()`)).rejects.toThrow('append-only');
    await expect(rows(on, `delete from timestamps`)).rejects.toThrow('append-only');
  });

  it('come for many, a few at a time, when two processes ask at once', async () => {
    const { on, service, app } = await instance();
    for (let n = 0; n < 30; n += 1) await wanted(on);
    const second = new TimestampsService(
      on,
      ...([service['authority'], service['archive'], service['metrics']] as const),
    );
    const [one, two] = await Promise.all([service.requestDue(), second.requestDue()]);
    expect(one + two).toBe(30);
    expect(await failuresOf(app, 'wrong_nonce')).toBe('0');
  });

  it('keep the certificates that they are checked with, for everybody to fetch', async () => {
    const { app, on, service } = await instance();
    await wanted(on);
    await service.requestDue();
    const { items } = (await app.inject({ url: '/v1/timestamp-authorities' })).json<{
      items: { name: string; fingerprint: string; pem: string; local: boolean }[];
    }>();
    expect(items.map(({ local }) => local)).toEqual([true, true]);
    for (const { pem, fingerprint } of items) {
      const { fingerprint256 } = new X509Certificate(pem);
      expect(fingerprint256.replaceAll(':', '').toLowerCase()).toBe(fingerprint);
    }
    const ca = new X509Certificate(
      readFileSync(process.env.TSA_CA_FILE ?? join(runFolder(), 'tsa/authority/ca.pem')),
    );
    expect(items.map(({ pem }) => pem)).toContain(ca.toString());
  });

  it('stay pending while the authority is down, and come when it is back', async () => {
    const port = await freePort();
    const folder = join(runFolder(), `tsa-${port}`);
    const start = () =>
      startTsa({ root: repositoryRoot(), folder, port, logFile: join(runFolder(), `tsa-${port}.log`) });
    const before = await start();
    await before.service.stop();
    const { on, service, app } = await instance({ TSA_URL: before.url, TSA_CA_FILE: before.caFile });
    const imprint = await wanted(on);
    expect(await service.requestDue()).toBe(0);
    expect(await waiting(on, imprint)).toEqual({
      tries: 1,
      last_problem: 'unavailable: ECONNREFUSED',
      waits: true,
    });
    expect(await service.requestDue()).toBe(0);
    expect(await failuresOf(app, 'unavailable')).toBe('1');
    const after = await start();
    try {
      expect(readFileSync(after.caFile)).toEqual(readFileSync(before.caFile));
      await eventually('a time stamp', async () => ((await service.requestDue()) > 0 ? true : undefined));
      expect(await timestampOf(on, imprint)).toMatchObject({ verified: true });
    } finally {
      await after.service.stop();
    }
  });

  it('are left alone for ever longer by an authority that is not there', async () => {
    const { on, service, app } = await instance(await authority(() => 503));
    for (let n = 0; n < 12; n += 1) await wanted(on);
    await service.requestDue();
    await service.requestDue();
    // One round of four, whose failures are one; the other eight were not even tried.
    expect(await failuresOf(app, 'unavailable')).toBe('4');
    expect(await rows(on, 'select 1 from timestamps where tries = 0')).toHaveLength(8);
  });

  it('are refused and counted when the answer is garbage, or the answer to another question', async () => {
    const { authority: signer } = newAuthority(new Date());
    const garbage = await instance(await authority(() => Buffer.from('<html>a portal</html>')));
    const imprint = await wanted(garbage.on);
    expect(await garbage.service.requestDue()).toBe(0);
    expect(await waiting(garbage.on, imprint)).toMatchObject({
      tries: 1,
      last_problem: expect.stringMatching(/^unreadable/),
    });
    expect(await failuresOf(garbage.app, 'unreadable')).toBe('1');

    let other = imprint;
    const replayed = await instance(
      await authority(() => answerQuery(timeStampRequest(other).der, signer, new Date())),
    );
    other = await wanted(replayed.on);
    expect(await replayed.service.requestDue()).toBe(0);
    expect(await failuresOf(replayed.app, 'wrong_nonce')).toBe('1');
    expect(await timestampOf(replayed.on, other)).toBeUndefined();
  });

  it('of an authority that is not below the configured CA are refused', async () => {
    const { authority: signer } = newAuthority(new Date());
    const { on, service, app } = await instance(
      await authority((query) => answerQuery(query, signer, new Date())),
    );
    await wanted(on);
    expect(await service.requestDue()).toBe(0);
    expect(await failuresOf(app, 'untrusted')).toBe('1');
  });

  it('without a configured CA are kept, and say that nobody has verified them', async () => {
    const { authority: signer } = newAuthority(new Date());
    const env = await authority((query) => answerQuery(query, signer, new Date()));
    const { on, service } = await instance({ ...env, TSA_CA_FILE: '' });
    const imprint = await wanted(on);
    expect(await service.requestDue()).toBe(1);
    expect(await timestampOf(on, imprint)).toMatchObject({ verified: false });
  });

  it('are never asked for without an authority', async () => {
    const { on, service, app } = await instance({ TSA_URL: '', TSA_CA_FILE: '' });
    const imprint = await wanted(on);
    expect(await service.requestDue()).toBe(0);
    expect(await waiting(on, imprint)).toMatchObject({ tries: 0, last_problem: null });
    const { body } = await app.inject({ url: '/metrics' });
    expect(body).toMatch(/^akashi_timestamps_pending 1$/m);
    expect(body).toMatch(/^akashi_timestamps_pending_age_seconds 0$/m);
  });
});
