import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { EvidenceWaivers } from '../../../src/evidence/evidence-waivers.service.js';
import { preserveShipment } from '../../../src/evidence/preservation.service.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ShipmentSealService } from '../../../src/evidence/shipment-seal.service.js';
import { StageSealService } from '../../../src/evidence/stage-seal.service.js';
import { ClipDriver, openDispute } from '../../factories/clips.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { Packer } from '../inspections/packer.js';
import { createEvidenceApp, jobsOf } from './evidence-world.js';
import { type CheckedDocument, documentsOf } from './ledger-documents.js';

const TEA = { sku: 'TEA-SEN-050', gtin: '2026010101016', flags: ['lot'] };

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;
let floor: TestFloor;
let packer: Packer;
let waybill: string;
let numbers = 0;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  floor = await createFloor(app, { stations: 1 });
  packer = new Packer(floor.stations[0]);
  const serial = 30_130_000_000 + (numbers += 1);
  waybill = `${serial}${serial % 7}`;
});

/** A film of the task in the packer's hands. */
const filming = () =>
  new ClipDriver(app, {
    ...floor,
    ...packer.station,
    stationKey: packer.station.key,
    taskId: packer.task.id,
    token: packer.token,
    orderId: '',
    shipmentId: packer.task.shipmentId,
  });

async function sealed(driver: ClipDriver): Promise<string> {
  const clipId = await driver.record(randomBytes(3000));
  await jobs.assemble(clipId);
  await jobs.seal(clipId);
  return clipId;
}

async function pick(shipment: TestShipment): Promise<void> {
  await packer.claim({ scan: shipment.externalId });
  await packer.scan(TEA.gtin);
  await packer.answer('PK5', 'pass');
  await packer.complete();
}

async function pack(shipment: TestShipment, film: 'filmed' | 'unfilmed'): Promise<ClipDriver | undefined> {
  await packer.claim({ scan: shipment.externalId });
  const driver = film === 'filmed' ? filming() : undefined;
  if (driver) await sealed(driver);
  await packer.scan(TEA.sku);
  await packer.answer('PA7', 'pass', { by: 'photo' });
  await packer.complete();
  return driver;
}

async function ship(shipment: TestShipment): Promise<void> {
  await packer.claim({ scan: shipment.externalId });
  await packer.scan(waybill);
  await packer.complete();
}

const handOver = () =>
  packer.station.call('POST', '/handovers', { waybill, occurredAt: new Date().toISOString() });

async function newShipment(): Promise<TestShipment> {
  return insertShipment(floor, { lines: [TEA], flags: ['lot'], issued: [waybill] });
}

/** The manifests of the chain only. */
const chainOf = async ({ shipmentId }: TestShipment): Promise<CheckedDocument[]> =>
  (await documentsOf(app, shipmentId)).filter(({ schema }) =>
    ['akashi.manifest/3', 'akashi.stage/1', 'akashi.shipment/1'].includes(schema),
  );

describe('the chain of a shipment', () => {
  it('reads pick, pack, ship, hand-over, each naming the one before it', async () => {
    const shipment = await newShipment();
    await pick(shipment);
    await jobs.sealStage(shipment.tasks.pick);
    await pack(shipment, 'filmed');
    await jobs.sealStage(shipment.tasks.pack);
    await ship(shipment);
    await jobs.sealStage(shipment.tasks.ship);
    expect((await handOver()).json()).toMatchObject({ shipmentState: 'handed_over' });
    await jobs.sealShipment(shipment.shipmentId);

    const chain = await chainOf(shipment);
    expect(chain.map(({ schema, says }) => [schema, says.task?.stage ?? null])).toEqual([
      ['akashi.stage/1', 'pick'],
      ['akashi.manifest/3', 'pack'],
      ['akashi.stage/1', 'ship'],
      ['akashi.shipment/1', null],
    ]);
    chain.forEach(({ says }, at) => expect(says.previousManifestSha256).toBe(chain[at - 1]?.sha256 ?? null));
    const [picked, packed, , left] = chain.map(({ says }) => says);
    expect(picked).toMatchObject({
      task: { id: shipment.tasks.pick, evidence: 'scan_log' },
      lease: {
        token: 1,
        stationId: packer.station.stationId,
        nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      scans: [{ kind: 'item', code: TEA.gtin, result: 'counted', token: 1 }],
    });
    expect(packed.lease.nonce).not.toBe(picked.lease.nonce);
    expect(left).toMatchObject({
      n: 1,
      parcels: [{ carrier: 'yamato', boundAt: expect.any(String), handedOverAt: expect.any(String) }],
      manifests: chain.slice(0, 3).map(({ sha256 }) => ({ sha256 })),
      links: [{ clipId: packed.clip.id, reason: 'recorded', manifestSha256: chain[1]?.sha256 }],
      waivers: [],
      missing: [{ stage: 'ship', evidence: 'still' }],
    });
    expect(JSON.stringify(chain)).not.toContain('三枝');
  });

  it('says what is missing, and once more when the film comes after the hand-over', async () => {
    const shipment = await newShipment();
    await pick(shipment);
    await pack(shipment, 'unfilmed');
    const late = filming();
    await ship(shipment);
    await handOver();
    await jobs.sealStage(shipment.tasks.pack);
    await jobs.sealShipment(shipment.shipmentId);
    await sealed(late);
    await jobs.sealShipment(shipment.shipmentId);
    await jobs.sealShipment(shipment.shipmentId);

    const [stage, first, clip, second, ...more] = await chainOf(shipment);
    expect(stage).toMatchObject({ schema: 'akashi.stage/1', says: { task: { stage: 'pack' } } });
    expect(first?.says).toMatchObject({
      n: 1,
      missing: [
        { taskId: shipment.tasks.pack, stage: 'pack', evidence: 'film' },
        { taskId: shipment.tasks.ship, stage: 'ship', evidence: 'still' },
      ],
      links: [],
    });
    expect(clip).toMatchObject({ schema: 'akashi.manifest/3' });
    expect(second?.says).toMatchObject({
      n: 2,
      missing: [{ stage: 'ship' }],
      manifests: [{ kind: 'stage' }, { kind: 'shipment' }, { kind: 'clip', clipId: late.clipId }],
    });
    expect(more).toEqual([]);
  });

  it('says what a manager waived after the parcel had left, and is held as a whole in a dispute', async () => {
    const shipment = await newShipment();
    await pick(shipment);
    await pack(shipment, 'filmed');
    await ship(shipment);
    await handOver();
    await jobs.sealStage(shipment.tasks.pick);
    await jobs.sealShipment(shipment.shipmentId);
    const { shipmentId } = shipment;
    const caseId = await openDispute(app, { ...floor, ...shipment });
    const actor = { kind: 'staff', id: 'test' } as const;
    const { id: brandId } = floor.brand;
    await inTransaction(floor.dataSource, (manager) =>
      preserveShipment(manager, { brandId, caseId, shipmentId, actor }),
    );
    const body = { stage: 'ship', reason: 'camera_broken' } as const;
    await app.get(EvidenceWaivers).waive({ brandId }, { shipmentId, actor }, body);
    await jobs.sealShipment(shipmentId);
    const { says } = (await chainOf(shipment)).at(-1)!;
    expect(says).toMatchObject({
      ...{ n: 2, missing: [{ stage: 'ship' }] },
      waivers: [
        { taskId: shipment.tasks.ship, stage: 'ship', reason: 'camera_broken', at: expect.any(String) },
      ],
    });
    await jobs.settleHolds(caseId);
    const kept = await rows<{ key: string; version: string }>(
      floor.dataSource,
      `select object_key as key, version_id as version from ledger_documents where shipment_id = $1
       union select signature_key, signature_version_id from ledger_documents where shipment_id = $1`,
      [shipmentId],
    );
    // The stage, the clip, and the shipment twice, with a signature each.
    expect(kept.length).toBeGreaterThanOrEqual(8);
    for (const { key, version: versionId } of kept) {
      const facts = await app.get(ObjectStore).head({ bucket: 'ledger', key, versionId });
      expect(facts).toMatchObject({ legalHold: true, lock: { mode: 'governance' } });
    }
  });

  it('names a clip of another shipment by its manifest, and again once that is sealed', async () => {
    const shipment = await newShipment();
    await pick(shipment);
    await pack(shipment, 'unfilmed');
    await ship(shipment);
    await handOver();
    await jobs.sealShipment(shipment.shipmentId);

    const other = await insertShipment(floor, { lines: [TEA], flags: ['lot'] });
    await pick(other);
    await packer.claim({ scan: other.externalId });
    const clipId = await filming().record(randomBytes(500));
    await rows(
      floor.dataSource,
      `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'merged')`,
      [newId(), floor.brand.id, clipId, shipment.shipmentId],
    );
    await jobs.assemble(clipId);
    await jobs.seal(clipId);
    await jobs.sealShipment(shipment.shipmentId);

    const second = (await chainOf(shipment)).at(-1);
    const elsewhere = (await chainOf(other)).find(({ says }) => says.clip?.id === clipId);
    expect(second?.says).toMatchObject({
      n: 2,
      links: [{ clipId, reason: 'merged', manifestSha256: elsewhere?.sha256 }],
      missing: [{ stage: 'ship' }],
    });
  });

  it('has each manifest once, however many seal at once', async () => {
    const shipment = await newShipment();
    await pick(shipment);
    await pack(shipment, 'unfilmed');
    await ship(shipment);
    await handOver();
    const stages = app.get(StageSealService);
    const shipments = app.get(ShipmentSealService);
    const { pick: picking, pack: packing, ship: shipping } = shipment.tasks;
    await Promise.all([
      ...[picking, packing, shipping, picking, packing, shipping].map((taskId) => stages.seal(taskId)),
      ...[1, 2, 3].map(() => shipments.seal(shipment.shipmentId)),
    ]);
    await shipments.seal(shipment.shipmentId);

    const chain = await chainOf(shipment);
    const stagesInChain = chain.flatMap(({ says }) => (says.task ? [says.task.stage] : []));
    expect(stagesInChain.sort()).toEqual(['pack', 'pick', 'ship']);
    chain.forEach(({ says }, at) => expect(says.previousManifestSha256).toBe(chain[at - 1]?.sha256 ?? null));
    expect(chain.at(-1)?.says.manifests).toHaveLength(chain.length - 1);
    expect(await stages.seal(picking)).toBeUndefined();
    expect(await shipments.seal(shipment.shipmentId)).toBeUndefined();
    const due = 'select 1 from manifests_due where subject_id = any($1::uuid[])';
    expect(await rows(floor.dataSource, due, [[picking, packing, shipping, shipment.shipmentId]])).toEqual(
      [],
    );
  });
});
