import { randomUUID } from 'node:crypto';
import { ok, type Schemas } from '../deploy/demo/api.js';
import type { World } from '../deploy/demo/world.js';

/** A body of POST /v1/orders with two lines and an address, as shops send them. */
export function benchOrder(externalId: string, k: number): Schemas['OrderBody'] {
  const now = Date.now();
  const person = {
    name: `名前 ${externalId}`,
    email: `${externalId.toLowerCase()}@example.com`,
    postalCode: '248-0006',
  };
  const address = { ...person, region: '神奈川県', city: '鎌倉市', line1: `架空町${k}` };
  return {
    source: 'bench',
    externalId,
    placedAt: new Date(now - 60_000).toISOString(),
    customer: { ref: `R-${externalId}`, name: person.name, email: person.email },
    orderer: address,
    recipient: address,
    lines: [
      { sku: 'TEA-SEN-050', quantity: 1 + (k % 3), unitPrice: 1620 },
      { sku: 'WOD-CHA-200', quantity: 1, unitPrice: 6600 },
    ],
    payment: { method: 'card', state: 'paid', currency: 'JPY', total: 6600 + 1620 * (1 + (k % 3)) },
    shipBy: new Date(now + 36 * 3_600_000).toISOString(),
    carrier: 'yamato',
  };
}

/** Takes up to 500 orders in one batch. @returns their ids */
export async function takeOrders(world: World, count: number): Promise<string[]> {
  const orders = Array.from({ length: count }, (_, k) => benchOrder(`T-${randomUUID().slice(0, 13)}`, k));
  const answer = await ok(world.brand.POST('/v1/orders', { body: { orders } }));
  const results = 'results' in answer ? answer.results : [answer];
  return results.map(({ orderId, problem }) => {
    if (!orderId) throw new Error(`an order was refused: ${JSON.stringify(problem)}`);
    return orderId;
  });
}
