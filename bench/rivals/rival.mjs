/** A rival's side of bench/queue/rival.ts: orders come as lines of JSON, each is answered by one. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A package of bench/package.json, from where the bench has installed it. */
export const rivalPackage = createRequire(join(process.env.RIVALS, 'package.json'));

/** @param {{ grow(to: number): Promise<void>, claim(count: number): Promise<number[]>, end(): Promise<void> }} rival */
export async function serve(rival) {
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line);
    const ms = order.do === 'grow' ? (await rival.grow(order.to), []) : await rival.claim(order.count);
    process.stdout.write(`${JSON.stringify({ ms })}\n`);
  }
  await rival.end();
}
