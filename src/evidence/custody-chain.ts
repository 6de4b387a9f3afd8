// Events are appended unchained in the transaction that they tell of, so that nothing hot waits for anything. One pass every few
// seconds puts them into the chain. An event whose transaction ends late simply gets a later place: what has no link is linked.
import { DataSource, type EntityManager } from 'typeorm';
import { fromBigint } from '../database/bigint-transformer.js';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { BEFORE_FIRST, type CustodyHead, linksAfter, type StoredCustodyEvent } from './custody.digest.js';

const BATCH = 500;
// Two passes at once would give one place to two events; the primary key would refuse the second, here it waits.
const LOCK = "select pg_advisory_xact_lock(hashtext('akashi-custody-chain'))";

/** An event's columns by the names that its digest takes; the time with all of its digits. */
export const EVENT_COLUMNS = `e.id, e.brand_id as "brandId", e.shipment_id as "shipmentId", e.clip_id as "clipId", e.kind, e.actor,
  e.detail, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt"`;

const unlinked = (since: string) => `select ${EVENT_COLUMNS} from custody_events e
  where ${since} and not exists (select 1 from custody_links l where l.event_id = e.id)
  order by e.id limit ${BATCH}`;
const UNLINKED_EVER = unlinked('$1::double precision is null');
const UNLINKED_LATELY = unlinked('e.occurred_at > clock_timestamp() - make_interval(secs => $1)');

const HEAD = 'select seq, chain_sha256 from custody_links order by seq desc limit 1';

const APPEND = `insert into custody_links (seq, event_id, event_sha256, chain_sha256)
  select * from unnest($1::bigint[], $2::uuid[], $3::bytea[], $4::bytea[])`;

/** The newest place of the chain; undefined before the first. */
export async function custodyHead(on: Executor): Promise<CustodyHead | undefined> {
  const row = await firstRow<{ seq: string; chain_sha256: Buffer }>(on, HEAD);
  return row && { count: fromBigint(row.seq), head: row.chain_sha256 };
}

/**
 * Links the events that have no link, in batches, ordered by id within a batch. Safe to repeat and to race.
 * @param lately only events of the last so many seconds, which is quick; null looks at all that there ever were
 * @returns how many were linked
 */
export async function linkCustody(
  dataSource: DataSource,
  lately: number | null,
  signal?: AbortSignal,
): Promise<number> {
  for (let done = 0; ;) {
    const linked = await inTransaction(dataSource, (manager) => linkBatch(manager, lately));
    done += linked;
    if (linked < BATCH || signal?.aborted) return done;
  }
}

async function linkBatch(manager: EntityManager, lately: number | null): Promise<number> {
  await rows(manager, LOCK);
  const find = lately === null ? UNLINKED_EVER : UNLINKED_LATELY;
  const events = await rows<StoredCustodyEvent>(manager, find, [lately]);
  if (events.length === 0) return 0;
  const links = linksAfter((await custodyHead(manager)) ?? BEFORE_FIRST, events);
  return affected(manager, APPEND, [
    links.map(({ seq }) => seq),
    links.map(({ eventId }) => eventId),
    links.map(({ eventSha256 }) => eventSha256),
    links.map(({ chainSha256 }) => chainSha256),
  ]);
}
