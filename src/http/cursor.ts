import { z } from 'zod';
import { AppError } from './app-error.js';

/**
 * Cursor paging over ids that sort by time: `GET /v1/things?limit=50&cursor=…` → `{ items, next }` (`PageQuery` and
 * `pageOf` of common.contract.ts).
 * A cursor is opaque to callers. It is not signed: it holds only a position, and every query is scoped by the credential.
 */

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
      'Use next of the page before as it is, or leave cursor out to start over.',
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
): { items: Row[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? encodeCursor(positionOf(last)) : null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
