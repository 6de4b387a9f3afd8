import { buffer } from 'node:stream/consumers';
import { fromBigint } from '../../../src/database/bigint-transformer.js';
import { rows } from '../../../src/database/sql.js';
import { provesConsistency } from '../../../src/log/merkle-proofs.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { checkProof, leafOf, merkleRoot, openCheckpoint } from './independent-verifier.js';
import { createLogWorld, KEY_ID, type LogWorld, signDocuments } from './log-world.js';

let world: LogWorld;

beforeAll(async () => {
  world = await createLogWorld();
});
afterAll(() => world.app.close());

const get = (url: string) => world.app.inject({ url });
const pemOfLog = async () => (await get('/v1/log/key')).json<{ pem: string }>().pem;
const entryOf = (digest: string) => `akashi.entry/1 akashi.manifest/3 ${digest} ${KEY_ID}`;
const proofOf = (digest: string) => get(`/v1/log/proofs/${digest}`);

async function placesOf(digests: string[]): Promise<number[]> {
  const found = await rows<{ log_index: string }>(
    world.dataSource,
    `select log_index from ledger_documents where encode(sha256, 'hex') = any($1)`,
    [digests],
  );
  return found.map(({ log_index: index }) => fromBigint(index)).sort((a, b) => a - b);
}

/** Every entry, read as a mirror would: by the tiles' addresses alone. */
async function mirror(size: number): Promise<Buffer[]> {
  const entries: Buffer[] = [];
  for (let n = 0; n * 256 < size; n += 1) {
    const width = Math.min(256, size - n * 256);
    const path = `entries/${String(n).padStart(3, '0')}${width === 256 ? '' : `.p/${width}`}`;
    const { rawPayload, statusCode } = await get(`/log/tile/${path}`);
    expect(statusCode).toBe(200);
    for (let at = 0; at < rawPayload.length; at += 2 + rawPayload.readUInt16BE(at)) {
      entries.push(rawPayload.subarray(at + 2, at + 2 + rawPayload.readUInt16BE(at)));
    }
  }
  return entries;
}

describe('the log', () => {
  it('says what to wait for before a document is proved', async () => {
    const unknown = await proofOf('0'.repeat(64));
    expect(unknown.json()).toMatchObject({ status: 404, code: 'not_logged_yet' });
    const [digest = ''] = await signDocuments(world, 1);
    expect((await proofOf(digest)).json()).toMatchObject({ code: 'not_logged_yet', detail: /waits/ });
    await world.appender.append();
    expect((await proofOf(digest)).json()).toMatchObject({ code: 'not_logged_yet', detail: /no checkpoint/ });
    await world.checkpoints.make();
    expect(checkProof((await proofOf(digest)).body, entryOf(digest), await pemOfLog())).toEqual({
      index: 0,
      size: 1,
    });
  });

  it('gives each document one place, also when two append at once', async () => {
    const before = (await world.checkpoints.make()).size;
    const digests = await signDocuments(world, 700);
    const appenders = Array.from({ length: 6 }, () => world.appender.appendBatch(150));
    const taken = (await Promise.all(appenders)).reduce((sum, count) => sum + count, 0);
    expect(taken).toBe(700);
    expect(await placesOf(digests)).toEqual(digests.map((_, at) => before + at));
  });

  it('takes documents in the order in which they were signed', async () => {
    const [first = ''] = await signDocuments(world, 1);
    const [second = ''] = await signDocuments(world, 1);
    await world.appender.append();
    const [a = 0] = await placesOf([first]);
    expect(await placesOf([second])).toEqual([a + 1]);
  });

  it('is rebuilt by a mirror from its tiles to the root of its checkpoint', async () => {
    await world.checkpoints.make();
    const answer = await get('/log/checkpoint');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=2',
      'access-control-allow-origin': '*',
    });
    const { size, root, origin } = openCheckpoint(answer.body, await pemOfLog());
    expect(origin).toBe('127.0.0.1:3000/log');
    const entries = await mirror(size);
    expect(entries).toHaveLength(size);
    expect(merkleRoot(entries.map(leafOf))).toEqual(root);
    const tile = await get('/log/tile/0/001');
    expect(tile.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(tile.rawPayload).toEqual(Buffer.concat(entries.slice(256, 512).map(leafOf)));
    const upper = await get(`/log/tile/1/000.p/${Math.floor(size / 256)}`);
    expect(upper.rawPayload.subarray(0, 32)).toEqual(merkleRoot(entries.slice(0, 256).map(leafOf)));
  });

  it('serves no tile that it has not filled, and none under another spelling', async () => {
    for (const path of [
      '0/999',
      '0/0',
      '5/000',
      'entries/009',
      '0/000.p/256',
      '..%2f..%2fetc',
      'entries/002.p/255',
    ]) {
      expect((await get(`/log/tile/${path}`)).json()).toMatchObject({ code: 'log_tile_not_found' });
    }
  });

  it('proves old documents against the newest checkpoint, and nothing about other bytes', async () => {
    const digests = await signDocuments(world, 3);
    await world.appender.append();
    await world.checkpoints.make();
    const pem = await pemOfLog();
    for (const digest of digests) {
      const proof = (await proofOf(digest)).body;
      checkProof(proof, entryOf(digest), pem);
      expect(() => checkProof(proof, entryOf('f'.repeat(64)), pem)).toThrow('not at that place');
      expect(() => checkProof(proof.replace(/^index .*/m, 'index 0'), entryOf(digest), pem)).toThrow();
    }
  });

  it('shows that an earlier checkpoint is the beginning of a later one', async () => {
    const earlier = await world.checkpoints.make();
    await signDocuments(world, 300);
    await world.appender.append();
    const later = await world.checkpoints.make();
    const url = `/v1/log/consistency?from=${earlier.size}&to=${later.size}`;
    const told = (await get(url)).json<{ from: number; to: number; hashes: string[] }>();
    const proof = told.hashes.map((hash) => Buffer.from(hash, 'base64'));
    const claim = { from: told.from, to: told.to, fromRoot: earlier.root, toRoot: later.root, proof };
    expect(provesConsistency(claim)).toBe(true);
    expect(provesConsistency({ ...claim, fromRoot: later.root })).toBe(false);
    const beyond = await get(`/v1/log/consistency?from=1&to=${later.size + 1}`);
    expect(beyond.json()).toMatchObject({ code: 'log_size_not_reached' });
  });

  it('signs nothing twice', async () => {
    const headers = { authorization: `Bearer ${world.environment.AKASHI_OPERATOR_KEY}` };
    const make = () => world.app.inject({ method: 'POST', url: '/v1/log/checkpoints', headers });
    const [one, other] = [(await make()).json<{ note: string }>(), (await make()).json()];
    expect(other).toEqual(one);
    expect((await get('/log/checkpoint')).body).toBe(one.note);
  });

  it('names its key in both spellings', async () => {
    const { vkey, pem, keyId, origin } = (await get('/v1/log/key')).json<Record<string, string>>();
    const [name, id, material = ''] = String(vkey).split('+');
    expect([name, id]).toEqual([origin, keyId]);
    const raw = Buffer.from(String(pem).split('\n')[1] ?? '', 'base64').subarray(-32);
    expect(Buffer.from(vkey?.slice(`${name}+${id}+`.length) ?? material, 'base64').subarray(1)).toEqual(raw);
  });
});

describe('the published log', () => {
  const stored = async (key: string, bucket: 'ledger' | 'checkpoints' = 'ledger') => {
    const { body } = await world.app.get(ObjectStore).get({ bucket, key });
    return buffer(body);
  };

  it('is what Postgres serves, byte for byte', async () => {
    const { size, note } = await world.checkpoints.make();
    await world.publisher.publish();
    expect((await stored('log/checkpoint')).toString()).toBe(note);
    const keys = await world.app.get(ObjectStore).listKeys('ledger', 'log/tile/');
    expect(keys).toContain('log/tile/0/000');
    expect(keys).toContain(`log/tile/entries/00${Math.floor(size / 256)}.p/${size % 256}`);
    for (const key of keys) {
      const served = await get(`/${key}`);
      expect([key, served.rawPayload.equals(await stored(key))]).toEqual([key, true]);
    }
    expect(await world.publisher.publish()).toBe(0);
  });

  it('goes on after a crash between appending and the end of publication', async () => {
    await signDocuments(world, 1_500);
    await world.appender.append();
    const { size } = await world.checkpoints.make();
    const stopped = AbortSignal.abort();
    expect(await world.publisher.publish(stopped)).toBe(0);
    // As if the process had died after putting files and before it wrote down how far it got.
    await world.publisher.publish();
    await rows(world.dataSource, 'update log_state set published_size = 0');
    await rows(
      world.dataSource,
      'update log_checkpoints set published_at = null, version_id = null, locked = null',
    );
    await world.publisher.publish();
    const [state] = await rows(world.dataSource, 'select published_size::integer as n from log_state');
    expect(state).toEqual({ n: Math.floor(size / 256) * 256 });
    const left = await rows(world.dataSource, 'select id from log_checkpoints where published_at is null');
    expect(left).toEqual([]);
  });

  it('keeps each checkpoint in a second bucket, where nobody can delete it', async () => {
    const store = world.app.get(ObjectStore);
    const { note, size } = await world.checkpoints.make();
    const [key = ''] = (await store.listKeys('checkpoints', `log/checkpoints/${size}-`)).slice(-1);
    expect((await stored(key, 'checkpoints')).toString()).toBe(note);
    const facts = await store.head({ bucket: 'checkpoints', key });
    expect(facts?.lock?.mode).toBe('compliance');
    const version = { bucket: 'checkpoints', key, versionId: facts?.versionId ?? '' } as const;
    await expect(store.deleteVersion({ ...version, bypassGovernance: true })).rejects.toMatchObject({
      kind: 'locked',
    });
    const [row] = await rows(world.dataSource, 'select locked from log_checkpoints order by id desc limit 1');
    expect(row).toEqual({ locked: true });
  });
});
