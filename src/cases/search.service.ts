import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import type { SearchHit } from './cases.contract.js';
import { searchTerms } from './search-terms.js';

interface HitRow {
  matched_by: 'order' | 'waybill' | 'email';
  order_id: string;
  external_id: string;
  shipment_id: string | null;
  shipment_state: string | null;
  customer_name: string | null;
  placed_at: Date;
  waybill_number: string | null;
  open_cases: number;
}

const MAX_HITS = 50;

/** Each branch is one index lookup; a term that isn't searched is null and finds nothing. */
export const SEARCH = {
  name: 'cases_search',
  text: `with found as (
      select 'order' as matched_by, 1 as rank, o.id as order_id, null::uuid as shipment_id
        from orders o where o.brand_id = $1 and o.external_id_normalized = $2
      union all select 'waybill', 2, s.order_id, s.id
        from waybills w join shipments s on s.id = w.shipment_id
        where w.number_normalized = $3 and w.brand_id = $1 and w.voided_at is null
      union all select 'email', 3, o.id, null
        from customers c join orders o on o.brand_id = c.brand_id and o.customer_id = c.id
        where c.brand_id = $1 and c.email_normalized = $4
      union all select 'email', 3, a.order_id, null
        from order_addresses a where a.brand_id = $1 and a.email_normalized = $4
    ), hits as (
      select distinct on (f.order_id, s.id) f.matched_by, f.order_id, s.id as shipment_id, s.state as shipment_state
      from found f
      left join shipments s on s.brand_id = $1 and s.order_id = f.order_id and (f.shipment_id is null or f.shipment_id = s.id)
      order by f.order_id desc, s.id, f.rank
      limit ${MAX_HITS}
    )
    select h.matched_by, h.order_id, o.external_id, h.shipment_id, h.shipment_state, c.name as customer_name, o.placed_at,
      (select w.number from waybills w where w.shipment_id = h.shipment_id and w.voided_at is null
        order by w.number_normalized = $3 desc, w.parcel_no limit 1) as waybill_number,
      (select count(*)::integer from cases k where k.brand_id = $1 and k.order_id = h.order_id and k.state = 'open') as open_cases
    from hits h
    join orders o on o.id = h.order_id
    join customers c on c.id = o.customer_id
    order by h.order_id desc, h.shipment_id`,
};

/** Finds orders by what a customer can read out: order number, waybill number or e-mail address. */
@Injectable()
export class SearchService {
  constructor(private readonly dataSource: DataSource) {}

  /** Exact matches, newest orders first; hyphens, blanks, width and case don't matter. At most 50. */
  async search(brandId: string, typed: string): Promise<SearchHit[]> {
    const terms = searchTerms(typed);
    const found = await rows<HitRow>(this.dataSource, SEARCH, [
      brandId,
      terms.order,
      terms.waybill,
      terms.email,
    ]);
    return found.map((row) => ({
      matchedBy: row.matched_by,
      orderId: row.order_id,
      externalId: row.external_id,
      shipmentId: row.shipment_id,
      shipmentState: row.shipment_state,
      customerName: row.customer_name,
      placedAt: row.placed_at.toISOString(),
      waybillNumber: row.waybill_number,
      openCases: row.open_cases,
    }));
  }
}
