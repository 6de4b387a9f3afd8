/**
 * By how much a shipment starts earlier than one of the default rank, and what made that less than its rank gives. It is
 * decided once, at planning, and kept with the shipment: the explanation of its place repeats it.
 */
export interface HeadStart {
  /** How long after arrival it is due. */
  leadMinutes: number;
  headStartMinutes: number;
  limit: 'warehouse_cap' | 'brand_share' | null;
}

/** A head start as columns of its shipment. */
export function headStartColumns({ leadMinutes, headStartMinutes, limit }: HeadStart) {
  return { lead_minutes: leadMinutes, head_start_minutes: headStartMinutes, head_start_limit: limit };
}
