import type { BrandRows } from './foreign-brand.js';

/**
 * For each id parameter of an address: a row of somebody else's that it can name. A new parameter must be added here, or
 * the walk over the API fails: that is how a forgotten scope check is found.
 */
export const FOREIGN_IDS: Readonly<Record<string, (foreign: BrandRows) => string>> = {
  brandId: ({ brand }) => brand.id,
  warehouseId: ({ warehouse }) => warehouse.id,
  keyId: ({ ids }) => ids.apiKey,
  rankId: ({ ids }) => ids.rank,
  customerId: ({ ids }) => ids.customer,
  orderId: ({ ids }) => ids.order,
  shipmentId: ({ ids }) => ids.shipment,
  taskId: ({ ids }) => ids.task,
  cartId: ({ ids }) => ids.cart,
  exceptionId: ({ ids }) => ids.exception,
  stationId: ({ ids }) => ids.station,
  packerId: ({ ids }) => ids.packer,
  clipId: ({ ids }) => ids.clip,
  caseId: ({ ids }) => ids.case,
  simulationId: ({ ids }) => ids.simulation,
  linkId: ({ ids }) => ids.trackingLink,
};

/** Parameters that are no ids: every brand has its own, so that another brand's value names a row of one's own or none. */
export const NATURAL_KEYS: Readonly<Record<string, string>> = {
  ref: 'walk-customer',
  code: 'walk',
  section: 'inspect',
  n: '0',
  kind: 'staff',
  date: new Date().toISOString().slice(0, 10),
  signingKeyId: '0'.repeat(32),
  sha256: '0'.repeat(64),
  path: '0/000',
  schemaName: 'akashi.manifest-3',
};
