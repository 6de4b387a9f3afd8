import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VersionRef } from '../../../src/storage/object-store.options.js';
import { runFolder, testS3 } from '../../harness/services.js';

/** Changes a byte of an object where the storage keeps it, behind the storage's back. */
export async function changeOnDisk({ bucket, key, versionId }: VersionRef): Promise<void> {
  const folder = join(runFolder(), 's3', 'buckets', `${testS3().bucketPrefix}${bucket}`, 'versions');
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.json'))) {
    const record = await readFile(join(folder, name), 'utf8');
    if (!record.includes(JSON.stringify(key)) || !record.includes(JSON.stringify(versionId))) continue;
    return flip(join(folder, name.replace(/\.json$/, '.data')));
  }
  throw new Error(`storage has no ${bucket}/${key}`);
}

async function flip(data: string): Promise<void> {
  const file = (await stat(data)).isDirectory() ? join(data, (await readdir(data))[0] ?? '') : data;
  const bytes = await readFile(file);
  bytes[5] = (bytes[5] ?? 0) ^ 1;
  await writeFile(file, bytes);
}
