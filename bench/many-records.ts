import type pg from 'pg';

/** What one shipment's work left behind, in the order that foreign keys demand, as copies for other shipments. */
const STEPS: readonly string[] = [
  // others: the shipments that get a copy; model: the one that was really worked on
  `create temp table others as select s.id as shipment_id, s.order_id from shipments s where s.order_id = any($1::uuid[])`,
  `create temp table task_pairs as
    select m.id as model_id, t.id, t.shipment_id from others o join tasks t on t.shipment_id = o.shipment_id
    join tasks m on m.stage = t.stage and m.shipment_id = (select id from shipments where order_id = $2)`,
  `update tasks t set state = 'completed', completed_at = m.completed_at, attempt = m.attempt, token = 1
    from task_pairs p join tasks m on m.id = p.model_id where t.id = p.id`,
  `update shipments set state = 'ready' where id in (select shipment_id from others)`,
  `insert into answers select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'task_id', p.id))).*
    from answers a join task_pairs p on p.model_id = a.task_id`,
  `create temp table clip_pairs as select c.id as model_id, gen_random_uuid() as id, p.id as task_id, p.shipment_id
    from clips c join task_pairs p on p.model_id = c.task_id`,
  `insert into clips select (jsonb_populate_record(c, jsonb_build_object('id', p.id, 'task_id', p.task_id))).*
    from clips c join clip_pairs p on p.model_id = c.id`,
  `insert into renditions select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'clip_id', p.id))).*
    from renditions r join clip_pairs p on p.model_id = r.clip_id`,
  `insert into evidence_manifests
    select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'clip_id', p.id))).*
    from evidence_manifests f join clip_pairs p on p.model_id = f.clip_id`,
  `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason)
    select gen_random_uuid(), s.brand_id, p.id, p.shipment_id, 'recorded'
    from clip_pairs p join shipments s on s.id = p.shipment_id`,
  `insert into timeline_events
    select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'order_id', o.order_id, 'shipment_id', o.shipment_id))).*
    from timeline_events e cross join others o
    where e.shipment_id = (select id from shipments where order_id = $2) and e.kind <> 'shipment_planned'`,
  `analyze`,
];

/**
 * Gives the record of one worked order to many others, row by row as it is, so that their pages show as much.
 * @returns the shipments that have it
 */
export async function cloneRecord(
  pool: pg.Pool,
  modelOrderId: string,
  otherOrderIds: string[],
): Promise<string[]> {
  const client = await pool.connect();
  try {
    for (const step of STEPS) {
      const values = [
        ...(step.includes('$1') ? [otherOrderIds] : []),
        ...(step.includes('$2') ? [modelOrderId] : []),
      ];
      await client.query(step.includes('$1') ? step : step.replaceAll('$2', '$1'), values);
    }
    const { rows } = await client.query<{ shipment_id: string }>('select shipment_id from others');
    return rows.map(({ shipment_id: id }) => id);
  } finally {
    client.release(true);
  }
}
