import type { DataSource } from 'typeorm';
import { LABEL_CUT_MS } from '../clips/label-sight.js';
import { poolOf } from '../database/sql.js';
import type { EventRow, LinkRow, RecordRow, TrackingRows } from './tracking.rows.js';

/**
 * The three statements of a tracking page, prepared once a connection. Every one is reached by an index from the link or
 * the shipment, so a page costs the same whether the brand has sent ten parcels or ten million.
 */

/** By the link's id: the link with its shipment, order, brand and the order's rank. */
export const FIND_LINK = {
  name: 'tracking_link',
  text: `select l.id as link_id, l.brand_id, l.shipment_id, s.order_id, l.audience, l.film as link_film,
      l.expires_at, l.revoked_at, b.name_ja as brand_name_ja, b.name_en as brand_name_en, b.time_zone, b.colours, b.contact,
      o.external_id, o.locale as order_locale, o.state as order_state, o.payment_state, o.gift,
      o.noshi ->> 'omotegaki' as omotegaki, r.film as rank_film,
      s.state as shipment_state, s.carrier_state, s.release_at, s.planned_ship_date::text, s.delivery_date::text,
      s.delivery_window, s.carrier, s.parcel_count, s.flags, s.handed_over_at, s.delivered_at
    from tracking_links l
    join shipments s on s.id = l.shipment_id
    join orders o on o.id = s.order_id
    join ranks r on r.id = o.rank_id
    join brands b on b.id = l.brand_id
    where l.id = $1`,
};

/** By shipment and order: what customers may read of the timeline. Ids are in the order of time. */
export const FIND_EVENTS = {
  name: 'tracking_events',
  text: `select kind, data, occurred_at from timeline_events
    where audience = 'customer' and (shipment_id = $1 or (order_id = $2 and shipment_id is null))
    order by id`,
};

/** By shipment and link: goods, stages, answers that count, clips, waybills, and cases opened through this link. */
export const FIND_RECORD = {
  name: 'tracking_record',
  text: `select
    (select json_agg(json_build_object('id', x.id, 'nameJa', y.name_ja, 'nameEn', y.name_en, 'quantity', x.quantity,
        'engraving', y.engraving) order by y.line_no)
      from shipment_lines x join order_lines y on y.id = x.order_line_id where x.shipment_id = $1) as lines,
    (select json_agg(json_build_object('taskId', t.id, 'stage', t.stage, 'state', t.state, 'completedAt', t.completed_at,
        'sections', g.sections, 'evidence', g.evidence) order by t.position)
      from tasks t left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
      where t.shipment_id = $1) as stages,
    (select json_agg(json_build_object('taskId', n.task_id, 'code', i.code, 'answeredBy', i.answered_by, 'value', n.value,
        'customerJa', i.customer_ja, 'customerEn', i.customer_en, 'appliesTo', i.applies_to,
        'version', n.standard_version, 'clipId', n.clip_id) order by i.code)
      from (select distinct on (a.task_id, a.check_item_id) a.task_id, a.check_item_id, a.value, a.standard_version, a.clip_id
        from tasks t join answers a on a.task_id = t.id and a.attempt = t.attempt
        where t.shipment_id = $1 order by a.task_id, a.check_item_id, a.id desc) n
      join check_items i on i.id = n.check_item_id) as checks,
    (select json_agg(json_build_object('id', c.id, 'taskId', c.task_id, 'kind', c.kind, 'overtaken', c.overtaken,
        'mediaState', c.media_state,
        'beforeLabel', coalesce(cut.ms > 0 and cut.ms >= coalesce((select m.duration_ms from renditions m
          where m.clip_id = c.id and m.kind = 'customer'), 0), true),
        'answersCustomer', exists (select 1 from answers a join check_items i on i.id = a.check_item_id
          where a.task_id = c.task_id and a.clip_id = c.id and a.value = 'pass' and i.customer_ja is not null),
        'renditions', coalesce((select json_agg(json_build_object('kind', m.kind, 'durationMs', m.duration_ms))
          from renditions m where m.clip_id = c.id and m.kind in ('digest', 'customer', 'poster', 'still')), '[]'::json),
        'manifest', (select encode(f.sha256, 'hex') from evidence_manifests f where f.clip_id = c.id)) order by c.id)
      from evidence_links e join clips c on c.id = e.clip_id cross join lateral (select ${LABEL_CUT_MS} as ms) cut
      where e.shipment_id = $1) as clips,
    (select json_agg(json_build_object('carrier', w.carrier, 'number', w.number, 'parcelNo', w.parcel_no) order by w.parcel_no)
      from waybills w where w.shipment_id = $1 and w.bound_at is not null and w.voided_at is null) as waybills,
    (select json_agg(json_build_object('caseNo', k.case_no, 'state', k.state, 'reason', k.reason, 'openedAt', k.opened_at)
        order by k.id desc)
      from cases k where k.shipment_id = $1 and k.opened_by ->> 'kind' = 'customer' and k.opened_by ->> 'id' = $2::text) as reports`,
};

/** The link a page is about; undefined when there is none. */
export async function findLink(dataSource: DataSource, linkId: string): Promise<LinkRow | undefined> {
  return (await poolOf(dataSource).query<LinkRow>({ ...FIND_LINK, values: [linkId] })).rows[0];
}

/** Everything else of the page, in two statements side by side. */
export async function findTrackingRows(dataSource: DataSource, link: LinkRow): Promise<TrackingRows> {
  const pool = poolOf(dataSource);
  const [events, record] = await Promise.all([
    pool.query<EventRow>({ ...FIND_EVENTS, values: [link.shipment_id, link.order_id] }),
    findRecord(dataSource, link),
  ]);
  return { link, events: events.rows, record };
}

/** The record alone: what the media route decides by. */
export async function findRecord(dataSource: DataSource, link: LinkRow): Promise<RecordRow> {
  const values = [link.shipment_id, link.link_id];
  const found = await poolOf(dataSource).query<RecordRow>({ ...FIND_RECORD, values });
  return found.rows[0] ?? NO_RECORD;
}

const NO_RECORD: RecordRow = {
  lines: null,
  stages: null,
  checks: null,
  clips: null,
  waybills: null,
  reports: null,
};
