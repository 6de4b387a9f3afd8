import { bundleOf, entriesOf, narrowBundle } from './entry-bundle.js';
import { type Subtree, subtreesOf } from './merkle-proofs.js';
import { leafHash, rootOf } from './merkle-tree.js';
import { DamagedLogError, growTiles, hashInTile, type Tile, tileOf } from './tile-hashes.js';
import { bundlePath, bundlesFilled, parseTilePath, partialTiles, tilePath, tilesFilled } from './tiles.js';

describe('the address of a tile', () => {
  it.each([
    [{ level: 0, n: 0, width: 256 }, 'tile/0/000'],
    [{ level: 0, n: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, n: 5, width: 17 }, 'tile/1/005.p/17'],
    [{ level: 12, n: 1000, width: 1 }, 'tile/12/x001/000.p/1'],
  ])('of %j is %s, and back', (ref, path) => {
    expect(tilePath(ref)).toBe(path);
    expect(parseTilePath(path.replace('tile/', ''))).toEqual({ kind: 'tile', ...ref });
  });

  it('names bundles of entries in the same way', () => {
    expect(bundlePath({ n: 1067, width: 3 })).toBe('tile/entries/x001/067.p/3');
    expect(parseTilePath('entries/x001/067.p/3')).toEqual({ kind: 'entries', n: 1067, width: 3 });
  });

  it.each([
    ...['', '0', '0/0', '0/0000', '00/000', '64/000', '0/001/000', '0/x000/001', '0/x001/67', '0/000.p/0'],
    ...[
      '0/000.p/256',
      '0/000.p/01',
      '0/000/',
      '../000',
      'entries',
      '-1/000',
      '0/x1/000',
      '0/000.p',
      '0/000?',
    ],
  ])('is refused as %j', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe('the tiles of a tree', () => {
  it('are those of the format’s own example', () => {
    expect(tilesFilled(0, 69_888).filter(({ level }) => level === 0)).toHaveLength(273);
    expect(tilesFilled(0, 69_888).filter(({ level }) => level === 1)).toEqual([
      { level: 1, n: 0, width: 256 },
    ]);
    expect(partialTiles(70_000)).toEqual([
      { level: 0, n: 273, width: 112 },
      { level: 1, n: 1, width: 17 },
      { level: 2, n: 0, width: 1 },
    ]);
    expect(partialTiles(256)).toEqual([{ level: 1, n: 0, width: 1 }]);
    expect(partialTiles(0)).toEqual([]);
  });

  it('fill up once each', () => {
    const all = tilesFilled(0, 131_072);
    const inSteps = [...tilesFilled(0, 256), ...tilesFilled(256, 65_536), ...tilesFilled(65_536, 131_072)];
    expect(inSteps.map(tilePath).sort()).toEqual(all.map(tilePath).sort());
    expect(bundlesFilled(256, 768)).toEqual([
      { n: 1, width: 256 },
      { n: 2, width: 256 },
    ]);
  });
});

describe('a growing tree', () => {
  const leaves = Array.from({ length: 70_000 }, (_, at) => leafHash(Buffer.from(`${at}`)));
  const key = ({ level, n }: { level: number; n: number }) => `${level}/${n}`;

  function grow(steps: readonly number[]): Map<string, Tile> {
    const tiles = new Map<string, Tile>();
    let size = 0;
    for (const step of steps) {
      const edge = new Map(
        partialTiles(size).flatMap((ref) => {
          const tile = tiles.get(key(ref));
          return tile ? [[ref.level, tile] as const] : [];
        }),
      );
      for (const tile of growTiles(edge, size, leaves.slice(size, size + step))) tiles.set(key(tile), tile);
      size += step;
    }
    return tiles;
  }

  const spelled = (tiles: Map<string, Tile>) =>
    [...tiles]
      .map(([name, { hashes }]) => `${name} ${hashes.toString('hex')}`)
      .sort()
      .join();
  const atOnce = grow([70_000]);

  function rootIn(tiles: Map<string, Tile>, size: number): Buffer {
    const hash = (tree: Subtree) => hashInTile(tiles.get(key(tileOf(tree)))!, tree);
    return rootOfSubtrees(subtreesOf({ start: 0, end: size }).map(hash));
  }

  const rootOfSubtrees = (hashes: Buffer[]) => hashes.reduceRight((right, left) => rootOf([left, right]));

  it('has the same tiles in whatever steps it grew', () => {
    expect(spelled(grow([1, 254, 1, 1, 1000, 64_000, 279, 4464]))).toBe(spelled(atOnce));
    expect(atOnce.get('0/273')?.hashes).toHaveLength(112 * 32);
    expect(atOnce.get('1/1')?.hashes).toHaveLength(17 * 32);
    expect(atOnce.get('2/0')?.hashes).toHaveLength(32);
  });

  it.each([1, 2, 3, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 70_000])(
    'has the root of its first %i entries in its tiles',
    (size) => {
      expect(rootIn(atOnce, size).equals(rootOf(leaves.slice(0, size)))).toBe(true);
    },
  );

  it('is not continued on tiles that are shorter than its size', () => {
    const edge = new Map([[0, { level: 0, n: 0, hashes: Buffer.alloc(32) }]]);
    expect(() => growTiles(edge, 2, leaves.slice(0, 1))).toThrow(DamagedLogError);
    expect(() => growTiles(new Map(), 2, leaves.slice(0, 1))).toThrow(DamagedLogError);
    const tile = { level: 0, n: 0, hashes: Buffer.alloc(96) };
    expect(() => hashInTile(tile, { level: 2, index: 0 })).toThrow(DamagedLogError);
  });
});

describe('a bundle of entries', () => {
  const entries = ['a', '', 'ccc'].map((text) => Buffer.from(text));

  it('holds each with its length in front', () => {
    expect(bundleOf(entries).toString('hex')).toBe('000161' + '0000' + '0003636363');
    expect(entriesOf(bundleOf(entries))).toEqual(entries);
  });

  it('can be cut to what it was before', () => {
    expect(narrowBundle(bundleOf(entries), 1)).toEqual(bundleOf(entries.slice(0, 1)));
  });

  it('is refused when it ends in the middle of an entry', () => {
    expect(() => entriesOf(Buffer.from('000561', 'hex'))).toThrow(RangeError);
  });
});
