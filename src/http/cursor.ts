import { z } from 'zod';
import { AppError } from './app-error.js';

/**
 * Cursor paging over ids that sort by time: `GET /v1/things?limit=50&cursor=…` → `{ items, nextCursor }`.
 * A cursor is opaque to callers. It is not signed: it holds only a position, and every query is scoped by the credential.
 */
export const DEFAULT_PAGE_SIZE = 50;
export const MAX_PAGE_SIZE = 200;

/** Query parameters of a paged list; spread its shape into the route's own query schema. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  cursor: z.string().max(500).optional(),
});

/** Schema of a page: `page(orderSummary, 'OrderPage')`. */
export function page<Item extends z.ZodType>(item: Item, id: string) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });
}

/** Writes a position as an opaque cursor. */
export function encodeCursor(position: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor back.
 * @param position what this route puts into its cursors
 * @throws AppError malformed_cursor when it isn't one of this route's
 */
export function decodeCursor<T>(cursor: string | undefined, position: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) {
    throw new AppError(
      'malformed_cursor',
      'Use nextCursor of the page before as it is, or leave cursor out to start over.',
    );
  }
  return parsed.data;
}

/** Position of a list sorted by id alone, which most are. */
export const idPosition = z.strictObject({ id: z.uuid() });

/**
 * Cuts rows that were read with `limit + 1` into a page.
 * @param positionOf where the next page continues after this row
 */
export function toPage<Row>(
  found: Row[],
  limit: number,
  positionOf: (row: Row) => Readonly<Record<string, string | number>>,
): { items: Row[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? encodeCursor(positionOf(last)) : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
