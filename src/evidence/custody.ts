import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { type Executor, rows } from '../database/sql.js';

export type CustodyKind =
  | 'recorded'
  | 'stored'
  | 'sealed'
  | 'viewed'
  | 'streamed'
  | 'downloaded'
  | 'exported'
  | 'shared'
  | 'held'
  | 'released'
  | 'deleted'
  | 'linked'
  | 'waived';

/** Who touched which evidence. `detail` holds codes, ids and digests only. */
export interface CustodyEvent {
  brandId: string;
  shipmentId?: string | null;
  clipId?: string | null;
  kind: CustodyKind;
  actor: Actor;
  detail?: Readonly<Record<string, string | number | boolean | null>>;
}

const APPEND = {
  name: 'custody_append',
  text: `insert into custody_events (id, brand_id, shipment_id, clip_id, kind, actor, detail)
    select e.id, e.brand_id, e.shipment_id, e.clip_id, e.kind, e.actor, e.detail
    from jsonb_to_recordset($1::jsonb) as e(id uuid, brand_id uuid, shipment_id uuid, clip_id uuid, kind text, actor jsonb,
      detail jsonb)`,
};

/** Appends to the custody log, in the caller's transaction where there is one; any number of events in one INSERT. */
export async function appendCustody(
  on: Executor,
  events: CustodyEvent | readonly CustodyEvent[],
): Promise<void> {
  const list = [events].flat();
  if (list.length > 0) await rows(on, APPEND, [JSON.stringify(list.map(toRow))]);
}

function toRow(event: CustodyEvent) {
  return {
    id: newId(),
    brand_id: event.brandId,
    shipment_id: event.shipmentId ?? null,
    clip_id: event.clipId ?? null,
    kind: event.kind,
    actor: { kind: event.actor.kind, id: event.actor.id },
    detail: event.detail ?? {},
  };
}
