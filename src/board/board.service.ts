import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../http/app-error.js';
import { localDate } from '../i18n/local-time.js';
import { QueueMode } from '../queue/queue-mode.js';
import { readStations } from '../queue/truck-loads.js';
import { startOfDay } from '../shipments/calendar-days.js';
import type { Board, BoardShipments, BoardShipmentsQuery } from './board.contract.js';
import { readBoardFacts, readLastInLine, readWarehouse, type WarehouseRow } from './board.facts.js';
import { forecastsOf, lastOfTrucks, type Moment } from './board.forecast.js';
import { problemsOf } from './board.problems.js';
import { readBoardShipments } from './board-shipments.facts.js';
import { boardView } from './board.view.js';
import { readProblemFacts } from './problems.facts.js';

// Every screen of a warehouse is woken at the same moment and asks at once: they share one answer. Counting 100,000 parcels takes
// half a second, so the answer stays good for longer there: boards never take more than a fifth of one connection's time.
const SHARED_MS = 1_000;
const SHARED_TIMES = 4;
const FAST_MS = 100;

/** What must leave, who won't make it, and what is wrong. */
@Injectable()
export class BoardService {
  private readonly shared = new Map<string, { until: number; board: Promise<Board> }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly mode: QueueMode,
  ) {}

  /** The board, at most a second old; of a very full warehouse a few seconds. */
  async board(warehouseId: string): Promise<Board> {
    const known = this.shared.get(warehouseId);
    const startedAt = performance.now();
    if (known && startedAt < known.until) return known.board;
    const entry = { until: Infinity, board: this.count(warehouseId) };
    this.shared.set(warehouseId, entry);
    try {
      const board = await entry.board;
      const now = performance.now();
      entry.until = Math.max(startedAt + SHARED_MS, now + SHARED_TIMES * (now - startedAt - FAST_MS));
      return board;
    } catch (error) {
      // A failure is told to those who asked, and not kept for the next.
      this.shared.delete(warehouseId);
      throw error;
    }
  }

  /** The parcels of one truck. */
  async shipments(warehouseId: string, query: BoardShipmentsQuery): Promise<BoardShipments> {
    const { moment } = await this.momentOf(warehouseId);
    const { dayStart, timeZone } = moment;
    return readBoardShipments(this.dataSource, { warehouseId, dayStart, timeZone }, query);
  }

  private async count(warehouseId: string): Promise<Board> {
    const { warehouse, moment } = await this.momentOf(warehouseId);
    const [facts, stations, trouble] = await Promise.all([
      readBoardFacts(this.dataSource, warehouseId, moment.dayStart),
      readStations(this.dataSource, warehouseId),
      readProblemFacts(this.dataSource, warehouseId, moment.now),
    ]);
    const { mode } = this.mode.report;
    const problems = problemsOf({ facts: trouble, tasks: facts.tasks, mode });
    const forecasts = forecastsOf(facts, stations, moment);
    const last = lastOfTrucks(forecasts, facts);
    const lastInLine = await readLastInLine(this.dataSource, warehouseId, last);
    return boardView({ warehouse, moment, facts, stations, forecasts, lastInLine, problems });
  }

  private async momentOf(warehouseId: string): Promise<{ warehouse: WarehouseRow; moment: Moment }> {
    const warehouse = await readWarehouse(this.dataSource, warehouseId);
    if (!warehouse) throw new AppError('warehouse_not_found', 'No warehouse has this id.');
    const { now, timeZone } = warehouse;
    const day = localDate(now, timeZone);
    return { warehouse, moment: { now, timeZone, day, dayStart: startOfDay(day, timeZone) } };
  }
}
