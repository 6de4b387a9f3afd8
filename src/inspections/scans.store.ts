import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import type { ScanOutcome } from './scan.outcome.js';

export interface ScanRow {
  task_id: string;
  station_id: string;
  kind: ScanOutcome['kind'];
  result: ScanOutcome['result'];
  shipment_line_id: string | null;
  code: string;
}

/** A scan as it is stored. */
export interface KeptScan {
  id: string;
  brandId: string;
  taskId: string;
  token: number;
  stationId: string;
  packerId: string | null;
  kind: ScanOutcome['kind'];
  /** In clear only when it was understood. */
  code: string;
  lineId: string | null;
  attempt: number;
  result: ScanOutcome['result'];
  occurredAt: Date;
  labelSeen: boolean;
}

const FIND = 'select task_id, station_id, kind, result, shipment_line_id, code from scans where id = $1';

const INSERT = {
  name: 'inspections_insert_scan',
  text: `insert into scans (id, brand_id, task_id, token, station_id, packer_id, kind, code, shipment_line_id, attempt,
      result, occurred_at, label_seen)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
};

// Replays of a claim come one after the other here, and find the row.
const LOCK_LEASE = 'select 1 as held from leases where task_id = $1 and token = $2 for update';

const INSERT_CLAIMED = `
  insert into scans (id, brand_id, task_id, token, station_id, packer_id, kind, code, attempt, result, occurred_at, label_seen)
  select $3, l.brand_id, l.task_id, l.token, l.station_id, l.packer_id, $4, $5, t.attempt, 'claimed', now(), true
  from leases l join tasks t on t.id = l.task_id
  where l.task_id = $1 and l.token = $2 and not exists
    (select 1 from scans s where s.task_id = l.task_id and s.token = l.token and s.result = 'claimed')`;

export async function findScan(on: Executor, id: string): Promise<ScanRow | undefined> {
  return firstRow<ScanRow>(on, FIND, [id]);
}

export async function keepScan(on: Executor, scan: KeptScan): Promise<void> {
  const { id, brandId, taskId, token, stationId, packerId, kind, code, lineId, attempt, result } = scan;
  await rows(on, INSERT, [
    ...[id, brandId, taskId, token, stationId, packerId, kind, code, lineId, attempt, result],
    ...[scan.occurredAt, scan.labelSeen],
  ]);
}

/** Keeps that a task was begun by scanning a label, once for each lease. Call it inside a transaction. */
export async function keepClaimScan(
  on: Executor,
  scan: { id: string; taskId: string; token: number; kind: 'waybill' | 'unknown'; code: string },
): Promise<void> {
  await rows(on, LOCK_LEASE, [scan.taskId, scan.token]);
  await affected(on, INSERT_CLAIMED, [scan.taskId, scan.token, scan.id, scan.kind, scan.code]);
}
