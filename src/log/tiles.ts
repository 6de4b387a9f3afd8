// The tree cut into tiles 256 hashes wide, as C2SP tlog-tiles names and serves them (https://c2sp.org/tlog-tiles). A full tile
// never changes again; the last one of a level is partial, and each of its widths is a tile of its own.

export const TILE_WIDTH = 256;
/** Levels of the binary tree in one of tiles: 2^8 = 256. */
export const TILE_HEIGHT = 8;

export interface TileId {
  /** 0: leaf hashes; each hash above is the root of a full tile below. */
  level: number;
  n: number;
}

export interface TileRef extends TileId {
  /** 1 to 256 hashes; 256 is full. */
  width: number;
}

/** Entries themselves, 256 to a bundle. */
export interface BundleRef {
  n: number;
  width: number;
}

export type LogFile = ({ kind: 'tile' } & TileRef) | ({ kind: 'entries' } & BundleRef);

/** `tile/0/x001/067`, or `tile/0/x001/067.p/3` of a partial one. */
export function tilePath({ level, n, width }: TileRef): string {
  return `tile/${level}/${numberPath(n)}${widthPath(width)}`;
}

/** `tile/entries/x001/067`, or with `.p/3` */
export function bundlePath({ n, width }: BundleRef): string {
  return `tile/entries/${numberPath(n)}${widthPath(width)}`;
}

// "It MUST be a non-negative integer encoded into zero-padded 3-digit path elements. All but the last path element MUST begin
// with an x."
function numberPath(n: number): string {
  const last = String(n % 1000).padStart(3, '0');
  return n < 1000 ? last : `${numberPath(Math.floor(n / 1000)).replace(/(\d{3})$/, 'x$1')}/${last}`;
}

function widthPath(width: number): string {
  return width === TILE_WIDTH ? '' : `.p/${width}`;
}

const PATH =
  /^(?:(?<level>0|[1-9]\d?)|entries)\/(?<number>(?:x\d{3}\/){0,4}\d{3})(?:\.p\/(?<width>[1-9]\d{0,2}))?$/;
const MAX_LEVEL = 63;

/** What stands behind `tile/`; undefined for an address that names nothing, also when only zeroes are too many. */
export function parseTilePath(path: string): LogFile | undefined {
  const { level, number, width } = PATH.exec(path)?.groups ?? {};
  if (number === undefined) return undefined;
  const n = Number(number.replace(/[x/]/g, ''));
  const found = { n, width: width === undefined ? TILE_WIDTH : Number(width) };
  const isOneSpelling = numberPath(n) === number && (width === undefined || found.width < TILE_WIDTH);
  if (!isOneSpelling || Number(level ?? 0) > MAX_LEVEL) return undefined;
  return level === undefined
    ? { kind: 'entries', ...found }
    : { kind: 'tile', level: Number(level), ...found };
}

/** Tiles that are full in a tree of size `to` and weren't in one of size `from`; both multiples of 256. */
export function tilesFilled(from: number, to: number): TileRef[] {
  const found: TileRef[] = [];
  for (let level = 0, span = TILE_WIDTH; span <= to; level += 1, span *= TILE_WIDTH) {
    for (let n = Math.floor(from / span); n < Math.floor(to / span); n += 1) {
      found.push({ level, n, width: TILE_WIDTH });
    }
  }
  return found;
}

/** Bundles of entries that fill up between two sizes, both multiples of 256. */
export function bundlesFilled(from: number, to: number): BundleRef[] {
  return tilesFilled(from, to)
    .filter(({ level }) => level === 0)
    .map(({ n, width }) => ({ n, width }));
}

/** The partial tile at the right edge of each level: `floor(s / 256^l) mod 256` hashes wide, and none of width 0. */
export function partialTiles(size: number): TileRef[] {
  const found: TileRef[] = [];
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const width = count % TILE_WIDTH;
    if (width > 0) found.push({ level, n: Math.floor(count / TILE_WIDTH), width });
  }
  return found;
}
