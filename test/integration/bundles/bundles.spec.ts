import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import yauzl from 'yauzl';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { isSignedBy } from '../../../src/ledger/signing.js';
import { CustodyDocument } from '../../../src/ledger/documents/custody.contract.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, filmTime, type HeldTask, sha256 } from '../../factories/clips.js';
import { clipRow, createEvidenceApp, jobsOf, recording, scan } from '../evidence/evidence-world.js';

let app: NestFastifyApplication;
let task: HeldTask;
let clipId: string;
let original: Buffer;

beforeAll(async () => {
  app = await createEvidenceApp();
  const jobs = jobsOf(app);
  task = await createHeldTask(app);
  original = await recording({ format: 'live-webm', durationMs: 3000 });
  await scan(app, task, { kind: 'item', code: '4901234567894', occurredAt: filmTime(1) });
  clipId = await new ClipDriver(app, task).record(original);
  await jobs.assemble(clipId);
  await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
}, 60_000);
afterAll(() => app.close());

const bundle = (query: string, by = task, shipmentId = task.shipmentId) =>
  app.inject({
    url: `/v1/shipments/${shipmentId}/bundle${query}`,
    headers: { authorization: `Bearer ${by.brandKey}` },
  });

async function unpack(zip: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const archive = await yauzl.fromBufferPromise(zip);
  for await (const entry of archive.eachEntry()) {
    found.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  }
  return found;
}

const hex = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const jsonOf = (bytes: Buffer | undefined) =>
  JSON.parse(String(bytes)) as Record<string, unknown> & { keyId: string };

describe('a bundle of evidence', () => {
  let files: Map<string, Buffer>;
  const names = (folder: string) => [...files.keys()].filter((name) => name.startsWith(folder));

  beforeAll(async () => {
    const answer = await bundle('?reason=case');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="akashi-${task.shipmentId}.zip"`,
      'cache-control': 'no-store',
    });
    files = await unpack(answer.rawPayload);
  });

  it('has every file in SHA256SUMS, with the digest that is written there', () => {
    const sums = String(files.get('SHA256SUMS')).trimEnd().split('\n');
    const listed = new Map(sums.map((line): [string, string] => [line.slice(66), line.slice(0, 64)]));
    expect([...files.keys()].at(-1)).toBe('SHA256SUMS');
    expect([...listed.keys()]).toEqual([...files.keys()].slice(0, -1));
    for (const [path, digest] of listed) expect([path, hex(files.get(path)!)]).toEqual([path, digest]);
  });

  it('has the original as the station sent it, and what people saw', () => {
    expect(files.get(`originals/${clipId}.webm`)?.equals(original)).toBe(true);
    expect(names('renditions/')).toEqual(
      [
        ...['chapters.vtt', 'customer.mp4', 'poster.jpg'],
        ...['staff.mp4', 'storyboard.jpg', 'storyboard_vtt.vtt'],
      ].map((name) => `renditions/${clipId}.${name}`),
    );
  });

  it('has documents under their digests, each signed with a key that is in it', () => {
    const documents = names('documents/').filter((name) => name.endsWith('.json'));
    expect(documents.length).toBeGreaterThanOrEqual(7);
    for (const name of documents) {
      const bytes = files.get(name)!;
      expect(name).toBe(`documents/${hex(bytes)}.json`);
      const [signature = ''] = names(name.replace(/json$/, '')).filter((file) => file.endsWith('.sig'));
      const [, , keyId] = signature.split('.').reverse().concat('').reverse();
      const pem = files.get(`keys/${signature.split('.')[1]}.pem`);
      expect([name, keyId !== undefined, pem !== undefined]).toEqual([name, true, true]);
      expect(isSignedBy(String(pem), bytes, files.get(signature)!)).toBe(true);
    }
    const schemas = documents.map((name) => String(jsonOf(files.get(name)).schema).split('/')[0]);
    expect(new Set(schemas)).toEqual(new Set(['akashi.manifest', 'akashi.rendition', 'akashi.custody']));
  });

  it('has a signed list of who touched the evidence, this export with its reason among them, and no names', () => {
    const contents = jsonOf(files.get('bundle.json'));
    const custody = files.get(`documents/${String(contents.custody)}.json`);
    expect(CustodyDocument.parse(jsonOf(custody))).toMatchObject({ shipmentId: task.shipmentId });
    const { events } = jsonOf(custody) as unknown as {
      events: { kind: string; detail: object; actor: { kind: string } }[];
    };
    expect(events.map(({ kind }) => kind)).toEqual(['recorded', 'stored', 'sealed', 'exported']);
    expect(events.at(-1)).toMatchObject({
      clipId,
      detail: { reason: 'case' },
      actor: { kind: 'brand-key' },
    });
    expect(String(custody)).not.toContain('Test Packer');
  });

  it('says what is in it, and what is still pending', () => {
    expect(jsonOf(files.get('bundle.json'))).toMatchObject({
      schema: 'akashi.bundle/1',
      shipmentId: task.shipmentId,
      reason: 'case',
      clips: [{ clipId, sha256: hex(original), original: `originals/${clipId}.webm` }],
      ...{ pending: [], differing: [] },
    });
    expect(jsonOf(files.get('keys.json'))).toMatchObject({ keys: [{ current: true }] });
  });
});

describe('asking for a bundle', () => {
  it('leaves out what is not asked for', async () => {
    const files = await unpack(
      (await bundle('?reason=audit&originals=false&renditions=poster,customer')).rawPayload,
    );
    const kept = [...files.keys()].filter((name) => /^(originals|renditions)/.test(name));
    expect(kept).toEqual([`renditions/${clipId}.customer.mp4`, `renditions/${clipId}.poster.jpg`]);
    const none = await unpack((await bundle('?reason=audit&originals=false&renditions=none')).rawPayload);
    expect([...none.keys()].filter((name) => /^(originals|renditions)/.test(name))).toEqual([]);
  });

  it.each(['', '?reason=because', '?reason=audit&originals=perhaps', '?reason=audit&renditions=original'])(
    'is refused without a reason from the list, or for what does not exist: %p',
    async (query) => {
      expect((await bundle(query)).statusCode).toBe(422);
    },
  );

  it("finds nothing of another brand's, and writes nothing down about it", async () => {
    const other = await createHeldTask(app);
    const answer = await bundle('?reason=audit', other);
    expect(answer.json()).toMatchObject({ status: 404, code: 'shipment_not_found' });
    const told = `select 1 from custody_events where brand_id = $1 and kind = 'exported'`;
    expect(await rows(app.get(DataSource), told, [other.brand.id])).toEqual([]);
  });

  it('leaves out what nobody could check yet, and says so: not sealed, or of another box', async () => {
    const box = await createHeldTask(app);
    const early = await new ClipDriver(app, box).record(randomBytes(2000));
    await jobsOf(app).assemble(early);
    await rows(app.get(DataSource), `update tasks set state = 'completed' where id = $1`, [box.taskId]);
    const other = await createHeldTask(app, box);
    const merged = await new ClipDriver(app, other).record(randomBytes(3000));
    await jobsOf(app).assemble(merged);
    await jobsOf(app).seal(merged);
    await rows(
      app.get(DataSource),
      `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'merged')`,
      [newId(), box.brand.id, merged, box.shipmentId],
    );
    const files = await unpack((await bundle('?reason=audit', box, box.shipmentId)).rawPayload);
    const { pending, clips } = jsonOf(files.get('bundle.json'));
    expect(pending).toEqual(
      expect.arrayContaining([
        { clipId: early, why: 'not_sealed' },
        { clipId: merged, why: 'not_named_by_shipment' },
      ]),
    );
    expect(clips).toEqual([]);
    expect([...files.keys()].filter((name) => name.startsWith('originals/'))).toEqual([]);
  });

  it('of a box without film is whole, too', async () => {
    const bare = await createHeldTask(app);
    const files = await unpack((await bundle('?reason=technical', bare, bare.shipmentId)).rawPayload);
    expect(jsonOf(files.get('bundle.json'))).toMatchObject({ clips: [] });
    expect([...files.keys()].filter((name) => name.endsWith('.json'))).toHaveLength(3);
  });
});

describe('evidence that is no longer what it was', () => {
  async function storedClip() {
    const held = await createHeldTask(app);
    const id = await new ClipDriver(app, held).record(randomBytes(50_000));
    await jobsOf(app).assemble(id);
    await jobsOf(app).seal(id);
    const row = await clipRow(app, id);
    const version = { key: String(row.original_key), versionId: String(row.original_version_id) };
    return { held, id, version: { bucket: 'originals' as const, ...version } };
  }

  it('breaks the bundle off when storage has lost an original', async () => {
    const { held, version } = await storedClip();
    await app.get(ObjectStore).deleteVersion({ ...version, bypassGovernance: true });
    const baseUrl = await listening();
    const answer = await fetch(`${baseUrl}/v1/shipments/${held.shipmentId}/bundle?reason=audit`, {
      headers: { authorization: `Bearer ${held.brandKey}` },
    });
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('is told when storage gives back other bytes than were recorded', async () => {
    const { held, id, version } = await storedClip();
    const other = randomBytes(50_000);
    const store = app.get(ObjectStore);
    const { versionId } = await store.put({ ...version, body: other, contentType: 'video/webm' });
    await rows(app.get(DataSource), 'update clips set original_version_id = $2 where id = $1', [
      id,
      versionId,
    ]);
    const files = await unpack((await bundle('?reason=audit', held, held.shipmentId)).rawPayload);
    expect(jsonOf(files.get('bundle.json'))).toMatchObject({
      differing: [{ path: `originals/${id}.webm`, found: sha256(other).toString('hex') }],
    });
  });

  async function listening(): Promise<string> {
    if (!app.getHttpServer().listening) await app.listen(0, '127.0.0.1');
    return app.getUrl();
  }
});
