import { say } from './board.texts.js';
import type { DayCloseFigures } from './day-close.contract.js';
import {
  type Account,
  accountOf,
  CARRIED_OVER,
  type CarriedOver,
  type Day,
  type DayShipment,
  UNACCOUNTED,
  type Unaccounted,
} from './day-close.rules.js';

const NAMED = 200;

export interface DayRow extends DayShipment, Record<string, unknown> {
  id: string;
  orderExternalId: string;
}

/** The sums of a day. The first is counted by what was there, the others by what became of it. */
export function figuresOf(shipments: readonly DayRow[], day: Day): DayCloseFigures {
  const inHouse = shipments.filter((shipment) => wasInHouse(shipment, day));
  const accounts = inHouse.map((shipment) => ({ shipment, account: accountOf(shipment, day) }));
  const count = (wanted: Account) => accounts.filter(({ account }) => account === wanted).length;
  const carried = CARRIED_OVER.map((why) => ({ why, text: say(`status.${why}`), count: count(why) }));
  const out = {
    handedOver: count('handed_over'),
    held: count('held'),
    short: count('short'),
    cancelled: count('cancelled'),
    carriedOver: carried.reduce((sum, one) => sum + one.count, 0),
  };
  const accounted = Object.values(out).reduce((sum, one) => sum + one, 0);
  const arrived = inHouse.filter(({ createdAt }) => createdAt >= day.start).length;
  return {
    in: { total: inHouse.length, fromBefore: inHouse.length - arrived, arrived },
    ...out,
    difference: inHouse.length - accounted,
    carriedOverByReason: carried.filter((one) => one.count > 0),
    unaccounted: accounts
      .flatMap(({ shipment, account }) => (isUnaccounted(account) ? [named(shipment, account)] : []))
      .slice(0, NAMED),
    missed: accounts
      .flatMap(({ shipment, account }) => (account === 'missed' ? [named(shipment, account)] : []))
      .slice(0, NAMED),
  };
}

// What was gone before the day began, or came after it, is another day's.
function wasInHouse({ createdAt, leftAt, cancelledAt, state }: DayShipment, { start, end }: Day): boolean {
  const goneAt = leftAt ?? (state === 'cancelled' ? cancelledAt : null);
  return createdAt < end && (goneAt === null || goneAt >= start);
}

function named({ id, orderExternalId }: DayRow, why: CarriedOver | Unaccounted) {
  return { shipmentId: id, orderExternalId, why, text: say(`status.${why}`) };
}

function isUnaccounted(account: Account): account is Unaccounted {
  return UNACCOUNTED.some((one) => one === account);
}
