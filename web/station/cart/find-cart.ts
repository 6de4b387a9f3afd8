import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { Cart, CartOffer } from '../api/types.js';
import { retried } from '../work/action-queue.js';
import { isOver, placesOf } from './cart.orders.js';
import { noteCart, notedCart, readOf } from './noted-cart.js';

/** The carts that may be taken here, and the one that is still beside the bench. */
export interface CartsHere {
  offers: CartOffer[];
  cart: Cart | null;
}

/** Asks for both; a page that was reloaded goes on with its cart, also when only a stop is left to be read. */
export async function findCart(): Promise<CartsHere> {
  const { offers, openCartId } = await retried(api.fetchCarts);
  const id = openCartId ?? notedCart()?.id;
  const cart = id === undefined ? null : await retried(() => fetched(id));
  if (cart && !isOver(placesOf(cart, { halts: new Map(), read: readOf(cart.id) }))) return { offers, cart };
  noteCart(null);
  return { offers, cart: null };
}

/** A cart that isn't this station's (the device was enrolled anew) is none. */
async function fetched(id: string): Promise<Cart | null> {
  try {
    return await api.fetchCart(id);
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}
