import { type Executor, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { DEFAULT_QUEUE_SETTINGS, QueueSettings } from '../queue/queue-settings.contract.js';
import type { Capabilities } from '../queue/pool-key.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import { type CutoffLine, OrderCutoffs } from '../pickups/order-cutoffs.js';
import { type CalendarFacts, PickupCalendar } from '../pickups/pickup-calendar.js';
import { calendarJson, cutoffsJson } from '../pickups/read-calendar.js';
import { HeadStarts } from './head-starts.js';
import { readShare } from './read-share.js';

/** A rank as orders need it. */
export interface IntakeRank {
  id: string;
  code: string;
  position: number;
  /** As the brand set it: the warehouse may cap the head start that it gives. */
  leadMinutes: number;
}

export interface IntakeStage {
  code: string;
  handlingMinutes: number;
}

/** What taking in an order needs to know of the brand, read once a request. */
export interface IntakeContext {
  timeZone: string;
  warehouseId: string;
  ranks: ReadonlyMap<string, IntakeRank>;
  defaultRank: IntakeRank;
  stages: readonly IntakeStage[];
  settings: QueueSettings;
  calendar: PickupCalendar;
  cutoffs: OrderCutoffs;
  headStarts: HeadStarts;
  /** What the warehouse's stations can do, alike ones once. */
  stations: readonly Capabilities[];
  /** The database's clock. */
  now: Date;
}

interface ContextRow {
  time_zone: string;
  warehouse_id: string | null;
  ranks: (IntakeRank & { isDefault: boolean })[];
  stages: IntakeStage[];
  settings: unknown;
  calendar: CalendarFacts;
  cutoffs: CutoffLine[];
  stations: Capabilities[];
  head_start_share: number | null;
  standard_lead: number | null;
  now: Date;
}

const READ_CONTEXT = {
  name: 'intake_context',
  text: `select b.time_zone, now() as now, home.warehouse_id, home.head_start_share,
      ${standardLeadOf('home.warehouse_id')} as standard_lead,
      ${calendarJson('home.warehouse_id')} as calendar, ${cutoffsJson('b.id')} as cutoffs,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('zones', to_jsonb(s.zones), 'temperatures', to_jsonb(s.temperatures),
          'skills', to_jsonb(s.skills))), '[]') from stations s where s.warehouse_id = home.warehouse_id) as stations,
      (select q.settings from queue_settings q where q.warehouse_id = home.warehouse_id) as settings,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'code', r.code, 'position', r.position,
          'leadMinutes', r.lead_minutes, 'isDefault', r.is_default)), '[]') from ranks r where r.brand_id = b.id) as ranks,
      (select coalesce(jsonb_agg(jsonb_build_object('code', s.code, 'handlingMinutes', s.handling_minutes)
          order by s.position), '[]') from brand_stages s where s.brand_id = b.id) as stages
    from brands b left join lateral (select w.warehouse_id, w.head_start_share from brand_warehouses w where w.brand_id = b.id
      order by w.is_default desc, w.warehouse_id limit 1) home on true
    where b.id = $1`,
};

/**
 * Reads the brand's zone, warehouse, ranks and stages.
 * @throws AppError warehouse_needed when no warehouse works for the brand
 */
export async function readIntakeContext(on: Executor, brandId: string): Promise<IntakeContext> {
  const row = await firstRow<ContextRow>(on, READ_CONTEXT, [brandId]);
  const defaultRank = row?.ranks.find(({ isDefault }) => isDefault);
  if (!row || !defaultRank || row.stages.length === 0)
    throw new Error(`brand ${brandId} lacks ranks or stages`);
  if (row.warehouse_id === null) {
    throw new AppError('warehouse_needed', 'Let a warehouse work for this brand: PUT /v1/brand-warehouses.');
  }
  const settings = row.settings === null ? DEFAULT_QUEUE_SETTINGS : QueueSettings.parse(row.settings);
  const calendar = new PickupCalendar(row.calendar);
  const { warehouse_id: warehouseId, head_start_share: share } = row;
  const standardLead = row.standard_lead ?? defaultRank.leadMinutes;
  const facts = await readShare(on, { brandId, warehouseId, share, standardLead });
  const leads = { standardLead, capMinutes: settings.maxHeadStartMinutes };
  return {
    timeZone: row.time_zone,
    warehouseId,
    ranks: new Map(row.ranks.map((rank) => [rank.id, rank])),
    defaultRank,
    stages: row.stages,
    settings,
    calendar,
    cutoffs: new OrderCutoffs({ timeZone: row.time_zone, cutoffs: row.cutoffs }, calendar),
    headStarts: new HeadStarts(row.ranks, leads, facts),
    stations: row.stations,
    now: row.now,
  };
}
