import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected } from '../database/sql.js';

// From claim to completion. The longest 5 % are lunch breaks and forgotten screens; they would make every truck look lost.
const MEASURE = `
  insert into service_times (warehouse_id, stage, mean_sec, cv, samples, measured_at)
  select warehouse_id, stage, avg(sec), coalesce(stddev_samp(sec), 0) / greatest(avg(sec), 0.001), count(*), now()
  from (
    select t.warehouse_id, t.stage, extract(epoch from l.ended_at - l.from_at)::float8 as sec,
      percent_rank() over (partition by t.warehouse_id, t.stage order by l.ended_at - l.from_at) as place
    from leases l join tasks t on t.id = l.task_id
    where l.end_reason = 'completed' and l.ended_at > now() - interval '14 days' and t.cart_id is null
  ) served
  where place <= 0.95
  group by warehouse_id, stage
  on conflict (warehouse_id, stage) do update set mean_sec = excluded.mean_sec, cv = excluded.cv,
    samples = excluded.samples, measured_at = excluded.measured_at`;

/** Measures how long stages really take: the truck guard and the expected starts count with it. */
@Injectable()
export class ServiceTimes {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns how many (warehouse, stage) were measured */
  async measure(): Promise<number> {
    return affected(this.dataSource, MEASURE, []);
  }
}
