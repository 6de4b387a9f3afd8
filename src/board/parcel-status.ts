/**
 * What a parcel is counted as, for the board's figures and its lists alike. "In work" is what a shift leader could go and
 * find in somebody's hands or on the way between two stages: a station holds it, a stage of it is done, or a station has
 * vanished with it. What was put back stands in line like everything else, whoever has touched it before.
 */

const HERE = (s: string) => `${s}.state in ('planned', 'in_work')`;

// A scalar, not `exists`: Postgres would rather hash every completed task there ever was than look at the few in question.
const BEGUN = (s: string) => `(select true from tasks begun
    left join leases last on last.task_id = begun.id and last.token = begun.token
  where begun.shipment_id = ${s}.id and (begun.state in ('claimed', 'completed')
    or (begun.state = 'ready' and begun.first_scan_at is not null and last.end_reason = 'lapsed')) limit 1)`;

/** SQL: the status of shipment `s` (to_do, in_work, waiting, held, done). Only what has been claimed is looked at closely. */
export const parcelStatus = (
  s: string,
): string => `case when not ${HERE(s)} then 'done' when ${s}.held_at is not null then 'held'
  when ${s}.state = 'in_work' and ${BEGUN(s)} then 'in_work' when ${s}.release_at <= now() then 'to_do' else 'waiting' end`;

/** SQL: whether shipment `s` is late: it may be worked on, and its ship-by or its truck has passed. */
export const parcelLate = (
  s: string,
): string => `coalesce(${HERE(s)} and ${s}.held_at is null and ${s}.release_at <= now()
  and (${s}.ship_by < now() or ${s}.pickup_at < now() or ${s}.missed_pickup_at is not null), false)`;
