import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { unique } from '../../factories/accounts.js';
import type { TestShipment } from '../../factories/shipments.js';
import type { TestFloor, TestStation } from '../../factories/stations.js';

/** What specs of interventions do and look at. */

export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
export const actor = { kind: 'staff' as const, id: '00000000-0000-7000-8000-000000000001' };
export const why = { reason: 'customer_asked' as const, note: 'お電話で' };
export const by = (floor: TestFloor) => ({ scope: { brandId: floor.brand.id }, actor });

export const claim = (app: NestFastifyApplication, station: TestStation, scan?: string) =>
  app.get(ClaimsService).claim(station, { key: unique('key'), scan });

export const beat = (station: TestStation, taskId: string, token: number) =>
  station.call('POST', `/tasks/${taskId}/heartbeat`, { token });

/** The tasks of a shipment, in their order. */
export function stateOf(floor: TestFloor, { shipmentId }: TestShipment) {
  return rows<{ stage: string; state: string; due_term: string; due: Date }>(
    floor.dataSource,
    'select stage, state, due_term, due from tasks where shipment_id = $1 order by position',
    [shipmentId],
  );
}

/** Its events with what they were about, such as `intervened:hold`. */
export async function kinds(floor: TestFloor, shipmentId: string): Promise<string[]> {
  const found = await rows<{ what: string }>(
    floor.dataSource,
    `select kind || coalesce(':' || (data ->> 'intervention'), ':' || (data ->> 'cause'), ':' || (data ->> 'why'), '') as what
     from timeline_events where shipment_id = $1 order by id`,
    [shipmentId],
  );
  return found.map(({ what }) => what);
}
