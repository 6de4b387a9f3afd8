import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { BoardStreams } from '../../../src/board/board-streams.js';
import { signIn, unique } from '../../factories/accounts.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

let app: NestFastifyApplication;
let url: string;

beforeEach(async () => {
  app = await createTestApp();
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterEach(() => app.close());

interface Listener {
  response: IncomingMessage;
  /** Resolves at the next change after so many. */
  untilMoreThan: (heard: number) => Promise<void>;
  heard: () => number;
}

async function listen(floor: TestFloor): Promise<Listener> {
  const { cookie } = await signIn(app, [{ warehouseId: floor.warehouse.id, role: 'packer' }]);
  const request = get(`${url}/v1/board/events`, { headers: { cookie } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(200);
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  response.on('error', () => undefined);
  const heard = () => text.split('event: changed').length - 1;
  const untilMoreThan = async (count: number) => {
    while (heard() <= count) await delay(20);
  };
  await untilMoreThan(0);
  // What the first connection to the database says, and its look afterwards.
  await delay(1_500);
  return { response, heard, untilMoreThan };
}

describe('the board’s events', () => {
  it('wake the boards of a warehouse when an order comes and when one is begun, and nobody else’s', async () => {
    const floor = await createFloor(app);
    const quiet = await createFloor(app);
    const here = await listen(floor);
    const elsewhere = await listen(quiet);
    const [before, beforeElsewhere] = [here.heard(), elsewhere.heard()];
    await insertShipment(floor);
    await here.untilMoreThan(before);
    await delay(1_500);
    const between = here.heard();
    await floor.stations[0].call('POST', '/claims', { key: unique('key') });
    await here.untilMoreThan(between);
    expect(elsewhere.heard()).toBe(beforeElsewhere);
    expect(here.response.headers['content-type']).toContain('text/event-stream');
    expect(here.response.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('wake the board when a packer whose contact was lost goes on', async () => {
    const floor = await createFloor(app);
    const [station] = floor.stations;
    const { tasks } = await insertShipment(floor);
    await station.call('POST', '/claims', { key: unique('key') });
    const lapse = `update tasks set lease_until = now() - interval '1 hour' where id = $1`;
    await rows(floor.dataSource, lapse, [tasks.pick]);
    await app.get(LeasesService).returnLapsed();
    const here = await listen(floor);
    const before = here.heard();
    const beat = await station.call('POST', `/tasks/${tasks.pick}/heartbeat`, { token: 1 });
    expect(beat.statusCode).toBe(200);
    await here.untilMoreThan(before);
  });

  it('come at most once a second however much happens, and the last change is told', async () => {
    const floor = await createFloor(app);
    const here = await listen(floor);
    const before = here.heard();
    const startedAt = performance.now();
    for (let n = 0; n < 30; n += 1) await insertShipment(floor);
    await here.untilMoreThan(before);
    await delay(1_500);
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(here.heard() - before).toBeGreaterThanOrEqual(2);
    expect(here.heard() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('end when the browser leaves and when the server stops', async () => {
    const floor = await createFloor(app);
    const leaving = await listen(floor);
    leaving.response.destroy();
    const streams = app.get(BoardStreams);
    while (streams.size > 0) await delay(20);
    const staying = await listen(floor);
    const ended = once(staying.response, 'end');
    await app.close();
    await ended;
    app = await createTestApp();
  });

  it('need a session of the warehouse', async () => {
    expect((await app.inject({ method: 'GET', url: '/v1/board/events' })).statusCode).toBe(401);
  });
});
