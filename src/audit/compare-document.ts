// Whether the database still says what was signed. Only members that the rows can tell are compared: documents of later
// versions may say more. The answer names the members, since «it differs» is no help to anybody.
import type { Json } from '../ledger/canonical-json.js';

type Members = Readonly<Record<string, Json>>;

/** An entry of a list that has an id: a scan, an answer, a custody event. */
export interface Entry extends Members {
  id: string;
}

export interface EntryRow {
  entry: Entry;
  recordedAt: Date;
}

/** A row may have been written in the moment of signing and committed after it. */
const SIGNING_MS = 60_000;

/** Members that differ, as paths. What `document` has beyond `expected` isn't compared. */
export function differingMembers(expected: Json, document: Json | undefined, path = ''): string[] {
  if (isMembers(expected)) {
    if (!isMembers(document)) return [path];
    return Object.entries(expected).flatMap(([name, member]) =>
      differingMembers(member, document[name], path === '' ? name : `${path}.${name}`),
    );
  }
  return isSame(expected, document) ? [] : [path];
}

/**
 * Compares a list of entries with rows by id. A row that isn't in the document is told only when it claims to have been
 * there before the signature: what comes later is late, not wrong.
 */
export function differingEntries(
  name: string,
  rows: readonly EntryRow[],
  { entries, signedAt }: { entries: Json | undefined; signedAt: Date },
): string[] {
  const signed = entriesById(entries);
  const known = new Set(rows.map(({ entry }) => entry.id));
  const lost = [...signed.keys()].filter((id) => !known.has(id)).map((id) => `${name}[${id}]`);
  const changed = rows.flatMap(({ entry, recordedAt }) => {
    const path = `${name}[${entry.id}]`;
    const found = signed.get(entry.id);
    if (found) return differingMembers(onlyShared(entry, found), found, path);
    return recordedAt.getTime() < signedAt.getTime() - SIGNING_MS ? [path] : [];
  });
  return [...lost, ...changed];
}

/** A signed document's bytes as JSON; undefined when they are none. */
export function parseDocument(bytes: Buffer): Members | undefined {
  try {
    const parsed: unknown = JSON.parse(bytes.toString('utf8'));
    return isJson(parsed) && isMembers(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The member at a path such as `clip.id`. */
export function memberAt(document: Members, path: string): Json | undefined {
  let found: Json | undefined = document;
  for (const name of path.split('.')) found = isMembers(found) ? found[name] : undefined;
  return found;
}

export function textAt(document: Members, path: string): string | undefined {
  const found = memberAt(document, path);
  return typeof found === 'string' ? found : undefined;
}

/** Entries of a stage have no place in a film: such members are compared where the document has them. */
function onlyShared(entry: Entry, found: Members): Members {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'atMs' || name in found));
}

function entriesById(entries: Json | undefined): Map<string, Members> {
  const list = Array.isArray(entries) ? entries.filter(isJson).filter(isMembers) : [];
  return new Map(
    list.flatMap((entry): [string, Members][] => (typeof entry.id === 'string' ? [[entry.id, entry]] : [])),
  );
}

function isSame(left: Json, right: Json | undefined): boolean {
  if (isList(left)) {
    return isList(right) && left.length === right.length && left.every((item, n) => isSame(item, right[n]));
  }
  if (isMembers(left) && isMembers(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => isSame(left[name] ?? null, right[name]))
    );
  }
  return left === right;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isMembers(value: Json | undefined): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// What JSON.parse answers is JSON; the type alone doesn't say so.
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
