import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import type { ClipViews } from './evidence.contract.js';

const DAYS = 30;

// A player asks for its address again and again, and pictures of a film come along with it: one viewer looking at one clip
// within one hour is one view. Who it was isn't told, only what for.
const VIEWS = `
  select purpose, count(*)::integer as views, count(distinct clip_id)::integer as clips from (
    select distinct e.clip_id, e.actor, date_trunc('hour', e.occurred_at),
      case when e.actor->>'kind' = 'customer' then 'customer_page'
        when k.weight is not null then k.weight
        when e.detail->>'reason' in ('audit', 'quality_check') then e.detail->>'reason'
        when e.kind in ('downloaded', 'exported') then 'export'
        else 'record' end as purpose
    from clips c
    join custody_events e on e.clip_id = c.id and e.occurred_at > now() - make_interval(days => $2)
    left join cases k on k.id = (e.detail->>'caseId')::uuid
    where c.packer_id = $1 and (e.kind in ('streamed', 'downloaded', 'exported')
      or (e.kind = 'viewed' and e.detail->>'kind' = 'still'))
  ) seen group by purpose order by views desc, purpose`;

/** What packers may know of the recordings of their work: what for they were looked at, and how often. */
@Injectable()
export class ClipViewsService {
  constructor(private readonly dataSource: DataSource) {}

  async ofPacker(packerId: string): Promise<ClipViews> {
    const items = await rows<ClipViews['items'][number]>(this.dataSource, VIEWS, [packerId, DAYS]);
    return { days: DAYS, total: items.reduce((sum, { views }) => sum + views, 0), items };
  }
}
