import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHARED_WRITES, TABLE_OWNERS } from './table-owners.data.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WRITE =
  /\b(?:insert\s+into|delete\s+from|update)\s+([a-z_]+)(?=\s+(?:as\s+)?(?:[a-z]\s+)?(?:\(|set\b|where\b|select\b|values\b|using\b|default\b)|`|')|\bbulkInsert\(\s*'([a-z_]+)'/g;

interface Write {
  feature: string;
  table: string;
}

const owners = new Map(
  Object.entries(TABLE_OWNERS).flatMap(([feature, tables]) =>
    tables.map((table): [string, string] => [table, feature]),
  ),
);

/** The tables that a source text writes: SQL in it, and what `bulkInsert` is told. */
function tablesWritten(source: string): string[] {
  const found = [...source.matchAll(WRITE)].map(([, written, inserted]) => written ?? inserted ?? '');
  return [...new Set(found.filter((table) => owners.has(table)))];
}

function writes(): Write[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/\.(spec|data)\.ts$/.test(file));
  return sources.flatMap((file) => {
    const feature = relative('.', file).split('/')[0] ?? '';
    return tablesWritten(readFileSync(join(root, 'src', file), 'utf8')).map((table) => ({ feature, table }));
  });
}

/** Each pair once, readable and in order. */
function spoken(pairs: readonly Write[]): string[] {
  return [...new Set(pairs.map(({ feature, table }) => `${feature} writes ${table}`))].sort();
}

describe('tables and their owners', () => {
  it('reads SQL as it stands in the code', () => {
    expect(tablesWritten('update tasks t set state = 1')).toEqual(['tasks']);
    expect(tablesWritten('insert into preservations as p (id)')).toEqual(['preservations']);
    expect(tablesWritten("bulkInsert('shipments', {")).toEqual(['shipments']);
    expect(tablesWritten('delete from clip_segments where clip_id = $1')).toEqual(['clip_segments']);
    expect(tablesWritten('select 1 from tasks t for update of t skip locked')).toEqual([]);
  });

  it('knows every table of the migrations', () => {
    const folder = join(root, 'migrations');
    const tables = new Set<string>();
    for (const file of readdirSync(folder)
      .filter((name) => /^\d/.test(name))
      .sort()) {
      const [up = ''] = readFileSync(join(folder, file), 'utf8').split('const DOWN');
      for (const [, verb, table = ''] of up.matchAll(/(create|drop) table (\w+)/g)) {
        if (verb === 'create') tables.add(table);
        else tables.delete(table);
      }
    }
    expect([...owners.keys()].sort()).toEqual([...tables].sort());
  });

  it('has each table written by its owner alone, but for what is shared on purpose', () => {
    const foreign = writes().filter(({ feature, table }) => owners.get(table) !== feature);
    expect(spoken(foreign)).toEqual(spoken(SHARED_WRITES));
  });
});
