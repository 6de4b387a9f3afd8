import { rows } from '../../../src/database/sql.js';
import { Tickets } from '../../../src/queue/tickets.js';
import { insertShipment } from '../../factories/shipments.js';
import type { TestFloor, TestStation } from '../../factories/stations.js';
import { minutesFromNow, type QueueBench } from './queue-bench.js';

/**
 * A process remembers which pool came first and takes its ticket without looking around. Whatever has changed since, a
 * claim gives what looking around would have given.
 */
export function poolsContract(running: () => { bench: QueueBench }): void {
  const makeTask = async (floor: TestFloor, minutes: number, at: { stage?: string; pool?: string } = {}) => {
    const { stage = 'pick', pool = '' } = at;
    const { tasks } = await insertShipment(floor, { due: minutesFromNow(minutes), stages: [stage] });
    const id = tasks[stage as 'pick'];
    await rows(floor.dataSource, 'update tasks set pool = $2 where id = $1', [id, pool]);
    await running().bench.app.get(Tickets).issue([{ id }]);
    return id;
  };
  const claimed = async (station: TestStation, stages?: string[]) =>
    (await running().bench.claim(station, { stages })).task?.id;
  const workOff = async (floor: TestFloor, station: TestStation, count: number) => {
    const given: (string | undefined)[] = [];
    for (let n = 0; n < count; n += 1) {
      const id = await claimed(station);
      given.push(id);
      if (id !== undefined) await running().bench.complete(floor, station, id);
    }
    return given;
  };

  it('a new pool with a more urgent task goes first, and the ticket that was in hand is there again', async () => {
    const floor = await running().bench.floorWith(1);
    const [station] = floor.stations;
    const picks = [await makeTask(floor, 60), await makeTask(floor, 61), await makeTask(floor, 62)];
    expect(await workOff(floor, station, 1)).toEqual(picks.slice(0, 1));
    const urgent = [
      await makeTask(floor, 5, { stage: 'ship' }),
      await makeTask(floor, 6, { pool: 'zone=B' }),
    ];
    expect(await workOff(floor, station, 5)).toEqual([...urgent, ...picks.slice(1), undefined]);
  });

  it('pools whose tasks are due in turn are worked off in the order of their due times', async () => {
    const floor = await running().bench.floorWith(1);
    const made: string[] = [];
    for (let n = 0; n < 24; n += 1)
      made.push(await makeTask(floor, 10 + n, { pool: n % 3 === 0 ? '' : `zone=${n % 2}` }));
    expect(await workOff(floor, floor.stations[0], 25)).toEqual([...made, undefined]);
  });

  it('a more urgent pool that the station does not serve stands in nobody’s way', async () => {
    const floor = await running().bench.floorWith(1);
    const [anything] = floor.stations;
    const station = { ...anything, capabilities: { ...anything.capabilities, zones: ['A'] } };
    const [a1, a2] = [
      await makeTask(floor, 50, { pool: 'zone=A' }),
      await makeTask(floor, 51, { pool: 'zone=A' }),
    ];
    const b = await makeTask(floor, 5, { pool: 'zone=B' });
    expect(await workOff(floor, station, 3)).toEqual([a1, a2, undefined]);
    expect(await workOff(floor, anything, 1)).toEqual([b]);
  });

  it('what the station holds at another stage, and what is reserved for it, comes first', async () => {
    const floor = await running().bench.floorWith(2);
    const [one, two] = floor.stations;
    const picks = [await makeTask(floor, 10), await makeTask(floor, 11), await makeTask(floor, 12)];
    expect(await workOff(floor, one, 1)).toEqual(picks.slice(0, 1));
    const ship = await makeTask(floor, 99, { stage: 'ship' });
    expect(await claimed(one, ['ship'])).toBe(ship);
    expect(await claimed(one)).toBe(ship);
    const reserve = `update tasks set reserved_for = $2, reserved_until = now() + interval '5 minutes' where id = $1`;
    await rows(floor.dataSource, reserve, [picks[2], two.stationId]);
    expect(await workOff(floor, two, 3)).toEqual([picks[2], picks[1], undefined]);
  });

  it('sixteen stations and three pools: each task once, none lost', async () => {
    const floor = await running().bench.floorWith(16);
    const made: string[] = [];
    for (let n = 0; n < 90; n += 1) made.push(await makeTask(floor, 10 + n, { pool: `zone=${n % 3}` }));
    const given = (await Promise.all(floor.stations.map((station) => workUntilDry(floor, station)))).flat();
    expect([...given].sort()).toEqual([...made].sort());
  }, 60_000);

  const workUntilDry = async (floor: TestFloor, station: TestStation) => {
    const given: string[] = [];
    for (let id = await claimed(station); id !== undefined; id = await claimed(station)) {
      given.push(id);
      await running().bench.complete(floor, station, id);
    }
    return given;
  };
}
