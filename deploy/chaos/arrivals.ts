import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from './chance.js';
import { FailoverClient } from './failover-client.js';
import type { Journal } from './journal.js';
import { CHAOS_SKU } from './scene.js';

const BATCH = 25;
const HOUR_MS = 3_600_000;
// Leads of the preset differ by up to eight hours: orders placed over ten are due in quite another order than they come.
const PLACED_WITHIN_HOURS = 10;
const RANKS = ['standard', 'repeat', 'subscriber', 'vip', 'invited'] as const;
const CUSTOMERS_A_RANK = 5;

const Results = z.object({ results: z.array(z.object({ outcome: z.string(), externalId: z.string() })) });

/** The shop's system: one customer of each rank and more, then orders in batches, whatever happens to the servers. */
export class Shop {
  private readonly client: FailoverClient;

  constructor(
    servers: readonly string[],
    brandKey: string,
    private readonly chance: Chance,
    private readonly journal: Journal,
  ) {
    this.client = new FailoverClient(servers, brandKey, chance.of('shop'));
  }

  async rankCustomers(): Promise<void> {
    for (const rank of RANKS) {
      for (let n = 0; n < CUSTOMERS_A_RANK; n += 1) {
        const ref = `${rank}-${n}`;
        await this.must({ method: 'PUT', path: `/v1/customers/${ref}`, body: { name: ref } });
        const body = { rank, reason: 'chaos' };
        await this.must({ method: 'PUT', path: `/v1/customers/${ref}/rank`, body });
      }
    }
  }

  /** Brings so many orders, spread over a time; a batch that nobody answered is sent again, as shops do. */
  async bring(orders: number, overMs: number): Promise<void> {
    const batches = Math.ceil(orders / BATCH);
    const from = Date.now();
    for (let n = 0; n < batches; n += 1) {
      const size = Math.min(BATCH, orders - n * BATCH);
      const list = Array.from({ length: size }, (_, k) => this.order(n * BATCH + k));
      const answer = await this.must({ method: 'POST', path: '/v1/orders', body: { orders: list } });
      const { results } = Results.parse(answer);
      for (const { externalId } of results) this.journal.arrivals.set(externalId, Date.now());
      const refused = results.find(({ outcome }) => !TAKEN.has(outcome));
      if (refused) throw new Error(`an order was refused: ${JSON.stringify(answer)}`);
      await sleep(Math.max(0, from + ((n + 1) * overMs) / batches - Date.now()));
    }
    this.client.close();
  }

  private order(n: number): object {
    const placedAt = Date.now() - this.chance.next() * PLACED_WITHIN_HOURS * HOUR_MS;
    const ref = `${this.chance.oneOf(RANKS)}-${this.chance.whole(0, CUSTOMERS_A_RANK - 1)}`;
    return {
      ...{ source: 'chaos', externalId: `CHAOS-${n}`, placedAt: new Date(placedAt).toISOString() },
      ...{ customer: { ref }, orderer: { name: ref } },
      lines: [{ sku: CHAOS_SKU, quantity: 1, unitPrice: 1620 }],
      payment: { method: 'card', state: 'paid', currency: 'JPY', total: 1620 },
      // Far away: only leads decide, so that the bound on overtaking is the one of leads.
      shipBy: new Date(Date.now() + 10 * 24 * HOUR_MS).toISOString(),
      carrier: 'other',
    };
  }

  private async must(what: Parameters<FailoverClient['send']>[0]): Promise<unknown> {
    const { status, body } = await this.client.send(what);
    if (status >= 200 && status < 300) return body;
    throw new Error(`${status} ${what.method} ${what.path}: ${JSON.stringify(body)}`);
  }
}

/** A batch that was stored although its answer got lost comes a second time. */
const TAKEN = new Set(['created', 'unchanged', 'updated', 'duplicate']);
