// Custody events stand in one chain: each link says which event comes at which place, and its digest covers all links before
// it. Whoever knows the newest one (it is in every checkpoint of the log) notices an event that was changed, taken out, put in
// or moved since then.
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../ledger/canonical-json.js';

/** A custody event as it is stored; `occurredAt` is UTC with microseconds. */
export interface StoredCustodyEvent {
  id: string;
  brandId: string;
  shipmentId: string | null;
  clipId: string | null;
  kind: string;
  actor: Json;
  detail: Json;
  occurredAt: string;
}

/** A link of the chain, with the event that it names where there still is one. */
export interface CustodyLink {
  seq: number;
  eventId: string;
  eventSha256: Buffer;
  chainSha256: Buffer;
  event: StoredCustodyEvent | null;
}

/** A place in the chain: how many links there are up to it, and the digest over them. */
export interface CustodyHead {
  count: number;
  head: Buffer;
}

export type CustodyDifferenceKind =
  | 'event_changed'
  | 'event_missing'
  | 'event_reordered'
  | 'link_missing'
  | 'link_altered'
  | 'chain_truncated'
  | 'head_differs';

/** Where a chain first isn't what it was; `eventId` where one can be named. */
export interface CustodyDifference {
  kind: CustodyDifferenceKind;
  seq: number;
  eventId?: string;
}

export const BEFORE_FIRST: CustodyHead = { count: 0, head: Buffer.alloc(32) };

/** SHA-256 of the event's canonical JSON, all of its columns in it. */
export function custodyEventSha256(event: StoredCustodyEvent): Buffer {
  const { id, brandId, shipmentId, clipId, kind, actor, detail, occurredAt } = event;
  const all = { id, brandId, shipmentId, clipId, kind, occurredAt };
  return sha256(canonicalJson({ ...all, actor: spelled(actor), detail: spelled(detail) }));
}

/** The digest over the chain up to and with an event. */
export function chainSha256(before: Buffer, eventSha256: Buffer): Buffer {
  return sha256(Buffer.concat([before, eventSha256]));
}

/** Links for events, in this order, after a place in the chain. */
export function linksAfter(place: CustodyHead, events: readonly StoredCustodyEvent[]): CustodyLink[] {
  let { count, head } = place;
  return events.map((event) => {
    const eventSha256 = custodyEventSha256(event);
    head = chainSha256(head, eventSha256);
    count += 1;
    return { seq: count, eventId: event.id, eventSha256, chainSha256: head, event };
  });
}

/** The first difference in a piece of the chain that follows a place; null when all of it is as it was made. */
export function firstDifference(place: CustodyHead, links: readonly CustodyLink[]): CustodyDifference | null {
  let { count, head } = place;
  for (const link of links) {
    const { seq, eventId } = link;
    if (seq !== count + 1) return { kind: 'link_missing', seq: count + 1 };
    const kind = whatIsWrong(head, link, links);
    if (kind) return { kind, seq, eventId };
    count = seq;
    head = link.chainSha256;
  }
  return null;
}

function whatIsWrong(
  before: Buffer,
  link: CustodyLink,
  links: readonly CustodyLink[],
): CustodyDifferenceKind | null {
  const fits = ({ eventSha256 }: CustodyLink) => chainSha256(before, eventSha256).equals(link.chainSha256);
  if (!fits(link)) return links.some(fits) ? 'event_reordered' : 'link_altered';
  if (!link.event) return 'event_missing';
  const found = custodyEventSha256(link.event);
  if (found.equals(link.eventSha256)) return null;
  return links.some((other) => other.eventSha256.equals(found)) ? 'event_reordered' : 'event_changed';
}

/** Whatever stands in the table must get a digest: numbers that canonical JSON has no spelling for are taken as text. */
function spelled(value: Json): Json {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(spelled);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, spelled(member)]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
