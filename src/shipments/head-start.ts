import { cappedLead } from '../queue/priority.js';

/**
 * By how much a shipment starts earlier than the standard lead of its warehouse, and what made that less than its rank gives.
 * It is decided once, at planning, and kept with the shipment: the explanation of its place repeats it.
 */
export interface HeadStart {
  /** How long after arrival it is due. */
  leadMinutes: number;
  headStartMinutes: number;
  limit: 'warehouse_cap' | 'brand_share' | null;
}

/** What head starts are measured against in a warehouse, and how long they may be. */
export interface WarehouseLeads {
  /** The longest default lead of the brands that it works for. */
  standardLead: number;
  /** Null: no cap. */
  capMinutes: number | null;
}

/** The head start that a rank's lead gives in a warehouse, the brand's default rank no less than any other. */
export function headStartIn({ standardLead, capMinutes }: WarehouseLeads, rankLead: number): HeadStart {
  const leadMinutes = cappedLead(rankLead, standardLead, capMinutes);
  return {
    leadMinutes,
    headStartMinutes: Math.max(0, standardLead - leadMinutes),
    limit: leadMinutes === rankLead ? null : 'warehouse_cap',
  };
}

/** A head start as columns of its shipment. */
export function headStartColumns({ leadMinutes, headStartMinutes, limit }: HeadStart) {
  return { lead_minutes: leadMinutes, head_start_minutes: headStartMinutes, head_start_limit: limit };
}
