import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import type { ClaimResult } from '../../../src/queue/queue.contract.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

// Postgres ends one of two statements that wait for each other; here it is always the claim, so many times.
const undoing = (times: number, code: string) => `
  create or replace function undo_claim() returns trigger language plpgsql as $$
    begin
      if nextval('claims_undone') <= ${times} then
        raise exception 'undone' using errcode = '${code}';
      end if;
      return new;
    end $$`;

describe('a claim that Postgres undoes for the sake of another statement', () => {
  let app: NestFastifyApplication;
  let floor: TestFloor;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    floor = await createFloor(app, { stations: 3 });
    const prepare = [
      'create sequence claims_undone',
      undoing(0, '40P01'),
      'create trigger undo_claim before insert on leases for each row execute function undo_claim()',
    ];
    for (const sql of prepare) await rows(floor.dataSource, sql);
  });

  afterAll(() => app.close());

  async function undo(times: number, code: string): Promise<void> {
    await rows(floor.dataSource, undoing(times, code));
    await rows(floor.dataSource, `select setval('claims_undone', 1, false)`);
  }

  it.each([
    ['a deadlock', '40P01', 0],
    ['a serialization failure', '40001', 1],
  ] as const)('is repeated after %s, and the station sees nothing of it', async (_, code, at) => {
    const made = await insertShipment(floor);
    await undo(2, code);
    const answer = await floor.stations[at].call('POST', '/claims', { key: unique('key') });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<ClaimResult>().held).toMatchObject({ task: { id: made.tasks.pick }, token: 1 });
  });

  it('is refused with a code that stations ask again on when it stays so, and the same key gets the task then', async () => {
    const [, , station] = floor.stations;
    const made = await insertShipment(floor);
    const body = { key: unique('key') };
    await undo(50, '40P01');
    const refused = await station.call('POST', '/claims', body);
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ code: 'temporarily_unavailable' });
    expect(refused.headers['retry-after']).toBeDefined();
    await undo(0, '40P01');
    const given = await station.call('POST', '/claims', body);
    expect(given.json<ClaimResult>().held).toMatchObject({ task: { id: made.tasks.pick }, token: 1 });
  });
});
