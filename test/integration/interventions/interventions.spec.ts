import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { HoldsService } from '../../../src/interventions/holds.service.js';
import { ReassignService } from '../../../src/interventions/reassign.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { actor, beat, by, claim as claimWith, inMinutes, kinds, stateOf, why } from './intervening.js';

describe('an intervention', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const claim = (station: TestStation, scan?: string) => claimWith(app, station, scan);
  const claimed = async (station: TestStation) => (await claim(station)).task?.id;

  it('holds a shipment under a packer’s hands, who is told with the next heartbeat, and offers it to nobody', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const [station, other] = floor.stations;
    const made = await insertShipment(floor, { due: inMinutes(5) });
    const { task } = await claim(station);
    const result = await app.get(HoldsService).hold(by(floor), made.shipmentId, why);
    expect(result.stopped).toEqual([made.tasks.pick]);
    const told = await beat(station, made.tasks.pick, task!.token);
    expect(told.json()).toMatchObject({ stop: { code: 'held' } });
    const scan = {
      id: '019a0000-0000-7000-8000-000000000001',
      token: 1,
      code: 'TEA-1',
      occurredAt: new Date(),
    };
    const refused = await station.call('POST', `/tasks/${made.tasks.pick}/scans`, scan);
    expect(refused.json()).toMatchObject({ code: 'task_stopped', stop: { code: 'held' } });
    expect(await claimed(other)).toBeUndefined();
    await expect(claim(other, made.externalId)).rejects.toMatchObject({ code: 'shipment_held' });
    await expect(app.get(HoldsService).hold(by(floor), made.shipmentId, why)).rejects.toMatchObject({
      code: 'shipment_held',
    });
    expect(await kinds(floor, made.shipmentId)).toEqual(
      expect.arrayContaining(['task_stopped:held', 'intervened:hold']),
    );
  });

  it('puts a released shipment into the line as if it had arrived now, and keeps staff’s words out of the events', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await insertShipment(floor, { due: inMinutes(-600) });
    await app.get(HoldsService).hold(by(floor), made.shipmentId, why);
    await app.get(HoldsService).releaseHold(by(floor), made.shipmentId, why);
    const [pick] = await stateOf(floor, made);
    expect(pick?.state).toBe('ready');
    expect(pick!.due.getTime()).toBeGreaterThan(Date.now());
    expect(await kinds(floor, made.shipmentId)).toEqual(
      expect.arrayContaining(['due_changed:hold_released', 'intervened:release_hold']),
    );
    const events = await rows(
      floor.dataSource,
      'select data::text as data from timeline_events where shipment_id = $1',
      [made.shipmentId],
    );
    expect(JSON.stringify(events)).not.toContain(why.note);
    expect(await claimed(floor.stations[0])).toBe(made.tasks.pick);
  });

  it('expedites: it goes first, and whom it overtakes can read that', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await insertShipment(floor, { due: inMinutes(5) });
    const late = await insertShipment(floor, { due: inMinutes(900) });
    const result = await app
      .get(HoldsService)
      .expedite(by(floor), late.shipmentId, { ...why, startBy: undefined });
    expect(result.changed).toBe(true);
    expect((await stateOf(floor, late)).map(({ due_term: term }) => term)).toEqual(
      Array(3).fill('expedited'),
    );
    expect(await claimed(floor.stations[0])).toBe(late.tasks.pick);
    const again = await app
      .get(HoldsService)
      .expedite(by(floor), late.shipmentId, { ...why, startBy: undefined });
    expect(again.changed).toBe(false);
  });

  it('says what an expedited shipment still waits for, and releasing a hold pays no order', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const later = await insertShipment(floor, { due: inMinutes(900), releaseAt: inMinutes(60) });
    const unpaid = await insertShipment(floor, { due: inMinutes(900), releaseAt: null });
    const expedite = (made: TestShipment) => app.get(HoldsService).expedite(by(floor), made.shipmentId, why);
    const waiting = await expedite(later);
    expect(waiting).toMatchObject({ changed: true, waits: { code: 'release' } });
    expect(waiting.waits?.until).not.toBeNull();
    expect(waiting.waits?.text.ja).toContain('作業開始日時の前');
    expect((await expedite(unpaid)).waits).toMatchObject({ code: 'payment', until: null });
    expect((await expedite(await insertShipment(floor, { due: inMinutes(900) }))).waits).toBeNull();
    await app.get(HoldsService).hold(by(floor), unpaid.shipmentId, why);
    await app.get(HoldsService).releaseHold(by(floor), unpaid.shipmentId, why);
    expect((await stateOf(floor, unpaid)).map(({ state }) => state)).toEqual(Array(3).fill('waiting'));
    expect((await expedite(unpaid)).waits).toMatchObject({ code: 'payment' });
  });

  it('reassigns a task in work to another bench: the first is stopped, nobody but the second gets it', async () => {
    const floor = await createFloor(app, { stations: 3 });
    const [first, second, third] = floor.stations;
    const made = await insertShipment(floor, { due: inMinutes(5) });
    const next = await insertShipment(floor, { due: inMinutes(50) });
    const { task } = await claim(first);
    const where = { warehouseId: floor.warehouse.id, actor };
    const body = { ...why, stationId: second.stationId };
    const result = await app.get(ReassignService).reassign(where, made.tasks.pick, body);
    expect(result.stopped).toEqual([made.tasks.pick]);
    expect((await beat(first, made.tasks.pick, task!.token)).json()).toMatchObject({
      stop: { code: 'reassigned' },
    });
    await expect(claim(third, made.externalId)).rejects.toMatchObject({
      code: 'task_held_elsewhere',
      extra: { holder: second.name },
    });
    expect(await claimed(third)).toBe(next.tasks.pick);
    expect((await claim(second)).task).toEqual({ id: made.tasks.pick, token: 2 });
    expect((await beat(first, made.tasks.pick, 1)).json()).toMatchObject({ code: 'newer_token' });
  });

  it('cancels a shipment in work and stops its packer', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await insertShipment(floor);
    const { task } = await claim(floor.stations[0]);
    await app.get(HoldsService).cancel(by(floor), made.shipmentId, why);
    expect((await beat(floor.stations[0], task!.id, task!.token)).json()).toMatchObject({
      stop: { code: 'cancelled' },
    });
    await expect(app.get(HoldsService).hold(by(floor), made.shipmentId, why)).rejects.toMatchObject({
      code: 'shipment_left',
    });
  });

  it('loses neither a claim nor a hold when both come at once', async () => {
    const floor = await createFloor(app, { stations: 1 });
    for (let round = 0; round < 8; round += 1) {
      const made = await insertShipment(floor, { due: inMinutes(1) });
      const [held] = await Promise.allSettled([
        app.get(HoldsService).hold(by(floor), made.shipmentId, why),
        claim(floor.stations[0]),
      ]);
      expect(held.status).toBe('fulfilled');
      const [pick] = await stateOf(floor, made);
      expect(pick?.state).toBe('waiting');
      const [lease] = await rows<{ open: number }>(
        floor.dataSource,
        'select count(*)::integer as open from leases where task_id = $1 and ended_at is null',
        [made.tasks.pick],
      );
      expect(lease?.open).toBe(0);
    }
  });
});
