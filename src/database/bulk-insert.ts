import type { EntityManager } from 'typeorm';
import { affected, rows as queryRows } from './sql.js';

/** Column types that a bulk statement can carry. */
export type BulkType =
  'uuid' | 'text' | 'integer' | 'bigint' | 'boolean' | 'timestamptz' | 'date' | 'jsonb' | 'text[]' | 'bytea';

/** A value as it stands in a bulk row: money and counts as numbers, instants as Dates, jsonb as anything. */
export type BulkValue<Type extends BulkType> = Type extends 'integer' | 'bigint'
  ? number | null
  : Type extends 'boolean'
    ? boolean | null
    : Type extends 'timestamptz'
      ? Date | null
      : Type extends 'jsonb'
        ? object | null
        : Type extends 'text[]'
          ? readonly string[] | null
          : Type extends 'bytea'
            ? Buffer | null
            : string | null;

export type BulkColumns = Readonly<Record<string, BulkType>>;
export type BulkRow<Columns extends BulkColumns> = { [Name in keyof Columns]: BulkValue<Columns[Name]> };

// These arrive as text in a one-dimensional array and are cast in the statement: unnest would flatten an array of arrays.
const CARRIED_AS_TEXT = new Set<BulkType>(['jsonb', 'text[]', 'bytea']);
const UNQUOTED = new Set<BulkType>(['uuid', 'integer', 'bigint', 'boolean', 'timestamptz', 'date']);

/**
 * Any number of rows in one statement with one parameter a column: `from unnest($1::uuid[], $2::text[], …)`. Against
 * VALUES with a parameter a cell, Postgres parses and binds a constant statement, and there is no limit of 65,535.
 */
export class BulkStatement<Columns extends BulkColumns> {
  private readonly names: (keyof Columns & string)[];
  private readonly sql: { name: string; text: string };

  /**
   * @param name of the prepared statement, unique in the code
   * @param columns of the incoming rows, which the statement finds as `r` with each column cast to its type
   * @param write makes the statement: `(source, names) => insert into t (names) select … from source`
   */
  constructor(
    name: string,
    private readonly columns: Columns,
    write: (source: string, names: string) => string,
  ) {
    this.names = Object.keys(columns);
    const carried = this.names.map((_, index) => `c${index}`).join(', ');
    const arrays = this.names
      .map((column, index) => `$${index + 1}::${carrierOf(columns, column)}[]`)
      .join(', ');
    const casts = this.names
      .map((column, index) => `${castOf(columns[column], `c${index}`)} as ${column}`)
      .join(', ');
    // unnest keeps the arrays' order, and so do the inserts and locks that read from it.
    const source = `(select ${casts} from unnest(${arrays}) as u(${carried})) r`;
    this.sql = { name, text: write(source, this.names.join(', ')) };
  }

  /** Runs the statement; nothing at all for no rows. @returns how many rows were written */
  async run(manager: EntityManager, rows: readonly BulkRow<Columns>[]): Promise<number> {
    return rows.length === 0 ? 0 : affected(manager, this.sql, this.paramsOf(rows));
  }

  /** Runs a statement that has a RETURNING clause. */
  async returning<Found extends object>(
    manager: EntityManager,
    rows: readonly BulkRow<Columns>[],
  ): Promise<Found[]> {
    return rows.length === 0
      ? []
      : queryRows<Found & Record<string, unknown>>(manager, this.sql, this.paramsOf(rows));
  }

  private paramsOf(rows: readonly BulkRow<Columns>[]): string[] {
    return this.names.map((name) => arrayLiteral(this.columns[name], rows, name));
  }
}

/** Statement that inserts whole rows into a table. */
export function bulkInsert<const Columns extends BulkColumns>(
  table: string,
  columns: Columns,
  suffix = '',
): BulkStatement<Columns> {
  return new BulkStatement(
    `bulk_${table}`,
    columns,
    (source, names) => `insert into ${table} (${names}) select ${names} from ${source} ${suffix}`,
  );
}

function carrierOf(columns: BulkColumns, column: string): string {
  const type = columns[column];
  return type === undefined || CARRIED_AS_TEXT.has(type) ? 'text' : type;
}

function castOf(type: BulkType | undefined, column: string): string {
  if (type === 'bytea') return `decode(${column}, 'hex')`;
  return type !== undefined && CARRIED_AS_TEXT.has(type) ? `${column}::${type}` : column;
}

// pg would do this too, cell by cell with a type test each; a column has one type, so the test is made once.
function arrayLiteral<Row extends object>(
  type: BulkType | undefined,
  rows: readonly Row[],
  name: keyof Row,
): string {
  const write = type !== undefined && UNQUOTED.has(type) ? bare : quoted;
  let literal = '{';
  for (const row of rows) {
    if (literal.length > 1) literal += ',';
    const value: unknown = row[name];
    literal += value === null || value === undefined ? 'NULL' : write(value);
  }
  return `${literal}}`;
}

function bare(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function quoted(value: unknown): string {
  const text = textOf(value);
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(ESCAPED, '\\$&')}"` : `"${text}"`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.length === 0 ? '{}' : `{${value.map(quoted).join(',')}}`;
  return JSON.stringify(value);
}

const NEEDS_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;
