import { fromBigint } from '../database/bigint-transformer.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { EVENT_COLUMNS } from './custody-chain.js';
import {
  BEFORE_FIRST,
  type CustodyDifference,
  type CustodyHead,
  type CustodyLink,
  firstDifference,
  type StoredCustodyEvent,
} from './custody.digest.js';

const BATCH = 1_000;
// A pass comes every few seconds; what is without a link for longer has lost it, or no pass runs.
const WAITING_SECONDS = 60;

interface LinkRow extends StoredCustodyEvent {
  seq: string;
  event_id: string;
  event_sha256: Buffer;
  chain_sha256: Buffer;
  present: boolean;
}

// The event's id comes last: it is null where the event is gone.
const LINKS = `select l.seq, l.event_id, l.event_sha256, l.chain_sha256, e.id is not null as present, ${EVENT_COLUMNS}
  from custody_links l left join custody_events e on e.id = l.event_id
  where l.seq > $1 order by l.seq limit ${BATCH}`;

const WAITING = `select count(*)::integer as waiting from custody_events e
  where e.occurred_at < clock_timestamp() - make_interval(secs => ${WAITING_SECONDS})
    and not exists (select 1 from custody_links l where l.event_id = e.id)`;

/** What a walk over the whole chain has found. */
export interface CustodyVerdict {
  /** How many links were found to be right. */
  links: number;
  head: Buffer | undefined;
  /** Events that are without a link for over a minute. */
  waiting: number;
  difference: CustodyDifference | null;
}

/**
 * Walks the chain from its beginning in batches and names the first difference.
 * @param known heads that were written down elsewhere (in checkpoints): a chain that was made anew doesn't have them
 */
export async function verifyCustody(
  on: Executor,
  known: readonly CustodyHead[] = [],
): Promise<CustodyVerdict> {
  let place = BEFORE_FIRST;
  let difference: CustodyDifference | null = null;
  while (!difference) {
    const links = (await rows<LinkRow>(on, LINKS, [place.count])).map(toLink);
    const last = links.at(-1);
    if (!last) break;
    difference = firstDifference(place, links) ?? headDifference(links, known);
    place = { count: last.seq, head: last.chainSha256 };
  }
  const found = await firstRow<{ waiting: number }>(on, WAITING);
  return {
    links: difference ? difference.seq - 1 : place.count,
    head: difference || place.count === 0 ? undefined : place.head,
    waiting: found?.waiting ?? 0,
    difference: difference ?? truncation(place, known),
  };
}

function headDifference(
  links: readonly CustodyLink[],
  known: readonly CustodyHead[],
): CustodyDifference | null {
  const heads = new Map(known.map(({ count, head }) => [count, head]));
  const wrong = links.find(({ seq, chainSha256 }) => heads.get(seq)?.equals(chainSha256) === false);
  return wrong ? { kind: 'head_differs', seq: wrong.seq } : null;
}

function truncation({ count }: CustodyHead, known: readonly CustodyHead[]): CustodyDifference | null {
  return known.some((head) => head.count > count) ? { kind: 'chain_truncated', seq: count + 1 } : null;
}

function toLink({ seq, event_id, event_sha256, chain_sha256, present, ...event }: LinkRow): CustodyLink {
  return {
    seq: fromBigint(seq),
    eventId: event_id,
    eventSha256: event_sha256,
    chainSha256: chain_sha256,
    event: present ? event : null,
  };
}
