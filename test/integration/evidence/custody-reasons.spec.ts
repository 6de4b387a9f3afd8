import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import type { ClipViews } from '../../../src/evidence/evidence.contract.js';
import { appendCustody } from '../../../src/evidence/custody.js';
import { PackersService } from '../../../src/stations/packers.service.js';
import { unique } from '../../factories/accounts.js';
import { ClipDriver, createHeldTask, type HeldTask, openDispute } from '../../factories/clips.js';
import { createEvidenceApp, jobsOf } from './evidence-world.js';

let app: NestFastifyApplication;
let task: HeldTask;
let clipId: string;

beforeAll(async () => {
  app = await createEvidenceApp();
  task = await createHeldTask(app);
  clipId = await new ClipDriver(app, task).record(randomBytes(500));
  await jobsOf(app).assemble(clipId);
});
afterAll(() => app.close());

const take = (query: string) =>
  app.inject({
    url: `/v1/clips/${clipId}/media/original${query}`,
    headers: { authorization: `Bearer ${task.brandKey}` },
  });

const viewed = (by: 'staff' | 'customer', id: string, detail: Record<string, string> = {}) =>
  appendCustody(app.get(DataSource), {
    ...{ brandId: task.brand.id, clipId, kind: 'streamed' },
    ...{ actor: { kind: by, id }, detail: { kind: 'staff', ...detail } },
  });

describe('an original', () => {
  it('is given away for a reason of the list only, which is kept with who took it', async () => {
    expect((await take('')).json()).toMatchObject({ status: 422, code: 'reason_required' });
    expect((await take('?reason=curiosity')).statusCode).toBe(422);
    const other = await createHeldTask(app);
    const foreign = await openDispute(app, other);
    expect((await take(`?reason=case&caseId=${foreign}`)).json()).toMatchObject({ code: 'case_not_found' });
    const caseId = await openDispute(app, task);
    expect((await take(`?reason=case&caseId=${caseId}`)).statusCode).toBe(303);
    const custody = `select detail, actor->>'kind' as who from custody_events where clip_id = $1 and kind = 'downloaded'`;
    expect(await rows(app.get(DataSource), custody, [clipId])).toEqual([
      { detail: { kind: 'original', reason: 'case', caseId }, who: 'brand-key' },
    ]);
  });
});

describe('packers', () => {
  it('learn what for their recordings were looked at and how often, and not by whom', async () => {
    const packers = app.get(PackersService);
    const badge = unique('badge');
    const body = { pseudonym: unique('P'), displayName: 'Aoi', badge, locale: 'ja' as const };
    const packer = await packers.create(task.warehouse.id, body);
    await rows(app.get(DataSource), 'update clips set packer_id = $2 where id = $1', [clipId, packer.id]);
    const headers = { authorization: `Bearer ${task.stationKey}` };
    const url = '/v1/station/my-clips/views';
    expect((await app.inject({ url, headers })).statusCode).toBe(403);
    const signIn = { method: 'POST', url: '/v1/station/sign-in', headers, payload: { badge } } as const;
    expect((await app.inject(signIn)).statusCode).toBe(200);

    const caseId = await openDispute(app, task, 'complaint');
    await viewed('customer', 'link-1');
    await viewed('customer', 'link-1');
    await viewed('customer', 'link-2');
    await viewed('staff', 'agent-1', { caseId });
    await viewed('staff', 'agent-1', { kind: 'poster' });
    const answer = await app.inject({ url, headers });
    const views = answer.json<ClipViews>();
    expect(new Map(views.items.map(({ purpose, views: count }) => [purpose, count]))).toEqual(
      new Map([
        ['customer_page', 2],
        ['complaint', 1],
        ['dispute', 1],
        ['record', 1],
      ]),
    );
    expect(views).toMatchObject({ days: 30, total: 5 });
    expect(answer.body).not.toContain('agent-1');
  });
});
