/** The cart that this bench was at last, and whose stops were read: a stop that came while the page was away is still told. */
export interface NotedCart {
  id: string;
  read: string[];
}

const KEY = 'akashi.cart';

/** Notes the cart beside the bench; null: none. */
export function noteCart(cart: NotedCart | null): void {
  if (!cart) return localStorage.removeItem(KEY);
  return localStorage.setItem(KEY, JSON.stringify(cart));
}

/** What was noted last, or null. */
export function notedCart(): NotedCart | null {
  const noted = localStorage.getItem(KEY);
  const cart: unknown = noted === null ? null : JSON.parse(noted);
  return isNotedCart(cart) ? cart : null;
}

/** Whose stops this bench has read, of this cart. */
export function readOf(cartId: string): ReadonlySet<string> {
  const noted = notedCart();
  return new Set(noted?.id === cartId ? noted.read : []);
}

function isNotedCart(value: unknown): value is NotedCart {
  if (typeof value !== 'object' || value === null) return false;
  return 'id' in value && typeof value.id === 'string' && 'read' in value && isTexts(value.read);
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');
