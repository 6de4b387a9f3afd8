import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected } from '../database/sql.js';

// From claim to completion; of a cart, which is claimed as a whole, the time from its start to its end by its orders. The longest
// 5 % are lunch breaks and forgotten screens; they would make every truck look lost.
const MEASURE = `
  insert into service_times (warehouse_id, stage, mean_sec, cv, samples, measured_at)
  select warehouse_id, stage, avg(sec), coalesce(stddev_samp(sec), 0) / greatest(avg(sec), 0.001), count(*), now()
  from (
    select warehouse_id, stage, sec, percent_rank() over (partition by warehouse_id, stage order by sec) as place
    from (
      select t.warehouse_id, t.stage, case when t.cart_id is null then extract(epoch from l.ended_at - l.from_at)::float8
        else extract(epoch from max(l.ended_at) over cart - min(l.from_at) over cart)::float8 / count(*) over cart end as sec
      from leases l join tasks t on t.id = l.task_id
      where l.end_reason = 'completed' and l.ended_at > now() - interval '14 days'
      window cart as (partition by t.warehouse_id, t.stage, t.cart_id)
    ) one
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
