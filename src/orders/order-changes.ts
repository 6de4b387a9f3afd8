import type { HouseShipment } from '../shipments/reconcile-shipments.js';
import { isPacked } from '../shipments/reconcile-shipments.js';
import { isInHouse } from '../shipments/shipment.state.js';
import { ROLES } from './order-rows.js';
import type { Party } from './orders.contract.js';
import type { StoredLine, StoredOrder, StoredParty } from './stored-orders.js';
import type { DatedOrder, TakenLine, TakenOrder } from './taken-order.js';

/**
 * What a newer version of an order changes. What the shop doesn't state doesn't change: a line without a name keeps the
 * name it has, whatever the catalogue says by now.
 */
export type ChangedField =
  | 'customer'
  | 'locale'
  | 'placedAt'
  | 'orderer'
  | 'sender'
  | 'recipient'
  | 'lines'
  | 'payment'
  | 'shipBy'
  | 'notBefore'
  | 'delivery'
  | 'carrier'
  | 'service'
  | 'gift'
  | 'noshi'
  | 'wishes';

export interface OrderChanges {
  changed: ChangedField[];
  lines: LineChanges;
}

/** How the lines of an order become those of its newer version. */
export interface LineChanges {
  keep: { stored: StoredLine; quantity: number }[];
  add: TakenLine[];
  retire: StoredLine[];
}

/** Fields that are in the box or on its label: fixed once it is packed. */
const IN_THE_BOX: readonly ChangedField[] = [
  'recipient',
  'sender',
  'lines',
  'delivery',
  'carrier',
  'service',
  'gift',
  'noshi',
  'wishes',
];

/** Fields that a packer who holds the order must not miss. */
const READDRESSING: readonly ChangedField[] = ['recipient', 'sender', 'gift', 'noshi', 'wishes'];

/** Compares an order with its newer version. `customerId` is that of the newer one. */
export function changesOf(stored: StoredOrder, order: DatedOrder, customerId: string): OrderChanges {
  const lines = lineChanges(stored.lines, order);
  const { body } = order;
  const noshi = body.noshi ?? null;
  const differs: [ChangedField, boolean][] = [
    ['customer', stored.customerId !== customerId],
    ['locale', stored.locale !== body.locale],
    ['placedAt', stored.placedAt.getTime() !== order.placedAt.getTime()],
    ...ROLES.map((role): [ChangedField, boolean] => [role, !sameParty(stored.parties[role], body[role])]),
    ['lines', lines.add.length + lines.retire.length > 0 || lines.keep.some(hasOtherQuantity)],
    ['payment', !samePayment(stored.payment, body.payment)],
    ['shipBy', stored.shipBy.getTime() !== order.shipBy.getTime()],
    ['notBefore', stored.notBefore?.getTime() !== order.notBefore?.getTime()],
    ['delivery', stored.deliveryDate !== (body.delivery.date ?? null)],
    ['delivery', stored.deliveryWindow !== (body.delivery.window ?? null)],
    ['carrier', stored.carrier !== (body.carrier ?? null)],
    ['service', stored.service !== (body.service ?? null)],
    ['gift', stored.gift !== body.gift],
    ['noshi', canonical(stored.noshi) !== canonical(noshi)],
    ['wishes', JSON.stringify(stored.wishes) !== JSON.stringify(body.wishes)],
  ];
  const changed = differs.filter(([, different]) => different).map(([field]) => field);
  return { changed: [...new Set(changed)], lines };
}

/** Those of the changed fields that come too late, because a box is packed or has left. */
export function tooLate(
  shipments: readonly HouseShipment[],
  changed: readonly ChangedField[],
): ChangedField[] {
  const fixed = shipments.some((shipment) => !isInHouse(shipment.state) || isPacked(shipment));
  return fixed ? changed.filter((field) => IN_THE_BOX.includes(field)) : [];
}

/** Whether a packer who holds the order must be stopped for it. */
export function isReaddressed(changed: readonly ChangedField[]): boolean {
  return changed.some((field) => READDRESSING.includes(field));
}

/** Whether the handling instructions have to be written again. */
export function changesInstructions({ changed, lines }: OrderChanges): boolean {
  const engraved = [...lines.add, ...lines.retire].some(({ engraving }) => engraving !== null);
  return engraved || changed.some((field) => field === 'gift' || field === 'noshi' || field === 'wishes');
}

function lineChanges(stored: readonly StoredLine[], order: TakenOrder): LineChanges {
  const left = new Set(stored);
  const changes: LineChanges = { keep: [], add: [], retire: [] };
  for (const [at, line] of order.lines.entries()) {
    const stated = order.body.lines[at];
    const same = [...left].find((candidate) => stated && isSameLine(candidate, line, stated));
    if (!same) {
      changes.add.push(line);
      continue;
    }
    left.delete(same);
    changes.keep.push({ stored: same, quantity: line.quantity });
  }
  changes.retire.push(...left);
  return changes;
}

function isSameLine(
  stored: StoredLine,
  line: TakenLine,
  stated: TakenOrder['body']['lines'][number],
): boolean {
  return (
    stored.sku === line.sku &&
    stored.unitPriceMinor === line.unitPriceMinor &&
    stored.engraving === line.engraving &&
    (stated.gtin === undefined || stored.gtin === line.gtin) &&
    (stated.shelf === undefined || stored.shelf === line.shelf) &&
    (stated.name === undefined || (stored.nameJa === line.nameJa && stored.nameEn === line.nameEn)) &&
    (stated.flags === undefined || [...stored.flags].sort().join() === [...line.flags].sort().join())
  );
}

function hasOtherQuantity({ stored, quantity }: LineChanges['keep'][number]): boolean {
  return stored.quantity !== quantity;
}

function sameParty(stored: StoredParty | undefined, party: Party | undefined): boolean {
  if (!stored || !party) return !stored === !party;
  return PARTY_FIELDS.every((field) => stored[field] === (party[field] ?? null));
}

const PARTY_FIELDS = [
  ...(['name', 'nameKana', 'email', 'phone', 'country'] as const),
  ...(['postalCode', 'region', 'city', 'line1', 'line2'] as const),
];

function samePayment(stored: StoredOrder['payment'], payment: TakenOrder['body']['payment']): boolean {
  return (
    stored.method === payment.method &&
    stored.state === payment.state &&
    stored.currency === payment.currency &&
    stored.total === payment.total
  );
}

/** Postgres sorts the keys of jsonb; ours come in the order of the contract. */
function canonical(value: object | null): string {
  return value === null
    ? ''
    : JSON.stringify(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}
