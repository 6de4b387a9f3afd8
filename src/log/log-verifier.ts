// The log, made anew from the documents that it is of: every tile must come out as it is stored, and every checkpoint that was
// ever handed out must fit.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import { ledgerEntry } from '../ledger/ledger-entry.js';
import { readObject } from '../ledger/read-object.js';
import { ObjectStore } from '../storage/object-store.js';
import { bundleOf, entriesOf } from './entry-bundle.js';
import { type ChainHead, type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { knownVkeys } from './checkpoints.store.js';
import { logSize, readBundle, readTiles } from './log-tiles.store.js';
import { treeRoot } from './log-tree.js';
import { leafHash } from './merkle-tree.js';
import { CHECKPOINT_KEY } from './published-checkpoint.js';
import { type NoteVerifier, parseVkey, textSignedBy } from './signed-note.js';
import { DamagedLogError, growTiles, type Tile } from './tile-hashes.js';
import { bundlePath, partialTiles, TILE_WIDTH, tilePath } from './tiles.js';

/** A batch fills whole tiles, so that bundles can be compared one by one. */
const BATCH = 4 * TILE_WIDTH;
const HASH_BYTES = 32;

const ENTRIES = `select sha256, schema, key_id, log_index from ledger_documents
  where log_index >= $1 and log_index < $2 order by log_index limit ${BATCH}`;

const CHECKPOINTS = 'select id, note, size, root from log_checkpoints where id > $1 order by id limit 500';

/** What was looked at since the last step, and the names of what differs, e.g. `entry 17`, `tile/0/000`. */
export interface LogStep {
  looked: number;
  differences: string[];
}

interface EntryRow {
  sha256: Buffer;
  schema: string;
  key_id: string;
  log_index: string;
}

/** Compares the log with its documents, and both with every checkpoint in the database and in storage. */
@Injectable()
export class LogVerifier {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly signer: CheckpointSigner,
  ) {}

  async *verify(signal: AbortSignal): AsyncGenerator<LogStep> {
    const { size } = await logSize(this.dataSource);
    yield* this.entries(size, signal);
    yield* this.checkpoints(signal);
  }

  /** Heads of the custody chain in checkpoints of this log's key. */
  async custodyHeads(): Promise<ChainHead[]> {
    const verifiers = await this.verifiers();
    const notes = await rows<{ note: string }>(
      this.dataSource,
      'select note from log_checkpoints where custody_count is not null order by id',
    );
    return notes.flatMap(({ note }) => readCheckpoint(note, verifiers)?.custody ?? []);
  }

  private async *entries(size: number, signal: AbortSignal): AsyncGenerator<LogStep> {
    let edge = new Map<number, Tile>();
    for (let at = 0; at < size;) {
      signal.throwIfAborted();
      const batch = await rows<EntryRow>(this.dataSource, ENTRIES, [at, size]);
      const missing = batch.findIndex((row, n) => Number(row.log_index) !== at + n);
      const whole = missing < 0 ? batch : batch.slice(0, missing);
      const entries = whole.map(({ sha256, schema, key_id: keyId }) =>
        ledgerEntry({ sha256, schema, keyId }),
      );
      const tiles = growTiles(edge, at, entries.map(leafHash));
      const differences = [
        ...(await this.differingTiles(tiles)),
        ...(await this.differingBundles(at, entries)),
      ];
      at += whole.length;
      // Behind a document that is gone nothing can be compared any more.
      const isGap = missing >= 0 || (batch.length < BATCH && at < size);
      if (isGap) differences.push(`entry ${at}`);
      yield { looked: whole.length, differences };
      if (isGap) return;
      edge = edgeOf([...edge.values(), ...tiles], at);
    }
  }

  private async differingTiles(tiles: readonly Tile[]): Promise<string[]> {
    const stored = new Map(
      (await readTiles(this.dataSource, tiles)).map((tile) => [nameOf(tile), tile.hashes]),
    );
    return tiles
      .filter((tile) => !stored.get(nameOf(tile))?.subarray(0, tile.hashes.length).equals(tile.hashes))
      .map(nameOf);
  }

  /** @param from a multiple of 256 */
  private async differingBundles(from: number, entries: readonly Buffer[]): Promise<string[]> {
    const differing: string[] = [];
    for (let at = 0; at < entries.length; at += TILE_WIDTH) {
      const part = entries.slice(at, at + TILE_WIDTH);
      const bundle = { n: (from + at) / TILE_WIDTH, width: part.length };
      const stored = await readBundle(this.dataSource, bundle);
      if (!stored || !beginsWith(stored.entries, part))
        differing.push(bundlePath({ ...bundle, width: TILE_WIDTH }));
    }
    return differing;
  }

  private async *checkpoints(signal: AbortSignal): AsyncGenerator<LogStep> {
    const verifiers = await this.verifiers();
    for (let after = '0'; ;) {
      signal.throwIfAborted();
      const batch = await rows<{ id: string; note: string; size: string; root: Buffer }>(
        this.dataSource,
        CHECKPOINTS,
        [after],
      );
      const last = batch.at(-1);
      if (!last) break;
      const differences: string[] = [];
      for (const { id, note, size, root } of batch) {
        const signed = readCheckpoint(note, verifiers);
        const isOwn = signed?.size === Number(size) && signed.root.equals(root);
        if (!isOwn || !(await this.fits(signed))) differences.push(`checkpoint ${id}`);
      }
      yield { looked: batch.length, differences };
      after = last.id;
    }
    // Whoever owns the database can delete rows; copies are locked in a bucket of their own.
    const copies = await this.store.listKeys('checkpoints', 'log/checkpoints/');
    const found = [{ bucket: 'ledger', key: CHECKPOINT_KEY } as const].filter(() => copies.length > 0);
    for (const ref of [...copies.map((key) => ({ bucket: 'checkpoints', key }) as const), ...found]) {
      signal.throwIfAborted();
      const signed = readCheckpoint((await readObject(this.store, ref)).toString('utf8'), verifiers);
      const differences = signed && (await this.fits(signed)) ? [] : [`${ref.bucket}/${ref.key}`];
      yield { looked: 1, differences };
    }
  }

  /** Whether the log of now begins with the log that was signed. */
  private async fits({ size, root }: Checkpoint): Promise<boolean> {
    if (size > (await logSize(this.dataSource)).size) return false;
    try {
      return (await treeRoot(this.dataSource, size)).equals(root);
    } catch (error) {
      if (error instanceof DamagedLogError) return false;
      throw error;
    }
  }

  private async verifiers(): Promise<NoteVerifier[]> {
    return [await this.signer.verifier(), ...(await knownVkeys(this.dataSource)).map(parseVkey)];
  }
}

function readCheckpoint(note: string, verifiers: readonly NoteVerifier[]): Checkpoint | undefined {
  const text = verifiers.map((verifier) => textSignedBy(note, verifier)).find((read) => read !== undefined);
  return text === undefined ? undefined : parseCheckpoint(text);
}

function edgeOf(tiles: readonly Tile[], size: number): Map<number, Tile> {
  const named = new Map(tiles.map((tile) => [nameOf(tile), tile]));
  const edge = new Map<number, Tile>();
  for (const ref of partialTiles(size)) {
    const tile = named.get(nameOf(ref));
    if (tile) edge.set(tile.level, { ...tile, hashes: tile.hashes.subarray(0, ref.width * HASH_BYTES) });
  }
  return edge;
}

function beginsWith(bundle: Buffer, entries: readonly Buffer[]): boolean {
  try {
    return bundleOf(entriesOf(bundle).slice(0, entries.length)).equals(bundleOf(entries));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const nameOf = ({ level, n }: { level: number; n: number }) => tilePath({ level, n, width: TILE_WIDTH });
