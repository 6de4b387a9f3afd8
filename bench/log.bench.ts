import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../migrations/all.js';
import { rows } from '../src/database/sql.js';
import { checkpointText } from '../src/log/checkpoint.js';
import { LogAppender } from '../src/log/log-appender.js';
import { LogProofs } from '../src/log/log-proofs.service.js';
import { consistencyProof, treeRoot } from '../src/log/log-tree.js';
import { provesInclusion } from '../src/log/merkle-proofs.js';
import { noteVerifier, noteWith } from '../src/log/signed-note.js';
import { parseTlogProof } from '../src/log/tlog-proof.js';
import { bench } from './lib/env.js';
import type { Figure } from './lib/report.js';
import { LogFiller } from './log-filler.js';

const SIZES = [1_000, 100_000, 10_000_000];
const PROOFS = 300;
const APPENDED = 20_000;

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const verifier = noteVerifier('bench.example/log', publicKey);

/**
 * What a proof costs as the log grows, and what an entry does. Tiles are filled by SQL with 16,384 leaf hashes over and over: a proof
 * reads and hashes the same number of bytes whatever stands in them.
 */
export async function logBench(): Promise<Figure[]> {
  const dataSource = await openDatabase();
  try {
    const figures: Figure[] = [];
    const medians: number[] = [];
    const filler = new LogFiller(dataSource);
    for (const size of SIZES) {
      await filler.fill(size);
      const { figures: more, p50 } = await measureProofs(dataSource, filler, size);
      figures.push(...more);
      medians.push(p50);
    }
    figures.push(growth(medians), await measureCheckpoint(dataSource), await measureAppending(dataSource));
    return figures;
  } finally {
    await dataSource.destroy();
  }
}

async function openDatabase(): Promise<DataSource> {
  const name = `bench_log_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: bench.DATABASE_URL });
  await client.connect();
  await client.query(`create database ${name}`).finally(() => client.end());
  const url = new URL(bench.DATABASE_URL);
  url.pathname = `/${name}`;
  const dataSource = new DataSource({ type: 'postgres', url: url.href, migrations, poolSize: 4 });
  await dataSource.initialize();
  await dataSource.runMigrations();
  return dataSource;
}

async function measureProofs(
  dataSource: DataSource,
  filler: LogFiller,
  size: number,
): Promise<{ figures: Figure[]; p50: number }> {
  const root = await treeRoot(dataSource, size);
  await keepCheckpoint(dataSource, size, root);
  const indexes = Array.from({ length: PROOFS }, () => Math.floor(Math.random() * size));
  const digests = await placeDocuments(dataSource, [...new Set(indexes)]);
  const proofs = new LogProofs(dataSource);
  const [times, sizes, hashes]: [number[], number[], number[]] = [[], [], []];
  for (const digest of digests) {
    const from = performance.now();
    const text = await proofs.proofOf(digest);
    times.push(performance.now() - from);
    const { index, hashes: proof } = parseTlogProof(text);
    const leaf = filler.leafAt(index);
    if (!provesInclusion({ index, size, leaf, proof, root })) throw new Error(`entry ${index} is not proved`);
    sizes.push(text.length);
    hashes.push(proof.length);
  }
  const p50 = quantile(times, 0.5);
  const at = `at ${size.toLocaleString('en')} entries`;
  const note = `p95 ${quantile(times, 0.95).toFixed(2)} ms, ${digests.length} proofs, each checked`;
  const most = Math.max(...hashes);
  const figures: Figure[] = [
    {
      bench: 'log',
      figure: `proof ${at}, hashes`,
      value: most,
      goal: Math.ceil(Math.log2(size)),
      better: 'lower',
    },
    { bench: 'log', figure: `proof ${at}, bytes`, value: Math.max(...sizes), better: 'lower' },
    { bench: 'log', figure: `proof ${at}, ms`, value: p50, better: 'lower', note },
  ];
  return { figures, p50 };
}

/** Ten thousand times the entries, 24 hashes instead of 10. */
function growth(medians: readonly number[]): Figure {
  const [smallest = 1, largest = 1] = [medians[0], medians.at(-1)];
  return {
    ...{ bench: 'log', figure: 'proof, 10,000,000 ÷ 1,000 entries' },
    ...{ value: largest / smallest, goal: 4, better: 'lower' },
  };
}

async function measureCheckpoint(dataSource: DataSource): Promise<Figure> {
  const [size = 0] = SIZES.slice(-1);
  const times: number[] = [];
  for (let round = 0; round < 50; round += 1) {
    const from = performance.now();
    await treeRoot(dataSource, size);
    await consistencyProof(dataSource, size - 1 - round * 1000, size);
    times.push(performance.now() - from);
  }
  const value = quantile(times, 0.5);
  return { bench: 'log', figure: 'root and consistency at 10,000,000, ms', value, better: 'lower' };
}

async function measureAppending(dataSource: DataSource): Promise<Figure> {
  await rows(
    dataSource,
    `insert into ledger_documents (sha256, schema, brand_id, shipment_id, object_key, version_id, signature, key_id)
     select sha256(n::text::bytea), 'akashi.manifest/3', $2, $2, n, 'null', '\\x00', repeat('0', 32) from generate_series(1, $1::integer) n`,
    [APPENDED, randomUUID()],
  );
  const from = performance.now();
  const taken = await new LogAppender(dataSource).append();
  const value = (taken * 1000) / (performance.now() - from);
  if (taken !== APPENDED) throw new Error(`${taken} entries appended`);
  const note = `${taken} entries in batches of 1,000`;
  return {
    bench: 'log',
    figure: 'appending at 10,000,000, entries/s',
    value,
    goal: 1000,
    better: 'higher',
    note,
  };
}

async function keepCheckpoint(dataSource: DataSource, size: number, root: Buffer): Promise<void> {
  const text = checkpointText({ origin: verifier.name, size, root });
  const note = noteWith(text, verifier, sign(null, Buffer.from(text), privateKey));
  const keep = 'insert into log_checkpoints (size, root, note, vkey) values ($1, $2, $3, $4)';
  await rows(dataSource, keep, [size, root, note, 'bench']);
}

/** Documents that have their places already. */
async function placeDocuments(dataSource: DataSource, indexes: number[]): Promise<Buffer[]> {
  const digests = indexes.map(() => randomBytes(32));
  await rows(dataSource, 'alter table ledger_documents disable trigger user');
  await rows(dataSource, 'delete from ledger_documents');
  await rows(
    dataSource,
    `insert into ledger_documents (sha256, schema, brand_id, shipment_id, object_key, version_id, signature, key_id, log_index)
     select sha256, 'akashi.manifest/3', $3, $3, encode(sha256, 'hex'), 'null', '\\x00', repeat('0', 32), log_index
     from unnest($1::bytea[], $2::bigint[]) as d (sha256, log_index)`,
    [digests, indexes, randomUUID()],
  );
  await rows(dataSource, 'alter table ledger_documents enable trigger user');
  return digests;
}

function quantile(values: readonly number[], at: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * at)] ?? 0;
}
