import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { stageEvidenceOf } from '../../../src/evidence/completeness.store.js';
import { isProven } from '../../../src/evidence/evidence.completeness.js';
import { BoxesService } from '../../../src/interventions/boxes.service.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { by, why } from './intervening.js';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A film of a stage, complete, linked to the shipment of its task. */
async function filmed(floor: TestFloor, shipmentId: string, taskId: string): Promise<string> {
  const id = newId();
  const [station] = floor.stations;
  await rows(
    floor.dataSource,
    `insert into clips (id, brand_id, warehouse_id, task_id, station_id, token, kind, content_type, started_at, state)
      values ($1, $2, $3, $4, $5, 1, 'film', 'video/webm', now(), 'completed')`,
    [id, floor.brand.id, floor.warehouse.id, taskId, station.stationId],
  );
  await rows(
    floor.dataSource,
    `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'recorded')`,
    [newId(), floor.brand.id, id, shipmentId],
  );
  return id;
}

const clipsOf = async (floor: TestFloor, shipmentId: string) => {
  const sql = 'select clip_id from evidence_links where shipment_id = $1 order by clip_id';
  return (await rows<{ clip_id: string }>(floor.dataSource, sql, [shipmentId])).map((row) => row.clip_id);
};

it('both boxes of a split keep the clip, and it proves their stage', async () => {
  const floor = await createFloor(app, { stations: 1 });
  const made = await insertShipment(floor, { lines: [{ sku: 'TEA-1', quantity: 2 }] });
  const clip = await filmed(floor, made.shipmentId, made.tasks.pack);
  const body = { ...why, lines: [{ shipmentLineId: made.lineIds[0], quantity: 1 }] };
  const { newShipmentId } = await app.get(BoxesService).split(by(floor), made.shipmentId, body);
  expect(await clipsOf(floor, made.shipmentId)).toEqual([clip]);
  expect(await clipsOf(floor, newShipmentId ?? '')).toEqual([clip]);
  const stages = await stageEvidenceOf(floor.dataSource, newShipmentId ?? '');
  expect(stages.filter(isProven).map(({ stage }) => stage)).toEqual(['pack']);
});

it('a box into which others were put keeps the clips of all', async () => {
  const floor = await createFloor(app, { stations: 1 });
  const one = await insertShipment(floor, {});
  const two = await insertShipment(floor, {});
  const clips = [
    await filmed(floor, one.shipmentId, one.tasks.pack),
    await filmed(floor, two.shipmentId, two.tasks.pack),
  ];
  const body = { ...why, shipmentIds: [two.shipmentId] };
  await app.get(BoxesService).consolidate(by(floor), one.shipmentId, body);
  expect(await clipsOf(floor, one.shipmentId)).toEqual([...clips].sort());
  expect(await clipsOf(floor, two.shipmentId)).toEqual([clips[1]]);
});
