// Who touched a shipment's evidence, as of an export, in a document that is signed as it is stored. Actors are kinds and ids
// as the custody log has them: who that is, only the brand's own staff list says.
//
// STORED FOR GOOD: a change of meaning gets the next number.
import { canonicalJson } from '../ledger/canonical-json.js';
import { CUSTODY_SCHEMA, type CustodyRow } from './bundle.rows.js';

export interface CustodyFacts {
  brandId: string;
  shipmentId: string;
  /** Why the export was made. */
  reason: string;
  madeAt: Date;
  events: readonly CustodyRow[];
}

/** The bytes of a custody document. */
export function custodyDocument({ brandId, shipmentId, reason, madeAt, events }: CustodyFacts): Buffer {
  return canonicalJson({
    schema: CUSTODY_SCHEMA,
    ...{ brandId, shipmentId, reason },
    madeAt: madeAt.toISOString(),
    events: events.map((event) => ({
      id: event.id,
      kind: event.kind,
      clipId: event.clip_id,
      actor: { kind: event.actor.kind, id: event.actor.id },
      occurredAt: event.occurred_at.toISOString(),
      detail: event.detail,
    })),
  });
}
