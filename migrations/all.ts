import { Access20261122050000 } from './20261122050000-access.js';
import { Orders20261122050100 } from './20261122050100-orders.js';
import { Shipments20261122050200 } from './20261122050200-shipments.js';
import { Evidence20261122050300 } from './20261122050300-evidence.js';
import { QueuePlaces20261122090000 } from './20261122090000-queue-places.js';
import { Pickups20261122093000 } from './20261122093000-pickups.js';
import { LabelSight20261122100000 } from './20261122100000-label-sight.js';
import { TicketGenerations20261122092500 } from './20261122092500-ticket-generations.js';
import { Interventions20261122101000 } from './20261122101000-interventions.js';
import { Board20261122103000 } from './20261122103000-board.js';
import { Simulations20261122104000 } from './20261122104000-simulations.js';
import { ClaimPaths20261122105000 } from './20261122105000-claim-paths.js';
import { ClaimKeys20261122113000 } from './20261122113000-claim-keys.js';
import { Ledger20261130100000 } from './20261130100000-ledger.js';
import { Log20261130101000 } from './20261130101000-log.js';
import { Timestamps20261130102000 } from './20261130102000-timestamps.js';
import { Manifests20261130103000 } from './20261130103000-manifests.js';
import { Uploads20261130104000 } from './20261130104000-uploads.js';
import { Custody20261130105000 } from './20261130105000-custody.js';
import { Audit20261130106000 } from './20261130106000-audit.js';
import { EvidenceLocks20261130107000 } from './20261130107000-evidence-locks.js';
import { Leaving20261130213000 } from './20261130213000-leaving.js';

/** Every migration, oldest first. A landed migration is never edited; add a new file instead. */
export const migrations = [
  Access20261122050000,
  Orders20261122050100,
  Shipments20261122050200,
  Evidence20261122050300,
  QueuePlaces20261122090000,
  Pickups20261122093000,
  LabelSight20261122100000,
  TicketGenerations20261122092500,
  Interventions20261122101000,
  Board20261122103000,
  Simulations20261122104000,
  ClaimPaths20261122105000,
  ClaimKeys20261122113000,
  Ledger20261130100000,
  Log20261130101000,
  Timestamps20261130102000,
  Manifests20261130103000,
  Uploads20261130104000,
  Custody20261130105000,
  Audit20261130106000,
  EvidenceLocks20261130107000,
  Leaving20261130213000,
];
