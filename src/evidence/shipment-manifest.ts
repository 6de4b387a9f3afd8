// What left the warehouse, and which evidence there is of it: the parcels, every manifest of the chain in its order, the
// clips that show it although they were recorded for another shipment, and what is missing. After the hand-over each late
// manifest is followed by a new one of these; the newest counts.
//
// STORED FOR GOOD: `akashi.shipment/1`.
import { canonicalJson } from '../ledger/canonical-json.js';
import type { ChainPlace } from './chain-sealer.js';
import type { ManifestKind } from './manifest-chain.js';

export const SHIPMENT_SCHEMA = 'akashi.shipment/1';

export interface ShipmentFacts {
  brandId: string;
  warehouseId: string;
  shipmentId: string;
  /** The how many-th manifest of this shipment it is, from 1. */
  n: number;
  handedOverAt: Date;
  parcels: readonly { carrier: string; number: string; boundAt: Date | null; handedOverAt: Date | null }[];
  manifests: readonly {
    kind: ManifestKind;
    taskId: string | null;
    stage: string | null;
    clipId: string | null;
    sha256: string;
  }[];
  /** `manifestSha256`: also of a clip whose manifest stands in another shipment's chain; null: not sealed yet. */
  links: readonly { clipId: string; reason: string; at: Date; manifestSha256: string | null }[];
  /** Why a manager let it go without the evidence of a stage; `taskId` null: the stage's task is gone. */
  waivers: readonly { taskId: string | null; stage: string; reason: string; at: Date }[];
  /** Stages whose required evidence is missing, waived or not. */
  missing: readonly { taskId: string; stage: string; evidence: string }[];
}

/** The bytes of a shipment's manifest: these are stored, hashed and signed. */
export function shipmentManifest(facts: ShipmentFacts, place: ChainPlace): Buffer {
  return canonicalJson({
    schema: SHIPMENT_SCHEMA,
    brandId: facts.brandId,
    warehouseId: facts.warehouseId,
    shipmentId: facts.shipmentId,
    n: facts.n,
    handedOverAt: facts.handedOverAt.toISOString(),
    parcels: facts.parcels.map(({ carrier, number, boundAt, handedOverAt }) => ({
      ...{ carrier, number },
      boundAt: boundAt?.toISOString() ?? null,
      handedOverAt: handedOverAt?.toISOString() ?? null,
    })),
    manifests: facts.manifests.map((manifest) => ({ ...manifest })),
    links: facts.links.map((link) => ({ ...link, at: link.at.toISOString() })),
    waivers: facts.waivers.map((waiver) => ({ ...waiver, at: waiver.at.toISOString() })),
    missing: facts.missing.map((stage) => ({ ...stage })),
    previousManifestSha256: place.previousManifestSha256?.toString('hex') ?? null,
    sealedAt: place.sealedAt.toISOString(),
  });
}
