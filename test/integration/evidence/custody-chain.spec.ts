import pg from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { appendCustody, type CustodyKind } from '../../../src/evidence/custody.js';
import { custodyHead, linkCustody } from '../../../src/evidence/custody-chain.js';
import { verifyCustody } from '../../../src/evidence/custody-verifier.js';
import { LinkCustodySweep } from '../../../workers/sweeps/link-custody.sweep.js';
import { createTestApp, testConfig } from '../../harness/application.js';
import { freshDatabaseUrl, freshEnvironment } from '../../harness/services.js';

let url: string;
let db: DataSource;
const brandId = newId();
const actor = { kind: 'staff', id: 'somebody' } as const;

// A database of its own: the chain is one for all, and this test breaks it.
beforeEach(async () => {
  url = await freshDatabaseUrl();
  db = await new DataSource(dataSourceOptions(await testConfig({ DATABASE_URL: url }))).initialize();
});
afterEach(() => db.destroy());

const append = (kind: CustodyKind = 'viewed', on: Parameters<typeof appendCustody>[0] = db) =>
  appendCustody(on, { brandId, clipId: newId(), kind, actor, detail: { kind: 'staff' } });

async function appendMany(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => ({ brandId, kind: 'viewed' as const, actor }));
  await appendCustody(db, events);
}

/** As somebody would who owns the database and wants to hide something. */
async function tamper(...statements: string[]): Promise<void> {
  const guards = ['custody_events', 'custody_links'];
  for (const table of guards) await rows(db, `alter table ${table} disable trigger user`);
  for (const statement of statements) await rows(db, statement);
  for (const table of guards) await rows(db, `alter table ${table} enable trigger user`);
}

const eventAt = (seq: number) => `(select event_id from custody_links where seq = ${seq})`;

describe('custody events', () => {
  it('are linked in batches without gaps, and the chain is found to be whole', async () => {
    await appendMany(1203);
    expect(await linkCustody(db, null)).toBe(1203);
    expect(await linkCustody(db, null)).toBe(0);
    await append('exported');
    expect(await new LinkCustodySweep(db).run(new AbortController().signal)).toBe(1);
    const head = await custodyHead(db);
    expect(head?.count).toBe(1204);
    expect(await verifyCustody(db, head && [head])).toEqual({
      ...{ links: 1204, head: head?.head, waiting: 0, difference: null },
    });
  });

  it('have no head before the first', async () => {
    expect(await custodyHead(db)).toBeUndefined();
    expect(await verifyCustody(db)).toEqual({ links: 0, head: undefined, waiting: 0, difference: null });
  });

  it('of a transaction that ends late get a later place, also when younger ones were linked before', async () => {
    const late = db.createQueryRunner();
    await late.startTransaction();
    await append('streamed', late.manager);
    await append();
    expect(await linkCustody(db, 600)).toBe(1);
    await late.commitTransaction();
    await late.release();
    expect(await linkCustody(db, 600)).toBe(1);
    const order = `select e.kind from custody_links l join custody_events e on e.id = l.event_id order by l.seq`;
    expect(await rows(db, order)).toEqual([{ kind: 'viewed' }, { kind: 'streamed' }]);
    expect((await verifyCustody(db)).difference).toBeNull();
  });

  it('get one place each when two passes run at once', async () => {
    await appendMany(700);
    const linked = await Promise.all([linkCustody(db, null), linkCustody(db, null), linkCustody(db, null)]);
    expect(linked.reduce((sum, one) => sum + one)).toBe(700);
    expect(await verifyCustody(db)).toMatchObject({ links: 700, difference: null });
  });

  it('and links are refused any change by the tables themselves', async () => {
    await append();
    await linkCustody(db, null);
    for (const statement of [
      `update custody_events set kind = 'shared'`,
      'delete from custody_events',
      'truncate custody_events',
      'update custody_links set seq = 7',
      'delete from custody_links',
      'truncate custody_links',
    ]) {
      await expect(rows(db, statement)).rejects.toThrow('append-only');
    }
  });
});

describe('the walk over the chain', () => {
  const differenceAfter = async (...statements: string[]) => {
    for (const kind of ['viewed', 'streamed', 'downloaded', 'exported'] as const) await append(kind);
    await linkCustody(db, null);
    const head = await custodyHead(db);
    await tamper(...statements);
    return (await verifyCustody(db, head && [head])).difference;
  };

  it.each([
    ['event_changed', 2, `update custody_events set kind = 'viewed' where id = ${eventAt(2)}`],
    [
      'event_changed',
      3,
      `update custody_events set occurred_at = occurred_at - interval '1 day' where id = ${eventAt(3)}`,
    ],
    ['event_missing', 1, `delete from custody_events where id = ${eventAt(1)}`],
    ['link_missing', 2, 'delete from custody_links where seq = 2'],
    ['link_altered', 4, `update custody_links set chain_sha256 = sha256('x') where seq = 4`],
    ['chain_truncated', 4, 'delete from custody_links where seq = 4'],
  ])('names %s at %i', async (kind, seq, statement) => {
    expect(await differenceAfter(statement)).toMatchObject({ kind, seq });
  });

  it('names events that have changed places', async () => {
    const other = `update custody_links set event_id = gen_random_uuid() where seq = 2`;
    const [a, b] = [eventAt(2), eventAt(3)];
    const difference = await differenceAfter(
      `create table swapped as select ${a} as a, ${b} as b`,
      other,
      'update custody_links set event_id = (select a from swapped) where seq = 3',
      'update custody_links set event_id = (select b from swapped) where seq = 2',
    );
    expect(difference).toMatchObject({ kind: 'event_reordered', seq: 2 });
  });

  it('knows a chain that was made anew by the heads that were written down', async () => {
    const difference = await differenceAfter(
      `update custody_events set actor = '{"id":"nobody","kind":"staff"}' where id = ${eventAt(2)}`,
      'delete from custody_links',
    );
    expect(difference).toMatchObject({ kind: 'chain_truncated', seq: 1 });
    await append();
    await linkCustody(db, null);
    expect((await verifyCustody(db)).difference).toBeNull();
    const forged = { count: 4, head: Buffer.alloc(32) };
    expect((await verifyCustody(db, [forged])).difference).toEqual({ kind: 'head_differs', seq: 4 });
  });
});

describe('a login that is a member of akashi_app', () => {
  const login = `akashi_test_${newId().replaceAll('-', '').slice(-12)}`;
  const asLogin = (owner: string) =>
    Object.assign(new URL(owner), { username: login, password: 'test' }).href;

  beforeEach(async () => {
    await rows(db, `create role ${login} login password 'test' in role akashi_app`);
  });
  afterEach(async () => {
    await rows(db, `drop role ${login}`);
  });

  it('may insert what is append-only, and by its rights neither change nor delete it', async () => {
    const client = new pg.Client({ connectionString: asLogin(url) });
    await client.connect();
    try {
      await client.query(
        `insert into custody_events (id, brand_id, kind, actor) values ($1, $2, 'viewed', '{}')`,
        [newId(), brandId],
      );
      for (const table of [
        ...['custody_events', 'custody_links', 'timeline_events', 'evidence_links', 'evidence_waivers'],
        ...['scans', 'answers'],
      ]) {
        const column = table === 'custody_links' ? 'event_id' : 'id';
        for (const statement of [
          `update ${table} set ${column} = ${column}`,
          `delete from ${table}`,
          `truncate ${table}`,
          `alter table ${table} disable trigger user`,
        ]) {
          await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
        }
      }
      await expect(client.query('update ledger_documents set key_id = key_id')).rejects.toMatchObject({
        code: '42501',
      });
      await client.query('update ledger_documents set log_index = log_index where log_index is not null');
      await expect(client.query('truncate clips')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await client.end();
    }
  });

  it('has all the rights that the API needs', async () => {
    const own = await freshEnvironment();
    const served = await createTestApp({ ...own, DATABASE_URL: asLogin(own.DATABASE_URL ?? '') });
    try {
      const ready = await served.inject({ url: '/health/ready' });
      expect([ready.statusCode, ready.json()]).toEqual([200, expect.anything()]);
      expect(await linkCustody(served.get(DataSource), null)).toBe(0);
    } finally {
      await served.close();
    }
  });
});
