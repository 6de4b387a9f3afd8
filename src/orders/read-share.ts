import { type Executor, firstRow } from '../database/sql.js';
import { DEFAULT_SERVICE_SEC, MIN_SAMPLES } from '../queue/truck-loads.js';
import type { ShareFacts } from './head-starts.js';

/** Arrivals further back than the standard lead can't share a head start with an order of today. */
const SHARE = {
  name: 'intake_share',
  text: `select
      (select count(*)::integer from stations s where s.warehouse_id = $2) as stations,
      (select coalesce(sum(coalesce(m.mean_sec, ${DEFAULT_SERVICE_SEC})), 0)::float8 from brand_stages b
        left join service_times m on m.warehouse_id = $2 and m.stage = b.code and m.samples >= ${MIN_SAMPLES}
        where b.brand_id = $1) as "shipmentSec",
      (select coalesce(jsonb_agg(jsonb_build_array(a.minute, a.count)), '[]') from (
        select floor(extract(epoch from s.arrived_at) / 60)::bigint as minute, count(*) as count
        from shipments s where s.warehouse_id = $2 and s.brand_id = $1 and s.head_start_minutes > 0 and s.state <> 'cancelled'
          and s.arrived_at > now() - interval '1 minute' * $3::integer
        group by 1) a) as arrivals`,
};

interface ShareRow {
  stations: number;
  shipmentSec: number;
  arrivals: [minute: number, shipments: number][];
}

interface BrandShare {
  brandId: string;
  warehouseId: string;
  share: number | null;
  /** The warehouse's, in minutes. */
  standardLead: number;
}

/** What the brand's head starts take of the warehouse already; null without a share, and then nothing is asked. */
export async function readShare(
  on: Executor,
  { brandId, warehouseId, share, standardLead }: BrandShare,
): Promise<ShareFacts | null> {
  if (share === null) return null;
  const row = await firstRow<ShareRow>(on, SHARE, [brandId, warehouseId, standardLead]);
  if (!row) throw new Error('a select without a table answers one row');
  const { stations, shipmentSec, arrivals } = row;
  return { share, stations, shipmentSec, arrivals: new Map(arrivals) };
}
