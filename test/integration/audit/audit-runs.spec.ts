import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { AuditRunsService } from '../../../src/audit/audit-runs.service.js';
import { rows } from '../../../src/database/sql.js';
import { METRICS } from '../../../src/health/metrics.module.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, type HeldTask } from '../../factories/clips.js';
import { createTestApp } from '../../harness/application.js';
import { type Environment, freshEnvironment, repositoryRoot } from '../../harness/services.js';
import { clipRow, jobsOf } from '../evidence/evidence-world.js';

let app: NestFastifyApplication;
let environment: Environment;
const never = new AbortController().signal;

// A database of its own: a nightly audit looks at every brand, and other tests leave all sorts of evidence behind.
beforeAll(async () => {
  environment = { ...(await freshEnvironment()), LOG_LEVEL: 'silent' };
  app = await createTestApp(environment);
});
afterAll(() => app.close());

async function sealedClip(): Promise<{ task: HeldTask; clipId: string }> {
  const task = await createHeldTask(app);
  const clipId = await new ClipDriver(app, task).record(randomBytes(3_000));
  await jobsOf(app).assemble(clipId);
  await jobsOf(app).seal(clipId);
  return { task, clipId };
}

async function loseOriginal(clipId: string): Promise<void> {
  const row = await clipRow(app, clipId);
  const version = { key: String(row.original_key), versionId: String(row.original_version_id) };
  await app.get(ObjectStore).deleteVersion({ bucket: 'originals', ...version, bypassGovernance: true });
}

const runsOf = async (task: HeldTask) =>
  (await app.inject({ url: '/v1/audit/runs', headers: { authorization: `Bearer ${task.brandKey}` } })).json<{
    items: { night: string; state: string; findings: { code: string; clipId: string }[] }[];
  }>().items;

/** `npm run audit`, as it is built. */
async function runProgram(...args: string[]) {
  const program = join(repositoryRoot(), 'dist/src/audit/cli/main.js');
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

describe('a nightly audit', () => {
  it('runs once a night, and shows each brand its own findings only', async () => {
    const [lost, whole] = [await sealedClip(), await sealedClip()];
    await loseOriginal(lost.clipId);
    const runs = app.get(AuditRunsService);
    expect(await runs.runNightly('2026-11-29', never)).toMatchObject({ differences: 1 });
    expect(await runs.runNightly('2026-11-29', never)).toBeUndefined();
    expect(await runsOf(lost.task)).toMatchObject([
      {
        ...{ night: '2026-11-29', state: 'finished' },
        findings: [
          {
            ...{ code: 'original_missing', severity: 'difference', clipId: lost.clipId },
            means: { en: expect.stringContaining('not in storage'), ja: expect.stringContaining('原本') },
          },
        ],
      },
    ]);
    expect(await runsOf(whole.task)).toMatchObject([{ night: '2026-11-29', findings: [] }]);
  });

  it('tells the metrics what the newest one has found', async () => {
    const metrics = await app.get<Registry>(METRICS).metrics();
    expect(metrics).toContain('akashi_audit_findings{code="original_missing"} 1');
  });

  it('is begun again when it has died, but not at once', async () => {
    const runs = app.get(AuditRunsService);
    await expect(runs.runNightly('2026-11-28', AbortSignal.abort())).rejects.toThrow();
    expect(await runs.runNightly('2026-11-28', never)).toBeUndefined();
    const later = `update audit_runs set started_at = now() - interval '16 minutes' where night = '2026-11-28'`;
    await rows(app.get(DataSource), later);
    expect(await runs.runNightly('2026-11-28', never)).toMatchObject({ differences: 1 });
  });
});

describe('npm run audit', () => {
  it('ends with 0 where nothing is wrong, with 1 where something is, and says what', async () => {
    const [lost, whole] = [await sealedClip(), await sealedClip()];
    await loseOriginal(lost.clipId);
    const fine = await runProgram('--deep', '--brand', whole.task.brand.id);
    expect([fine.code, fine.out]).toEqual([
      0,
      expect.stringMatching(/Looked at: clips 1, .*\nNo differences\.\n$/),
    ]);
    expect(fine.err).toContain('clips: 1\n');
    const wrong = await runProgram('--json', '--brand', lost.task.brand.id);
    expect(wrong.code).toBe(1);
    expect(JSON.parse(wrong.out)).toMatchObject({
      differences: 1,
      findings: [{ code: 'original_missing', clipId: lost.clipId }],
    });
    const later = await runProgram('--since', '2199-01-01', '--brand', lost.task.brand.id);
    expect(later.code).toBe(0);
  });

  it('ends with 2 when it is asked for what it does not know', async () => {
    expect(await runProgram('--repair')).toMatchObject({ code: 2, err: expect.stringContaining('--deep') });
  });
});
