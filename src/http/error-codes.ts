import { accountsErrors } from '../accounts/accounts.errors.js';
import { boardErrors } from '../board/board.errors.js';
import { clipsErrors } from '../clips/clips.errors.js';
import { evidenceErrors } from '../evidence/evidence.errors.js';
import { customersErrors } from '../customers/customers.errors.js';
import { inspectionsErrors } from '../inspections/inspections.errors.js';
import { interventionsErrors } from '../interventions/interventions.errors.js';
import { itemsErrors } from '../items/items.errors.js';
import { logErrors } from '../log/log.errors.js';
import { ledgerErrors } from '../ledger/ledger.errors.js';
import { ordersErrors } from '../orders/orders.errors.js';
import { pickupsErrors } from '../pickups/pickups.errors.js';
import { queueErrors } from '../queue/queue.errors.js';
import { ranksErrors } from '../ranks/ranks.errors.js';
import { shipmentsErrors } from '../shipments/shipments.errors.js';
import { simulationsErrors } from '../simulation/http/simulations.errors.js';
import { stationsErrors } from '../stations/stations.errors.js';
import { casesErrors } from '../cases/cases.errors.js';
import { trackingErrors } from '../tracking/tracking.errors.js';
import { httpErrors } from './http.errors.js';

/** Every code that a problem answer may carry, with its status. Features add their own table here, one line each. */
export const ERROR_STATUS = {
  ...httpErrors,
  ...accountsErrors,
  ...boardErrors,
  ...clipsErrors,
  ...evidenceErrors,
  ...customersErrors,
  ...inspectionsErrors,
  ...interventionsErrors,
  ...itemsErrors,
  ...logErrors,
  ...ledgerErrors,
  ...ordersErrors,
  ...pickupsErrors,
  ...queueErrors,
  ...ranksErrors,
  ...shipmentsErrors,
  ...simulationsErrors,
  ...stationsErrors,
  ...casesErrors,
  ...trackingErrors,
} as const;

/** The closed union of codes; TypeScript refuses any other. */
export type ErrorCode = keyof typeof ERROR_STATUS;
