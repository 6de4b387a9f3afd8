import { DataSource } from 'typeorm';
import { parseConfig } from '../../../src/config/env.js';
import { dataSourceOptions } from '../../../src/database/data-source.js';
import { rows } from '../../../src/database/sql.js';
import { createBrandRows } from '../../factories/foreign-brand.js';
import { insertShipment } from '../../factories/shipments.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

// Columns with their types and defaults, constraints, indexes, triggers and functions of our schema, a line each.
const SCHEMA = `
  select format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
      pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  union all select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f'
  order by 1`;
const TABLES = `select relname as line from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`;

describe('migrations', () => {
  let dataSource: DataSource;

  beforeAll(async () => {
    const environment = await freshEnvironment();
    const app = await createTestApp(environment);
    // Rows in the way: a table that is taken apart is rarely empty.
    const brand = await createBrandRows(app);
    await insertShipment({ ...brand, dataSource: app.get(DataSource) });
    await app.close();
    const parsed = parseConfig(environment);
    if (parsed.problems) throw new Error(parsed.problems.join('; '));
    dataSource = await new DataSource(dataSourceOptions(parsed.config)).initialize();
  });

  afterAll(() => dataSource.destroy());

  const read = async (sql: string) => (await rows<{ line: string }>(dataSource, sql)).map(({ line }) => line);

  it('go down one by one to an empty database, and up again to the same schema', async () => {
    const before = await read(SCHEMA);
    expect(before.length).toBeGreaterThan(300);
    for (let left = dataSource.migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    expect(await read(TABLES)).toEqual(['akashi_migrations']);
    const applied = await dataSource.runMigrations();
    expect(applied).toHaveLength(dataSource.migrations.length);
    expect(await read(SCHEMA)).toEqual(before);
  });
});
