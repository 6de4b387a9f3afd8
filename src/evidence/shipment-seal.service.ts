import { Injectable } from '@nestjs/common';
import { type Executor, firstRow } from '../database/sql.js';
import { ChainSealer, type Sealed } from './chain-sealer.js';
import { tellOfManifest } from './manifest-chain.js';
import { dueTurn, strikeDue } from './manifests-due.js';
import { readShipmentFacts } from './shipment-facts.js';
import { SHIPMENT_SCHEMA, shipmentManifest } from './shipment-manifest.js';

interface LeftShipment {
  brandId: string;
  shipmentId: string;
  taskId: null;
  clipId: null;
  turn: number;
}

/** Seals shipments that have left: at the hand-over, and again for whatever comes late. */
@Injectable()
export class ShipmentSealService {
  constructor(private readonly sealer: ChainSealer) {}

  /** Makes a shipment's next manifest, if one was asked for. @returns undefined when there is nothing to seal */
  async seal(shipmentId: string): Promise<Sealed<{ caseIds: string[] }> | undefined> {
    return this.sealer.seal<LeftShipment, { caseIds: string[] }>({
      kind: 'shipment',
      schema: SHIPMENT_SCHEMA,
      read: (on) => readDue(on, shipmentId),
      // After the head of the chain: a manifest that comes in between moves the head, and this draft is thrown away.
      write: async (on, _, place) => {
        const facts = await readShipmentFacts(on, shipmentId);
        if (!facts) throw new Error('a shipment that has left is not there any more');
        return shipmentManifest(facts, place);
      },
      win: (manager, { turn }) => strikeDue(manager, 'shipment', shipmentId, turn),
      tell: tellOfManifest,
    });
  }
}

async function readDue(on: Executor, shipmentId: string): Promise<LeftShipment | undefined> {
  const turn = await dueTurn(on, 'shipment', shipmentId);
  const left = 'select brand_id from shipments where id = $1 and handed_over_at is not null';
  const shipment = await firstRow<{ brand_id: string }>(on, left, [shipmentId]);
  if (turn === undefined || !shipment) return undefined;
  return { brandId: shipment.brand_id, shipmentId, taskId: null, clipId: null, turn };
}
