import Fastify from 'fastify';
import pg from 'pg';
import { FIND_EVENTS, FIND_LINK, FIND_RECORD } from '../src/tracking/tracking.queries.js';

/**
 * The floor of the tracking page, a process of its own: a bare Fastify route that runs the same three prepared
 * statements on a pool of the same size and sends as many bytes, fixed beforehand.
 */
interface LinkRow {
  shipment_id: string | null;
  order_id: string | null;
}

const NO_LINK: LinkRow = { shipment_id: null, order_id: null };
const { DATABASE_URL, FLOOR_POOL_MAX, FLOOR_BYTES } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(FLOOR_POOL_MAX) });
const body = 'x'.repeat(Number(FLOOR_BYTES));
const app = Fastify();

app.get<{ Params: { linkId: string } }>('/t/s/:linkId', async (request, reply) => {
  const { linkId } = request.params;
  const link = await pool.query<LinkRow>({ ...FIND_LINK, values: [linkId] });
  const [{ shipment_id: shipmentId, order_id: orderId } = NO_LINK] = link.rows;
  await Promise.all([
    pool.query({ ...FIND_EVENTS, values: [shipmentId, orderId] }),
    pool.query({ ...FIND_RECORD, values: [shipmentId, linkId] }),
  ]);
  return reply.type('text/html; charset=utf-8').send(body);
});

const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ address })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
