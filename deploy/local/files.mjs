/** Small things about files, shared by install and build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One hash over the contents and names of files and folders below `root`.
 * @param {string} root
 * @param {string[]} names     relative to root; a missing one counts as empty
 * @param {(path: string) => boolean} counts  which files (relative path) matter
 */
export function hashFiles(root, names, counts = () => true) {
  const hash = createHash('sha256');
  for (const name of names
    .flatMap((start) => filesBelow(root, start))
    .filter(counts)
    .sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** The text of a file without its last newline, or undefined when there is none. */
export function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : undefined;
}

function filesBelow(root, name) {
  const info = statSync(join(root, name), { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (!info.isDirectory()) return [name];
  return readdirSync(join(root, name)).flatMap((entry) => filesBelow(root, `${name}/${entry}`));
}
