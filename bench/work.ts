import { v7 as uuid } from 'uuid';
import { ok } from '../deploy/demo/api.js';
import type { World } from '../deploy/demo/world.js';

/** Takes an order and claims its first task: what a station needs to upload anything. */
export async function claimOne(world: World): Promise<{ taskId: string; token: number; nonce: string }> {
  const externalId = `BENCH-${uuid()}`;
  await ok(
    world.brand.POST('/v1/orders', {
      body: {
        source: 'bench',
        externalId,
        placedAt: new Date(Date.now() - 60_000).toISOString(),
        customer: { ref: 'bench' },
        orderer: { name: 'ベンチ' },
        lines: [{ sku: 'TEA-SEN-050', quantity: 1, unitPrice: 1620 }],
        payment: { method: 'card', state: 'paid', currency: 'JPY', total: 1620 },
        shipBy: new Date(Date.now() + 86_400_000).toISOString(),
      },
    }),
  );
  const { held } = await ok(
    world.station.POST('/v1/station/claims', { body: { key: uuid(), scan: externalId } }),
  );
  if (!held) throw new Error('the order could not be claimed');
  return { taskId: held.task.id, token: held.token, nonce: held.nonce };
}
