/**
 * The standard lead of a warehouse: the longest default lead among the brands that it works for. All of them stand in one
 * line, so what a head start is and how long it may be is measured against the same lead for everybody; against its own
 * default a brand could put all its orders ahead of the others' by giving itself a short one. It counts at planning: who has
 * a place keeps it when a brand joins or changes its leads.
 */

/**
 * SQL of a warehouse's standard lead, in minutes; null where it works for nobody.
 * @param warehouse SQL of its id
 */
export const standardLeadOf = (
  warehouse: string,
) => `(select max(usual.lead_minutes) from brand_warehouses served
    join ranks usual on usual.brand_id = served.brand_id and usual.is_default where served.warehouse_id = ${warehouse})`;
