import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected } from '../../src/database/sql.js';
import type { Sweep } from './sweep.js';

const MAX_ROWS = 500;

/** Deletes simulations 30 days after they ended: they answer a question of their day, and each keeps a report of its own. */
@Injectable()
export class ForgetSimulationsSweep implements Sweep {
  readonly name = 'forget-simulations';
  readonly everyMs = 10 * 60 * 1000;

  constructor(private readonly dataSource: DataSource) {}

  async run(): Promise<number> {
    return affected(
      this.dataSource,
      `delete from simulations where ctid in (
         select ctid from simulations where finished_at < now() - interval '30 days' limit $1)`,
      [MAX_ROWS],
    );
  }
}
