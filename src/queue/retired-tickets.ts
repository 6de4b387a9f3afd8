import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import { TicketStorage } from './ticket-storage.js';
import { poolOfTask, type ReadyTask } from './tickets.js';

const RETIRED = `select q.generation, q.warehouse_id, q.stage, q.pool from ticket_queues q, queue_epoch e
  where q.generation not in (e.generation, coalesce(e.next_generation, '')) limit $1`;

const FORGET_QUEUE = `delete from ticket_queues where generation = $1 and warehouse_id = $2 and stage = $3 and pool = $4`;

type RetiredQueue = Pick<ReadyTask, 'warehouse_id' | 'stage' | 'pool'> & { generation: string };

/** Queues of generations that are over: nobody takes from them, but they take room. */
@Injectable()
export class RetiredTickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: TicketStorage,
  ) {}

  /** Empties so many of them for good. @returns how many it was @throws TicketStorageAway */
  async drop(limit: number): Promise<number> {
    const retired = await rows<RetiredQueue>(this.dataSource, RETIRED, [limit]);
    for (const queue of retired) {
      const { generation, warehouse_id: warehouseId, stage, pool } = queue;
      await this.storage.drop(generation, poolOfTask(queue));
      await rows(this.dataSource, FORGET_QUEUE, [generation, warehouseId, stage, pool]);
    }
    return retired.length;
  }
}
