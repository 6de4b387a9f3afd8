import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { METRICS } from '../../../src/health/metrics.module.js';
import { type Claim, ClaimsService } from '../../../src/queue/claims.service.js';
import { Tickets } from '../../../src/queue/tickets.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type Several, type TestFloor, type TestStation } from '../../factories/stations.js';

export const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** Stations at work in one application: what the contracts of the queue have in common. */
export class QueueBench {
  readonly dataSource: DataSource;

  constructor(readonly app: NestFastifyApplication) {
    this.dataSource = app.get(DataSource);
  }

  floorWith(stations: number): Promise<TestFloor> {
    return createFloor(this.app, { stations });
  }

  claim(
    station: TestStation,
    input: { key?: string; stages?: string[]; scan?: string } = {},
  ): Promise<Claim> {
    return this.app.get(ClaimsService).claim(station, { key: unique('key'), ...input });
  }

  /** Orders due a minute apart, the most urgent first, with tickets. */
  async shipments(floor: TestFloor, count: number): Promise<Several<TestShipment>> {
    const made: TestShipment[] = [];
    for (let n = 0; n < count; n += 1) {
      made.unshift(await insertShipment(floor, { due: minutesFromNow(count - n) }));
    }
    await this.issue(made);
    return made as Several<TestShipment>;
  }

  async issue(made: readonly TestShipment[]): Promise<void> {
    await this.app.get(Tickets).issue(made.map(({ tasks }) => ({ id: tasks.pick })));
  }

  async complete(floor: TestFloor, station: TestStation, taskId: string): Promise<void> {
    const done = `update tasks set state = 'completed', completed_at = now() where id = $1 and station_id = $2`;
    await rows(floor.dataSource, done, [taskId, station.stationId]);
  }

  async claimsBy(source: 'ticket' | 'rows' | 'scan'): Promise<number> {
    return this.metric('akashi_claims_total', { source });
  }

  async metric(name: string, labels: Record<string, string>): Promise<number> {
    const metric = await this.app.get<Registry>(METRICS).getSingleMetric(name)?.get();
    const isAsked = (one: Record<string, unknown>) =>
      Object.entries(labels).every(([label, value]) => one[label] === value);
    return metric?.values.find((value) => isAsked(value.labels))?.value ?? 0;
  }

  /** Stations that claim and complete for as long as there is something to do or `until` tasks are given. */
  shift(floor: TestFloor, made: readonly TestShipment[]): Shift {
    return new Shift(this, floor, made);
  }
}

/** A task as it was given: its place in the list, and when it was asked for and answered, counted in requests and answers. */
interface Given {
  place: number;
  asked: number;
  answered: number;
}

/** Who works off a list of orders, and which tasks were given. */
export class Shift {
  private readonly claims: Given[] = [];
  private readonly places: Map<string, number>;
  private moment = 0;

  constructor(
    private readonly bench: QueueBench,
    private readonly floor: TestFloor,
    made: readonly TestShipment[],
  ) {
    this.places = new Map(made.map(({ tasks }, index) => [tasks.pick, index]));
  }

  /** Places in the list, in the order of the answers. */
  get given(): number[] {
    return this.claims.map(({ place }) => place);
  }

  async work(until = Infinity): Promise<void> {
    await Promise.all(this.floor.stations.map((station) => this.workAt(station, until)));
  }

  /**
   * How many tasks from further down the list somebody had in hand already when a task was only asked for, at most. Claims at the
   * same time don't count: their answers may overtake each other on the way, by as much as the machine is busy.
   */
  get passedOver(): number {
    const overtaken = ({ place, asked }: Given) =>
      this.claims.filter((other) => other.place > place && other.answered < asked).length;
    return Math.max(...this.claims.map(overtaken));
  }

  private async workAt(station: TestStation, until: number): Promise<void> {
    while (this.claims.length < until) {
      const asked = (this.moment += 1);
      const { task } = await this.bench.claim(station);
      if (!task) return;
      const place = this.places.get(task.id) ?? Number.NaN;
      this.claims.push({ place, asked, answered: (this.moment += 1) });
      await this.bench.complete(this.floor, station, task.id);
    }
  }
}
