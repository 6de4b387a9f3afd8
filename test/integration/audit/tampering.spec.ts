import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { Auditor } from '../../../src/audit/auditor.js';
import { ObjectsCheck } from '../../../src/audit/checks/objects.check.js';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import type { VersionRef } from '../../../src/storage/object-store.options.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, filmTime, type HeldTask } from '../../factories/clips.js';
import { createEvidenceApp, jobsOf, recording, scan } from '../evidence/evidence-world.js';
import { changeOnDisk } from './storage-disk.js';

let app: NestFastifyApplication;
let still: Buffer;

beforeAll(async () => {
  app = await createEvidenceApp();
  // What these tests make is seconds old, and nothing is on its way.
  app.get(ObjectsCheck).settledAfterMs = -60_000;
  still = await recording({
    ...{ format: 'mkv', durationMs: 100 },
    output: ['-frames:v', '1', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'],
  });
}, 60_000);
afterAll(() => app.close());

/** A shipment with a film and a still, both sealed, and another one of the same brand with a film. */
interface Evidence {
  task: HeldTask;
  other: HeldTask;
  film: string;
  still: string;
  otherFilm: string;
}

async function seal(task: HeldTask, bytes: Buffer, open: object = {}): Promise<string> {
  const jobs = jobsOf(app);
  const clipId = await new ClipDriver(app, task).record(bytes, { open });
  await jobs.assemble(clipId);
  await jobs.render(clipId);
  await jobs.seal(clipId);
  return clipId;
}

async function sealedShipment(): Promise<Evidence> {
  const task = await createHeldTask(app);
  await scan(app, task, { kind: 'item', code: '4901234567894', occurredAt: filmTime(1) });
  const film = await seal(task, randomBytes(5_000));
  const photo = await seal(task, still, { kind: 'still', contentType: 'image/jpeg' });
  // A bench has one task of a stage at a time.
  await rows(app.get(DataSource), `update tasks set state = 'completed' where id = $1`, [task.taskId]);
  const other = await createHeldTask(app, task);
  const otherFilm = await seal(other, randomBytes(6_000));
  return { task, other, film, still: photo, otherFilm };
}

/** As the owner of the database would, who can turn triggers and constraints off. */
const asOwner = (sql: string, params: unknown[]) =>
  inTransaction(app.get(DataSource), async (manager) => {
    await rows(manager, 'set local session_replication_role = replica');
    await rows(manager, sql, params);
  });

const versionOf = async (bucket: VersionRef['bucket'], sql: string, clipId: string): Promise<VersionRef> => {
  const [row] = await rows<{ key: string; version_id: string }>(app.get(DataSource), sql, [clipId]);
  if (!row) throw new Error('no such object');
  return { bucket, key: row.key, versionId: row.version_id };
};
const originalOf = (clipId: string) =>
  versionOf(
    'originals',
    'select original_key as key, original_version_id as version_id from clips where id = $1',
    clipId,
  );
const manifestOf = (clipId: string, column = 'object_key', version = 'version_id') =>
  versionOf(
    'ledger',
    `select ${column} as key, ${version} as version_id from ledger_documents
      where clip_id = $1 and schema like 'akashi.manifest/%'`,
    clipId,
  );
const renditionOf = (clipId: string) =>
  versionOf('derived', 'select object_key as key, version_id from renditions where clip_id = $1', clipId);
const remove = (version: VersionRef) =>
  app.get(ObjectStore).deleteVersion({ ...version, bypassGovernance: true });
const put = (version: VersionRef) =>
  app.get(ObjectStore).put({ ...version, body: Buffer.from('other'), contentType: 'video/webm' });

async function found(brandId: string, deep = false) {
  const signal = new AbortController().signal;
  return app.get(Auditor).audit({ brandId, deep, signal });
}

describe('an audit of evidence that nobody has touched', () => {
  it('finds nothing, however deep it looks', async () => {
    const { task } = await sealedShipment();
    const report = await found(task.brand.id, true);
    expect([report.findings, report.differences]).toEqual([[], 0]);
    expect(report.checked).toMatchObject({ clips: 3, chains: 2, orders: 3 });
    expect(report.checked.documents).toBeGreaterThanOrEqual(4);
  });
});

interface Tampering {
  what: string;
  code: string;
  members?: unknown;
  deep?: boolean;
  does: (evidence: Evidence) => Promise<unknown>;
}

const IN_STORAGE: Tampering[] = [
  {
    what: 'a byte of an original, on the disk of the storage',
    code: 'original_altered',
    deep: true,
    does: async ({ film }) => changeOnDisk(await originalOf(film)),
  },
  {
    what: 'a deleted original',
    code: 'original_missing',
    does: async ({ film }) => remove(await originalOf(film)),
  },
  {
    what: 'an original that was put again',
    code: 'object_overwritten',
    does: async ({ film }) => put(await originalOf(film)),
  },
  {
    what: 'an original that was hidden',
    code: 'object_hidden',
    does: async ({ film }) => {
      const { bucket, key } = await originalOf(film);
      await app.get(ObjectStore).delete({ bucket, key });
    },
  },
  {
    what: 'a byte of a manifest, on the disk of the storage',
    code: 'document_altered',
    does: async ({ film }) => changeOnDisk(await manifestOf(film)),
  },
  {
    what: 'a deleted manifest',
    code: 'document_missing',
    does: async ({ film }) => remove(await manifestOf(film)),
  },
  {
    what: 'a deleted signature',
    code: 'signature_missing',
    does: async ({ film }) => remove(await manifestOf(film, 'signature_key', 'signature_version_id')),
  },
  {
    what: 'a byte of a signature, on the disk of the storage',
    code: 'signature_altered',
    does: async ({ film }) => changeOnDisk(await manifestOf(film, 'signature_key', 'signature_version_id')),
  },
  {
    what: 'a byte of a picture that people see, on the disk of the storage',
    code: 'rendition_altered',
    deep: true,
    does: async ({ still: clip }) => changeOnDisk(await renditionOf(clip)),
  },
  {
    what: 'a deleted picture that people see',
    code: 'rendition_missing',
    does: async ({ still: clip }) => remove(await renditionOf(clip)),
  },
  {
    what: 'what a crash left over',
    code: 'orphan',
    does: ({ task, film }) =>
      put({ bucket: 'originals', key: `${task.brand.id}/${film}/left-over`, versionId: '' }),
  },
];

const IN_ROWS: Tampering[] = [
  {
    what: 'a scan time',
    code: 'document_contradicts_rows',
    members: expect.arrayContaining([expect.stringMatching(/^scans\[.*\]\.occurredAt$/)]),
    does: ({ task }) =>
      asOwner(`update scans set occurred_at = occurred_at + interval '1 second' where task_id = $1`, [
        task.taskId,
      ]),
  },
  {
    what: 'a scanned code',
    code: 'document_contradicts_rows',
    members: expect.arrayContaining([expect.stringMatching(/^scans\[.*\]\.code$/)]),
    does: ({ task }) => asOwner(`update scans set code = '4900000000000' where task_id = $1`, [task.taskId]),
  },
  {
    what: 'a deleted scan',
    code: 'document_contradicts_rows',
    members: [expect.stringMatching(/^scans\[/)],
    does: ({ task }) => asOwner('delete from scans where task_id = $1', [task.taskId]),
  },
  {
    what: 'a scan that was added and back-dated',
    code: 'document_contradicts_rows',
    members: [expect.stringMatching(/^scans\[/)],
    does: ({ task }) =>
      asOwner(
        `insert into scans (id, brand_id, task_id, token, station_id, kind, code, result, occurred_at, recorded_at)
          select $2, brand_id, task_id, token, station_id, kind, '49', result, occurred_at, recorded_at - interval '1 hour'
          from scans where task_id = $1`,
        [task.taskId, newId()],
      ),
  },
  {
    what: "a clip's digest",
    code: 'document_contradicts_rows',
    members: ['original.sha256'],
    does: ({ film }) => asOwner('update clips set sha256 = $2 where id = $1', [film, randomBytes(32)]),
  },
  {
    what: 'an old clip in place of a new one',
    code: 'document_contradicts_rows',
    members: expect.arrayContaining(['original.key', 'original.sha256']),
    does: ({ film, otherFilm }) =>
      asOwner(
        `update clips c set original_key = o.original_key, original_version_id = o.original_version_id, sha256 = o.sha256,
          total_bytes = o.total_bytes from clips o where c.id = $1 and o.id = $2`,
        [film, otherFilm],
      ),
  },
  {
    what: "a clip's marks",
    code: 'document_contradicts_rows',
    members: ['clip.marks'],
    does: ({ film }) =>
      asOwner(`update clips set marks = '[{"kind":"label","atMs":1}]' where id = $1`, [film]),
  },
  {
    what: 'the length of a segment',
    code: 'document_contradicts_rows',
    members: ['segments'],
    does: ({ film }) => asOwner('update clip_segments set bytes = bytes - 1 where clip_id = $1', [film]),
  },
  {
    what: 'a lock that storage does not keep as long as it was promised',
    code: 'original_unlocked',
    does: ({ film }) =>
      asOwner(
        `update clips set original_locked_until = original_locked_until + interval '1 year' where id = $1`,
        [film],
      ),
  },
  {
    what: 'a task that was moved to another shipment',
    code: 'document_contradicts_rows',
    members: expect.arrayContaining(['shipmentId']),
    does: ({ task, other }) =>
      asOwner(`update tasks set shipment_id = $2, stage = 'moved' where id = $1`, [
        task.taskId,
        other.shipmentId,
      ]),
  },
  {
    what: 'the order of two clips',
    code: 'chain_broken',
    does: async ({ task }) => {
      const place = 'update evidence_manifests set n = $3 where shipment_id = $1 and n = $2';
      for (const [from, to] of [
        [1, 1000],
        [2, 1],
        [1000, 2],
      ])
        await asOwner(place, [task.shipmentId, from, to]);
    },
  },
  {
    what: 'a manifest taken out of its chain',
    code: 'chain_broken',
    does: ({ film }) => asOwner('delete from evidence_manifests where clip_id = $1', [film]),
  },
  {
    what: 'a sealed clip whose manifest row is gone',
    code: 'manifest_missing',
    does: ({ still: clip }) => asOwner('delete from evidence_manifests where clip_id = $1', [clip]),
  },
  {
    what: 'a row of a signed document that is gone',
    code: 'manifest_document_missing',
    does: ({ film }) =>
      asOwner(`delete from ledger_documents where clip_id = $1 and schema like 'akashi.manifest/%'`, [film]),
  },
  {
    what: 'a clip whose row is gone',
    code: 'clip_row_missing',
    does: ({ film }) => asOwner('delete from clips where id = $1', [film]),
  },
  {
    what: 'a back-dated seal',
    code: 'sealed_at_differs',
    members: ['row'],
    does: ({ film }) =>
      asOwner(`update evidence_manifests set sealed_at = sealed_at - interval '1 day' where clip_id = $1`, [
        film,
      ]),
  },
  {
    what: 'a link that was moved',
    code: 'link_moved',
    does: ({ film, other }) =>
      asOwner('update evidence_links set shipment_id = $2 where clip_id = $1', [film, other.shipmentId]),
  },
  {
    what: 'a deleted link',
    code: 'link_missing',
    does: ({ film }) => asOwner('delete from evidence_links where clip_id = $1', [film]),
  },
  {
    what: 'a shipment that was given another order',
    code: 'order_changed',
    does: ({ task, other }) =>
      asOwner('update shipments set order_id = $2 where id = $1', [task.shipmentId, other.orderId]),
  },
  {
    what: 'a signature',
    code: 'signature_invalid',
    does: ({ film }) =>
      asOwner(
        `update ledger_documents set signature = (select signature from ledger_documents where clip_id <> $1 limit 1)
          where clip_id = $1 and schema like 'akashi.manifest/%'`,
        [film],
      ),
  },
  {
    what: 'a key that nobody has published',
    code: 'key_unknown',
    does: ({ film }) => asOwner(`update ledger_documents set key_id = 'ff' where clip_id = $1`, [film]),
  },
  {
    what: 'a picture that people see, in the database',
    code: 'document_contradicts_rows',
    members: ['rendition.sha256'],
    does: ({ still: clip }) =>
      asOwner('update renditions set sha256 = $2 where clip_id = $1', [clip, randomBytes(32)]),
  },
  {
    what: 'a picture that people see, whose row is gone',
    code: 'rendition_row_missing',
    does: ({ still: clip }) => asOwner('delete from renditions where clip_id = $1', [clip]),
  },
  {
    what: 'a custody event of a sealing',
    code: 'custody_contradicts_rows',
    does: ({ film }) =>
      asOwner(`update custody_events set detail = '{}' where clip_id = $1 and kind = 'sealed'`, [film]),
  },
];

describe('an audit', () => {
  it.each([...IN_STORAGE, ...IN_ROWS])('finds $what: $code', async ({ code, members, deep, does }) => {
    const evidence = await sealedShipment();
    await does(evidence);
    const report = await found(evidence.task.brand.id, deep);
    const meant = report.findings.filter((finding) => finding.code === code);
    expect(report.findings.map((finding) => finding.code)).toContain(code);
    if (members !== undefined) expect(meant.map((finding) => finding.members)).toContainEqual(members);
    expect(report.differences > 0).toBe(code !== 'orphan');
  });

  it("looks at one brand's evidence where one is named", async () => {
    const tampered = await sealedShipment();
    await remove(await originalOf(tampered.film));
    const untouched = await sealedShipment();
    expect((await found(untouched.task.brand.id)).findings).toEqual([]);
  });
});
