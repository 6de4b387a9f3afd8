import type { Registry } from 'prom-client';
import { rows } from '../../../src/database/sql.js';
import { METRICS } from '../../../src/health/metrics.module.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { createLogWorld, type LogWorld, signDocuments, tamper } from './log-world.js';

/** Each test breaks a log of its own. */
let world: LogWorld;

beforeEach(async () => {
  world = await createLogWorld();
  await grow(600);
  await world.checkpoints.make();
});
afterEach(() => world.app.close());

async function grow(count: number): Promise<void> {
  await signDocuments(world, count);
  await world.appender.append();
}

const refusals = async () => {
  const metric = await world.app.get<Registry>(METRICS).getSingleMetric('akashi_log_refusals_total')?.get();
  return metric?.values.find(({ labels }) => labels['what'] === 'checkpoint')?.value;
};

async function expectRefusal(): Promise<void> {
  await expect(world.checkpoints.make()).rejects.toMatchObject({ code: 'log_inconsistent' });
  expect(await refusals()).toBe(1);
}

const FORGED = `'\\x${'ab'.repeat(32)}'::bytea`;

describe('no checkpoint is signed', () => {
  it('after a leaf was forged, whether the log has grown since or not', async () => {
    const forge = `update log_tiles set hashes = ${FORGED} || substring(hashes from 33) where level = 0 and n = 2`;
    await tamper(world, 'log_tiles', forge);
    await expectRefusal();
    await grow(5);
    await expect(world.checkpoints.make()).rejects.toMatchObject({ code: 'log_inconsistent' });
  });

  it('after the log was cut short', async () => {
    await tamper(world, 'log_state', 'update log_state set size = 512, published_size = 0');
    await tamper(world, 'log_tiles', 'delete from log_tiles where level = 0 and n = 2');
    await expectRefusal();
  });

  it('after a tile was deleted', async () => {
    await tamper(world, 'log_tiles', 'delete from log_tiles where level = 1');
    await expectRefusal();
    await signDocuments(world, 1);
    await tamper(world, 'log_tiles', 'delete from log_tiles where level = 0 and n = 2');
    await expect(world.appender.append()).rejects.toThrow('tile 2 of level 0');
  });

  it('after the database was set back behind what is published', async () => {
    await world.publisher.publish();
    await tamper(world, 'log_checkpoints', 'truncate log_checkpoints');
    const emptied = 'update ledger_documents set log_index = null';
    await tamper(world, 'ledger_documents', emptied);
    await tamper(world, 'log_tiles', 'truncate log_tiles');
    await tamper(world, 'log_bundles', 'truncate log_bundles');
    await tamper(world, 'log_state', 'update log_state set size = 0, published_size = 0');
    await expectRefusal();
    // And not with as many other entries, either.
    await signDocuments(world, 100);
    await tamper(
      world,
      'ledger_documents',
      "update ledger_documents set signed_at = now() - random() * interval '1 day'",
    );
    await world.appender.append();
    await expect(world.checkpoints.make()).rejects.toMatchObject({ code: 'log_inconsistent' });
  });

  it('over a row that says something else than its note', async () => {
    await tamper(world, 'log_checkpoints', 'update log_checkpoints set size = 100');
    await expectRefusal();
  });

  it('after somebody else’s checkpoint was put in the place of ours', async () => {
    const put = { bucket: 'ledger', key: 'log/checkpoint', contentType: 'text/plain' } as const;
    await world.app.get(ObjectStore).put({ ...put, body: Buffer.from('x/log\n1\nAAAA\n\n— x/log AAAA\n') });
    await expectRefusal();
  });
});

describe('the rows of the log', () => {
  it.each([
    [
      'a leaf',
      `update log_tiles set hashes = ${FORGED} || substring(hashes from 33), width = width where level = 0`,
    ],
    [
      'a tile that grows in front',
      `update log_tiles set hashes = ${FORGED} || hashes, width = width + 1 where n = 2`,
    ],
    ['an entry', 'update log_bundles set entries = entries, width = width where n = 0'],
    ['a tile', 'delete from log_tiles'],
    ['the tiles', 'truncate log_tiles'],
    ['a bundle', 'delete from log_bundles'],
    ['a checkpoint', 'delete from log_checkpoints'],
    ['the note of a checkpoint', `update log_checkpoints set note = ''`],
    ['the place of a document', 'update ledger_documents set log_index = log_index + 1000'],
  ])('refuse that %s is changed or deleted', async (_what, statement) => {
    await expect(rows(world.dataSource, statement)).rejects.toThrow('append-only');
  });
});
