import { Injectable } from '@nestjs/common';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { ChainSealer, type Sealed } from './chain-sealer.js';
import { tellOfManifest } from './manifest-chain.js';
import { dueTurn, strikeDue } from './manifests-due.js';
import { STAGE_SCHEMA, type StageFacts, stageManifest } from './stage-manifest.js';

interface StageSubject {
  brandId: string;
  shipmentId: string;
  taskId: string;
  clipId: null;
  facts: StageFacts;
  turn: number;
}

// A stage without a row of its own in the settings (any more) is evidenced by its scans.
const STAGE = `
  select t.brand_id as "brandId", t.warehouse_id as "warehouseId", t.shipment_id as "shipmentId",
    t.stage, coalesce(g.evidence, 'scan_log') as evidence, t.attempt, t.completed_at as "completedAt",
    l.token::integer as token, l.from_at as "from", l.nonce, l.station_id as "stationId", p.pseudonym as packer
  from tasks t
  join leases l on l.task_id = t.id and l.token = t.token
  left join packers p on p.id = l.packer_id
  left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
  where t.id = $1 and t.state = 'completed'`;

const SCANS = `
  select id, kind, code, result, shipment_line_id as "shipmentLineId", occurred_at as "occurredAt", token::integer as token
  from scans where task_id = $1 order by id`;

const ANSWERS = `
  select a.id, i.code as "checkCode", s.section, a.standard_version as "standardVersion", a.attempt, a.value,
    a.answered_by as "answeredBy", a.reason, a.shipment_line_id as "shipmentLineId", a.occurred_at as "occurredAt",
    a.token::integer as token
  from answers a
  join check_items i on i.id = a.check_item_id
  join standards s on s.id = i.standard_id
  where a.task_id = $1 order by a.id`;

type StageRow = Pick<StageFacts, 'brandId' | 'warehouseId' | 'shipmentId'> &
  Omit<StageFacts['task'], 'id'> &
  StageFacts['lease'];

/** Seals stages that no clip speaks for. */
@Injectable()
export class StageSealService {
  constructor(private readonly sealer: ChainSealer) {}

  /** Seals a completed stage once, if that was asked for. @returns undefined when there is nothing to seal */
  async seal(taskId: string): Promise<Sealed<{ caseIds: string[] }> | undefined> {
    return this.sealer.seal<StageSubject, { caseIds: string[] }>({
      kind: 'stage',
      schema: STAGE_SCHEMA,
      read: (on) => readStage(on, taskId),
      write: (_, { facts }, place) => Promise.resolve(stageManifest(facts, place)),
      win: (manager, { turn }) => strikeDue(manager, 'stage', taskId, turn),
      tell: tellOfManifest,
    });
  }
}

async function readStage(on: Executor, taskId: string): Promise<StageSubject | undefined> {
  const turn = await dueTurn(on, 'stage', taskId);
  const stage = await firstRow<StageRow>(on, STAGE, [taskId]);
  if (turn === undefined || !stage) return undefined;
  const [scans, answers] = await Promise.all([
    rows<StageFacts['scans'][number]>(on, SCANS, [taskId]),
    rows<StageFacts['answers'][number]>(on, ANSWERS, [taskId]),
  ]);
  const { brandId, warehouseId, shipmentId, token, from, nonce, stationId, packer, ...task } = stage;
  const lease = { token, from, nonce, stationId, packer };
  const facts = { brandId, warehouseId, shipmentId, task: { id: taskId, ...task }, lease, scans, answers };
  return { brandId, shipmentId, taskId, clipId: null, facts, turn };
}
