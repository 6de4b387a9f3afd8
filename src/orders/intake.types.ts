import type { BrandScope } from '../accounts/scopes.js';
import type { KnownCustomer } from '../customers/intake-customers.js';
import type { AppError } from '../http/app-error.js';
import type { IntakeContext, IntakeRank } from './intake-context.js';
import type { IntakeWarning } from './intake-warnings.js';
import type { TakenOrder } from './taken-order.js';

/** One transaction of intake: for whom, with what is known of the brand and the customers. */
export interface Intake {
  brand: BrandScope;
  context: IntakeContext;
  customers: ReadonlyMap<string, KnownCustomer>;
}

/** What became of one order of a batch. */
export type IntakeOutcome =
  | {
      outcome: 'created' | 'unchanged' | 'updated' | 'cancelled';
      orderId: string;
      shipmentIds: string[];
      changed: string[];
      warnings: IntakeWarning[];
    }
  | { outcome: 'refused'; error: AppError };

/** Results of a wave by place in the batch, and the tasks that are ready or due at another time. */
export interface WaveResult {
  outcomes: Map<number, IntakeOutcome>;
  ticketed: { id: string }[];
}

/** The customer of an order, which the transaction has found or added before. */
export function customerOf(intake: Intake, order: TakenOrder): KnownCustomer {
  const customer = intake.customers.get(order.body.customer.ref);
  if (!customer) throw new Error('the customers of a batch are read before its orders');
  return customer;
}

/** A rank with where it came from. */
export interface RankNow {
  rank: IntakeRank;
  source: 'default' | 'external' | 'rules';
}

/** The rank of a customer at this moment. */
export function rankOf(intake: Intake, customer: KnownCustomer): RankNow {
  const rank = customer.rankId === null ? undefined : intake.context.ranks.get(customer.rankId);
  if (!rank || customer.rankSource === null) return { rank: intake.context.defaultRank, source: 'default' };
  return { rank, source: customer.rankSource };
}
