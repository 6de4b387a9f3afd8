import type { Executor } from '../database/sql.js';
import { narrowBundle } from './entry-bundle.js';
import { readBundle, readTile } from './log-tiles.store.js';
import type { LogFile } from './tiles.js';

/** The bytes of a tile or bundle as they are served and published; undefined while the log hasn't got so far. */
export async function logFile(on: Executor, file: LogFile): Promise<Buffer | undefined> {
  if (file.kind === 'tile') return readTile(on, file);
  const bundle = await readBundle(on, file);
  return bundle?.width === file.width ? bundle.entries : bundle && narrowBundle(bundle.entries, file.width);
}
