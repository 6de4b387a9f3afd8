import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { rows } from '../src/database/sql.js';
import { bundleOf } from '../src/log/entry-bundle.js';
import { HASH_BYTES, rootOf } from '../src/log/merkle-tree.js';
import { splitHashes } from '../src/log/tile-hashes.js';
import { partialTiles, TILE_WIDTH } from '../src/log/tiles.js';

const PATTERNS = 64;
const TABLES = ['log_tiles', 'log_bundles'];

/** Makes a log of any size at once, as tiles that repeat: every one of level 0 is one of 64, so those above are all alike. */
export class LogFiller {
  private readonly leaves = Array.from({ length: PATTERNS }, () => randomBytes(TILE_WIDTH * HASH_BYTES));
  /** The full tile of each level from 1 on. */
  private readonly above: Buffer[];

  constructor(private readonly dataSource: DataSource) {
    const roots = this.leaves.map((tile) => rootOf(splitHashes(tile)));
    const first = Buffer.concat(
      Array.from({ length: TILE_WIDTH }, (_, at) => roots[at % PATTERNS] ?? Buffer.alloc(0)),
    );
    const second = repeated(rootOf(splitHashes(first)));
    this.above = [first, second, repeated(rootOf(splitHashes(second)))];
  }

  leafAt(index: number): Buffer {
    const at = (index % TILE_WIDTH) * HASH_BYTES;
    return this.tile(0, Math.floor(index / TILE_WIDTH)).subarray(at, at + HASH_BYTES);
  }

  /** Replaces whatever is there. */
  async fill(size: number): Promise<void> {
    for (const table of TABLES) await rows(this.dataSource, `alter table ${table} disable trigger user`);
    await rows(this.dataSource, 'truncate log_tiles, log_bundles');
    await this.insertFull(size);
    for (const { level, n, width } of partialTiles(size)) {
      const hashes = this.tile(level, n).subarray(0, width * HASH_BYTES);
      const keep = 'insert into log_tiles (level, n, width, hashes) values ($1, $2, $3, $4)';
      await rows(this.dataSource, keep, [level, n, width, hashes]);
    }
    await this.insertEdgeBundle(size);
    await rows(this.dataSource, 'update log_state set size = $1, published_size = 0', [size]);
    for (const table of TABLES) await rows(this.dataSource, `alter table ${table} enable trigger user`);
    await rows(this.dataSource, 'analyze log_tiles');
  }

  private async insertFull(size: number): Promise<void> {
    for (let level = 0, span = TILE_WIDTH; span <= size; level += 1, span *= TILE_WIDTH) {
      const patterns = Array.from({ length: PATTERNS }, (_, n) => this.tile(level, n));
      await rows(
        this.dataSource,
        `insert into log_tiles (level, n, width, hashes)
         select $1, n, 256, ($2::bytea[])[n % ${PATTERNS} + 1] from generate_series(0, $3::bigint - 1) n`,
        [level, patterns, Math.floor(size / span)],
      );
    }
  }

  private async insertEdgeBundle(size: number): Promise<void> {
    const width = size % TILE_WIDTH;
    if (width === 0) return;
    const entries = bundleOf(Array.from({ length: width }, () => randomBytes(130)));
    const keep = 'insert into log_bundles (n, width, entries) values ($1, $2, $3)';
    await rows(this.dataSource, keep, [Math.floor(size / TILE_WIDTH), width, entries]);
  }

  private tile(level: number, n: number): Buffer {
    const tile = level === 0 ? this.leaves[n % PATTERNS] : this.above[level - 1];
    if (!tile) throw new Error(`no tile of level ${level}`);
    return tile;
  }
}

function repeated(hash: Buffer): Buffer {
  return Buffer.concat(Array.from({ length: TILE_WIDTH }, () => hash));
}
