import { Auditor } from '../../../src/audit/auditor.js';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { appendCustody } from '../../../src/evidence/custody.js';
import { linkCustody } from '../../../src/evidence/custody-chain.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { createLogWorld, type LogWorld, signDocuments, tamper } from '../log/log-world.js';

/** The log and the custody chain belong to all brands: an audit of everything looks at them. Each test breaks its own. */
let world: LogWorld;

beforeEach(async () => {
  world = await createLogWorld();
  await signDocuments(world, 8);
  await world.appender.append();
  const events = Array.from({ length: 4 }, () => ({
    ...{ brandId: newId(), kind: 'viewed' as const, actor: { kind: 'staff' as const, id: 'somebody' } },
  }));
  await appendCustody(world.dataSource, events);
  await linkCustody(world.dataSource, null);
  await world.checkpoints.make();
});
afterEach(() => world.app.close());

/** What an audit of everything says of the log and the custody chain. */
async function found(): Promise<[code: string, ...members: string[]][]> {
  const { findings } = await world.app
    .get(Auditor)
    .audit({ deep: false, signal: new AbortController().signal });
  return findings
    .filter(({ code }) => code === 'log_differs' || code.startsWith('custody_'))
    .map(({ code, members = [] }) => [code, ...members]);
}

const eventAt = (seq: number) => `(select event_id from custody_links where seq = ${seq})`;

it('finds nothing in a log and a chain that nobody has touched', async () => {
  expect(await found()).toEqual([]);
});

it.each([
  [
    'a forged leaf',
    'log_tiles',
    `update log_tiles set hashes = '\\x${'ab'.repeat(32)}'::bytea || substring(hashes from 33) where level = 0`,
    ['tile/0/000'],
  ],
  ['a deleted tile', 'log_tiles', 'delete from log_tiles where level = 0', ['tile/0/000']],
  ['a deleted document', 'ledger_documents', 'delete from ledger_documents where log_index = 3', ['entry 3']],
  [
    'documents that changed places',
    'ledger_documents',
    `update ledger_documents set log_index = 90 where log_index = 0;
     update ledger_documents set log_index = 0 where log_index = 1;
     update ledger_documents set log_index = 1 where log_index = 90`,
    ['tile/0/000', 'tile/entries/000'],
  ],
  ['a checkpoint of another size', 'log_checkpoints', 'update log_checkpoints set size = 3', ['checkpoint ']],
])('tells %s', async (_what, table, statements, expected) => {
  for (const statement of statements.split(';')) await tamper(world, table, statement);
  const told = await found();
  for (const member of expected) {
    expect(told).toContainEqual(['log_differs', expect.stringContaining(member)]);
  }
});

it('tells a truncated log, also when its checkpoints were deleted from the database, by their locked copies', async () => {
  await world.publisher.publish();
  const [copy] = await world.app.get(ObjectStore).listKeys('checkpoints', 'log/checkpoints/');
  expect(copy).toBeDefined();
  const cut = 'update log_tiles set width = 5, hashes = substring(hashes for 160) where level = 0';
  await tamper(world, 'log_state', 'update log_state set size = 5, published_size = 0');
  await tamper(world, 'log_tiles', cut);
  await tamper(world, 'ledger_documents', 'delete from ledger_documents where log_index >= 5');
  expect(await found()).toContainEqual(['log_differs', expect.stringMatching(/^checkpoint /)]);
  await tamper(world, 'log_checkpoints', 'truncate log_checkpoints');
  expect(await found()).toContainEqual(['log_differs', `checkpoints/${copy}`]);
});

it.each([
  [
    'changed',
    `update custody_events set actor = '{"id":"nobody","kind":"staff"}' where id = ${eventAt(2)}`,
    2,
  ],
  ['deleted', `delete from custody_events where id = ${eventAt(3)}`, 3],
])('tells that a custody event was %s', async (_how, statement, seq) => {
  await tamper(world, 'custody_events', statement);
  expect(await found()).toContainEqual([
    'custody_chain_broken',
    expect.stringMatching(new RegExp(` ${seq}$`)),
  ]);
});

it('tells a custody chain that was made anew, by its head in a signed checkpoint', async () => {
  await tamper(world, 'custody_events', `delete from custody_events where id = ${eventAt(4)}`);
  await tamper(world, 'custody_links', 'delete from custody_links');
  await linkCustody(world.dataSource, null);
  expect(await rows(world.dataSource, 'select 1 from custody_links')).toHaveLength(3);
  expect(await found()).toContainEqual(['custody_chain_broken', expect.any(String)]);
});
