import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { WarehouseScope } from '../../accounts/scopes.js';
import { newId } from '../../database/ids.js';
import { affected, firstRow, rows } from '../../database/sql.js';
import { AppError } from '../../http/app-error.js';
import { decodeCursor, idPosition, toPage } from '../../http/cursor.js';
import type { Locale } from '../../i18n/locale.js';
import { JobQueue } from '../../jobs/job-queue.js';
import { chartOf } from '../chart.js';
import { scenarioOfDay } from '../recorded-day.js';
import { readRecordedDay } from '../recorded-day.reader.js';
import { daysOf } from '../simulate.js';
import { Scenario } from '../simulation.contract.js';
import { MOST_ORDERS_A_DAY, whyTooLarge } from './simulation.size.js';
import type * as contract from './simulations.contract.js';
import {
  SIMULATION_COLUMNS,
  type SimulationRow,
  SUMMARY_COLUMNS,
  type SummaryRow,
  toSimulation,
  toSummary,
} from './simulations.rows.js';

interface Asked {
  source: contract.SimulationSource;
  scenario: Scenario;
}

const INSERT = `insert into simulations (id, warehouse_id, source, scenario, days_total, actor) values ($1, $2, $3, $4, $5, $6)`;

const LIST = `select ${SUMMARY_COLUMNS} from simulations
  where warehouse_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`;

const FIND = `select ${SIMULATION_COLUMNS} from simulations where warehouse_id = $1 and id = $2`;

/** Takes in what a warehouse wants simulated, and answers what came of it. A worker does the simulating. */
@Injectable()
export class SimulationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * @throws AppError simulation_too_large, with what to change; simulation_without_orders and simulation_without_stations for a
   * day that nothing is known of
   */
  async start(
    { warehouseId, actor }: WarehouseScope,
    body: contract.SimulationBody,
  ): Promise<contract.SimulationAccepted> {
    const { source, scenario } = await this.asked(warehouseId, body);
    const advice = whyTooLarge(scenario);
    if (advice !== null) throw new AppError('simulation_too_large', advice);
    const id = newId();
    const documents = [JSON.stringify(source), JSON.stringify(scenario)];
    const days = daysOf(scenario);
    await affected(this.dataSource, INSERT, [id, warehouseId, ...documents, days, JSON.stringify(actor)]);
    await this.jobs.add('run-simulation', { simulationId: id }, { once: id });
    return { id, state: 'queued' };
  }

  async list(
    warehouseId: string,
    { cursor, limit }: { cursor?: string; limit: number },
  ): Promise<contract.SimulationPage> {
    const after = decodeCursor(cursor, idPosition);
    const found = await rows<SummaryRow>(this.dataSource, LIST, [warehouseId, after?.id ?? null, limit + 1]);
    const page = toPage(found, limit, ({ id }) => ({ id }));
    return { ...page, items: page.items.map(toSummary) };
  }

  /** @throws AppError simulation_not_found */
  async find(warehouseId: string, simulationId: string): Promise<contract.Simulation> {
    return toSimulation(await this.row(warehouseId, simulationId));
  }

  /** The report as an SVG document. @throws AppError simulation_not_found, simulation_not_done */
  async chart(warehouseId: string, simulationId: string, locale: Locale): Promise<string> {
    const { report } = await this.row(warehouseId, simulationId);
    if (report) return chartOf(report, locale);
    throw new AppError(
      'simulation_not_done',
      'There is a chart once state is done: ask GET /v1/simulations/{simulationId} until it is.',
    );
  }

  private async row(warehouseId: string, simulationId: string): Promise<SimulationRow> {
    const row = await firstRow<SimulationRow>(this.dataSource, FIND, [warehouseId, simulationId]);
    if (row) return row;
    throw new AppError(
      'simulation_not_found',
      'This warehouse has no such simulation: check the id; GET /v1/simulations lists them.',
    );
  }

  private async asked(
    warehouseId: string,
    { scenario, fromOrders }: contract.SimulationBody,
  ): Promise<Asked> {
    if (scenario) return { source: { kind: 'scenario' }, scenario };
    if (fromOrders) return this.day(warehouseId, fromOrders);
    throw new Error('the contract asks for either');
  }

  private async day(warehouseId: string, { date, stage, ...options }: contract.FromOrders): Promise<Asked> {
    const day = await readRecordedDay(this.dataSource, {
      warehouseId,
      date,
      stage,
      limit: MOST_ORDERS_A_DAY,
    });
    const { length: orders } = day.orders;
    if (orders === 0) throw withoutOrders(date, day.stage);
    if (orders > MOST_ORDERS_A_DAY)
      throw new AppError(
        'simulation_too_large',
        `That day has more than ${MOST_ORDERS_A_DAY} orders: choose another one, or describe it as a scenario with a smaller load.`,
      );
    if (day.stations === 0 && options.stations === undefined) throw withoutStations(date, day.stage);
    const scenario = Scenario.parse(scenarioOfDay(day, options));
    return { source: { kind: 'day', date, stage: day.stage, orders }, scenario };
  }
}

function withoutOrders(date: string, stage: string): AppError {
  return new AppError(
    'simulation_without_orders',
    `No order of ${date} went through the stage ${stage}: name a day on which orders came in, or another stage.`,
  );
}

function withoutStations(date: string, stage: string): AppError {
  return new AppError(
    'simulation_without_stations',
    `Nobody worked on the stage ${stage} on ${date}: say with stations how many are to be simulated.`,
  );
}
