import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import yauzl from 'yauzl';
import { runVerify } from '../../deploy/verify/run.js';
import { CheckpointsService } from '../../src/log/checkpoints.service.js';
import { LogAppender } from '../../src/log/log-appender.js';
import { TimestampsService } from '../../src/timestamps/timestamps.service.js';
import { ClipDriver, createHeldTask, filmTime, type HeldTask } from '../factories/clips.js';
import { createEvidenceApp, jobsOf, recording, scan } from '../integration/evidence/evidence-world.js';
import { eventually } from '../harness/processes.js';

jest.setTimeout(120_000);

/** Two films of one parcel, sealed, logged, stamped and exported: what somebody gets who asks for everything. */
let app: NestFastifyApplication;
let task: HeldTask;
let clipIds: string[];
let world: string;
let zip: string;

beforeAll(async () => {
  app = await createEvidenceApp();
  world = mkdtempSync(join(tmpdir(), 'akashi-bundle-'));
  task = await createHeldTask(app);
  await scan(app, task, { kind: 'item', code: '4901234567894', occurredAt: filmTime(1) });
  clipIds = [await film('live-webm', 'video/webm'), await film('mp4', 'video/mp4')];
  await app.get(LogAppender).append();
  await app.get(CheckpointsService).make();
  zip = await download();
});

afterAll(async () => {
  rmSync(world, { recursive: true, force: true });
  await app.close();
});

async function film(format: 'live-webm' | 'mp4', contentType: string): Promise<string> {
  const bytes = await recording({ format, durationMs: 1500 });
  const clipId = await new ClipDriver(app, task).record(bytes, { open: { contentType } });
  const jobs = jobsOf(app);
  await jobs.assemble(clipId);
  await jobs.render(clipId);
  await jobs.seal(clipId);
  return clipId;
}

/** Once more as soon as every document but the custody list, which is new each time, has its time stamp. */
async function download(): Promise<string> {
  return eventually('a stamped bundle', async () => {
    await app.get(TimestampsService).requestDue();
    const { rawPayload } = await app.inject({
      url: `/v1/shipments/${task.shipmentId}/bundle?reason=audit`,
      headers: { authorization: `Bearer ${task.brandKey}` },
    });
    const file = join(world, 'bundle.zip');
    writeFileSync(file, rawPayload);
    const names = [...(await unpack(file, 'looked')).keys()];
    const count = (ending: string) => names.filter((name) => name.endsWith(ending)).length;
    return count('.tlog-proof') >= 2 && count('.tsr') >= count('.tlog-proof') ? file : undefined;
  });
}

async function unpack(file: string, into: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const archive = await yauzl.openPromise(file);
  for await (const entry of archive.eachEntry()) {
    const path = join(world, into, entry.fileName);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await buffer(await archive.openReadStreamPromise(entry)));
    found.set(entry.fileName, path);
  }
  return found;
}

function verifySh(folder: string): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(
      '/bin/sh',
      ['verify.sh'],
      { cwd: folder, env: { PATH: '/usr/bin:/bin' } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}

async function akashiVerify(path: string): Promise<{ code: number; said: string }> {
  const { code, out, error } = await runVerify([path], 'en');
  return { code, said: out + error };
}

describe('a bundle that the service has given away', () => {
  it('holds, says verify.sh with sha256sum and openssl, and so does akashi-verify', async () => {
    await unpack(zip, 'whole');
    const byShell = await verifySh(join(world, 'whole'));
    expect([byShell.said, byShell.code]).toEqual([expect.not.stringContaining('FAILED'), 0]);
    const byNode = await akashiVerify(zip);
    expect([byNode.said, byNode.code]).toEqual([expect.not.stringContaining('FAILED'), 0]);
  });

  it.each<[string, (folder: string) => string]>([
    ['the original of a film', () => `originals/${clipIds[0]}.webm`],
    ['a document', (folder) => firstOf(folder, 'documents', '.json')],
    ['a signature', (folder) => firstOf(folder, 'documents', '.sig')],
    ['a place in the log', (folder) => firstOf(folder, 'documents', '.tlog-proof')],
  ])('fails when %s was changed and the list of digests made anew', async (_, pathOf) => {
    const files = await unpack(zip, 'changed');
    const folder = join(world, 'changed');
    const path = pathOf(folder);
    const bytes = readFileSync(join(folder, path));
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(folder, path), bytes);
    await writeSumsAnew(folder, [...files.keys()]);
    expect([path, (await verifySh(folder)).code, (await akashiVerify(folder)).code]).toEqual([path, 1, 1]);
  });
});

function firstOf(folder: string, part: string, ending: string): string {
  const name = readdirSync(join(folder, part)).find((one) => one.endsWith(ending));
  if (!name) throw new Error(`no ${ending} in the bundle`);
  return `${part}/${name}`;
}

async function writeSumsAnew(folder: string, names: string[]): Promise<void> {
  const listed = names.filter((name) => name !== 'SHA256SUMS');
  const { stdout } = await promisify(execFile)('sha256sum', listed, { cwd: folder });
  writeFileSync(join(folder, 'SHA256SUMS'), stdout);
}
