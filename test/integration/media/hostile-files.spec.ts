import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { access } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { defaultMediaLimits } from '../../../src/media/media.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ChildWatch } from '../../factories/child-watch.js';
import { ClipDriver, createHeldTask, type HeldTask, sha256 } from '../../factories/clips.js';
import { HOSTILE_FILES, HOSTILE_TITLE } from '../../factories/hostile-files.js';
import { clipRow, createEvidenceApp, jobsOf } from '../evidence/evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;
let task: HeldTask;
let server: Server;
let watch: ChildWatch;
const asked: (string | undefined)[] = [];
const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
  task = await createHeldTask(app);
  server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  watch = new ChildWatch();
});
afterAll(async () => {
  watch.stop();
  server.close();
  await app.close();
});

const stored = async (bucket: 'originals' | 'derived' | 'ledger', key: unknown, versionId: unknown) =>
  buffer((await app.get(ObjectStore).get({ bucket, key: String(key), versionId: String(versionId) })).body);
const renditionsOf = (clipId: string) =>
  rows<{ kind: string; object_key: string; version_id: string; recipe: object }>(
    app.get(DataSource),
    'select kind, object_key, version_id, recipe from renditions where clip_id = $1',
    [clipId],
  );

/** From the station to the seal, as the worker does it. */
async function sendThrough(bytes: Buffer, contentType: string): Promise<string> {
  const clipId = await new ClipDriver(app, task).record(bytes, { open: { contentType } });
  await jobs.assemble(clipId);
  await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
  return clipId;
}

describe('whatever a station sends', () => {
  it.each(HOSTILE_FILES)(
    '$name: it ends as playable or with a reason, and its original is sealed as it came',
    async ({ make, contentType = 'video/webm', ends }) => {
      const bytes = await make(address());
      const clipId = await sendThrough(bytes, contentType);
      const clip = await clipRow(app, clipId);
      const { state, media_state: mediaState, media_reason: reason } = clip;
      expect([state, mediaState === 'playable' ? 'playable' : reason]).toEqual([
        'sealed',
        expect.stringMatching(new RegExp(`^(${ends.join('|')})$`)),
      ]);
      const original = await stored('originals', clip.original_key, clip.original_version_id);
      expect(sha256(original).equals(sha256(bytes))).toBe(true);
      const kinds = (await renditionsOf(clipId)).map(({ kind }) => kind);
      expect(kinds.includes('staff')).toBe(mediaState === 'playable');
      expect(watch.running()).toEqual([]);
      expect(watch.peakBytes).toBeLessThanOrEqual(defaultMediaLimits.memoryBytes);
      expect(asked).toEqual([]);
    },
    120_000,
  );

  it('is refused at the door when it has no bytes, and never begins to be evidence', async () => {
    const driver = new ClipDriver(app, task);
    await driver.open();
    expect((await driver.put(0, Buffer.alloc(0))).json()).toMatchObject({ code: 'segment_empty' });
    expect((await driver.complete([])).statusCode).toBe(422);
    expect((await driver.find()).json()).toMatchObject({ state: 'recording' });
  });

  it('leaves nothing of a hostile title in films, statements and manifest, and runs none of it', async () => {
    const file = HOSTILE_FILES.find(({ name }) => name === 'a title full of commands')!;
    const clipId = await sendThrough(await file.make(address()), 'video/x-matroska');
    const made = await renditionsOf(clipId);
    expect(made.length).toBeGreaterThan(3);
    const documents = await rows<{ object_key: string; version_id: string }>(
      app.get(DataSource),
      'select object_key, version_id from ledger_documents where clip_id = $1',
      [clipId],
    );
    const all = await Promise.all([
      ...made.map((row) => stored('derived', row.object_key, row.version_id)),
      ...documents.map((row) => stored('ledger', row.object_key, row.version_id)),
    ]);
    for (const bytes of all) {
      expect(bytes.includes('akashi-owned')).toBe(false);
      expect(bytes.includes(HOSTILE_TITLE.slice(0, 12))).toBe(false);
    }
    await expect(access('/tmp/akashi-owned')).rejects.toThrow('ENOENT');
  });
});
