import type { Cart, HeldTask } from '../api/types.js';
import { commandOf, normalizeScan } from '../scan/commands.js';
import { guessScan } from '../work/kept-scan.js';
import { haltOfStop, type Halt } from '../work/stops.js';

/**
 * A picking cart as its packer sees it: every order keeps its place until the trip is over, also one that is done or was
 * taken away by staff. A trip is over when nothing of it is in hand and every stop has been read.
 */

/** `away`: contact was lost, and whether it is still this station's is being asked. */
export type OrderStatus = 'waiting' | 'begun' | 'away' | 'done' | 'back' | 'stopped';

/** One order on the cart. `held`: there is something to do with it; `halt`: why not, until it was read. */
export interface CartPlace {
  slot: number;
  taskId: string;
  token: number;
  order: string;
  zone: string | null;
  status: OrderStatus;
  held: HeldTask | null;
  halt: Halt | null;
}

/** What this page has heard since the cart was fetched, and what its packer has read. */
export interface Heard {
  halts: ReadonlyMap<string, Halt>;
  read: ReadonlySet<string>;
}

type Ended = NonNullable<Cart['orders'][number]['end']>;
const STATUS_OF_END: Readonly<Record<Ended, OrderStatus>> = {
  completed: 'done',
  released: 'back',
  lapsed: 'away',
  cancelled: 'stopped',
  stopped: 'stopped',
};

/** The orders of a cart by their places. */
export function placesOf(cart: Cart, { halts, read }: Heard): CartPlace[] {
  return cart.orders.map((order) => {
    const { slot, taskId, token, orderExternalId, zone, end, stop } = order;
    const halt = halts.get(taskId) ?? (stop && haltOfStop(stop));
    const held = halt ? null : (cart.tasks.find(({ task }) => task.id === taskId) ?? null);
    const status = halt ? 'stopped' : end ? STATUS_OF_END[end] : isBegun(held) ? 'begun' : 'waiting';
    return {
      ...{ slot, taskId, token, order: orderExternalId, zone, status, held },
      halt: read.has(taskId) ? null : halt,
    };
  });
}

const isBegun = (held: HeldTask | null) =>
  held !== null &&
  (held.task.lines.some(({ counted }) => counted > 0) ||
    held.task.checks.some(({ answer }) => answer !== null));

/** What can be worked on. */
export const inHand = (places: readonly CartPlace[]): CartPlace[] => places.filter(({ held }) => held);

/** Whose lease is to be kept, or asked back. */
export const toKeep = (places: readonly CartPlace[]): CartPlace[] =>
  places.filter(({ status }) => status === 'waiting' || status === 'begun' || status === 'away');

/** Nothing is left to do and nothing to read. */
export const isOver = (places: readonly CartPlace[]): boolean =>
  toKeep(places).length === 0 && places.every(({ halt }) => halt === null);

/** The order to go on with: one that was begun, else the first by place. */
export function nextPlace(places: readonly CartPlace[]): CartPlace | undefined {
  const open = inHand(places);
  return open.find(({ status }) => status === 'begun') ?? open[0];
}

/** The cart after one of its orders has ended here: what the server says as soon as it is asked. */
export function withEnd(cart: Cart, taskId: string, end: Ended): Cart {
  return {
    ...cart,
    tasks: cart.tasks.filter(({ task }) => task.id !== taskId),
    orders: cart.orders.map((order) => (order.taskId === taskId ? { ...order, end } : order)),
  };
}

/** What a scan means at the cart: an order on it, an item and the orders that it belongs to, a command, or nothing. */
export type CartScan =
  | { kind: 'order'; place: CartPlace }
  | { kind: 'item'; places: CartPlace[] }
  | { kind: 'next' }
  | { kind: 'unknown' };

/** By order number, label, shipment or, for whoever types, the place's number. */
export function understandScan(places: readonly CartPlace[], raw: string): CartScan {
  const command = commandOf(raw);
  if (command) return { kind: command === 'next' ? 'next' : 'unknown' };
  const code = comparable(raw);
  // An order in two boxes has two places, and two brands may use one number: what is still to be done comes first.
  const ofOrder = places.filter(({ order }) => comparable(order) === code);
  const place =
    places.find(({ held }) => held && isOfParcel(held, code)) ??
    inHand(ofOrder)[0] ??
    ofOrder[0] ??
    places.find(({ slot }) => String(slot) === normalizeScan(raw));
  if (place) return { kind: 'order', place };
  const wanted = inHand(places).filter(({ held }) => held && guessScan(held.task, raw).kind === 'item');
  return wanted.length > 0 ? { kind: 'item', places: wanted } : { kind: 'unknown' };
}

function isOfParcel({ task }: HeldTask, code: string): boolean {
  return (
    comparable(task.shipmentId) === code || task.waybills.some(({ number }) => comparable(number) === code)
  );
}

const comparable = (text: string) =>
  normalizeScan(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
