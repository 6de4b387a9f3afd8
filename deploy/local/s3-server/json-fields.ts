/**
 * Reads the fields of a JSON file that we wrote ourselves and still don't trust: a truncated or foreign file must be
 * noticed at start, not at the first request that meets it.
 */
export class JsonFields {
  private readonly fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown) {
    if (!isRecord(value)) throw new Error('expected a JSON object');
    this.fields = value;
  }

  static parse(text: string): JsonFields {
    const value: unknown = JSON.parse(text);
    return new JsonFields(value);
  }

  text(name: string): string {
    const value = this.fields[name];
    if (typeof value !== 'string') throw new Error(`${name} is not a string`);
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.fields[name] === undefined ? undefined : this.text(name);
  }

  number(name: string): number {
    const value = this.fields[name];
    if (typeof value !== 'number') throw new Error(`${name} is not a number`);
    return value;
  }

  optionalNumber(name: string): number | undefined {
    return this.fields[name] === undefined ? undefined : this.number(name);
  }

  flag(name: string): boolean {
    const value = this.fields[name];
    if (typeof value !== 'boolean') throw new Error(`${name} is not a boolean`);
    return value;
  }

  /** A string-to-string object. */
  texts(name: string): Record<string, string> {
    const value = this.fields[name];
    if (!isRecord(value)) throw new Error(`${name} is not an object`);
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => {
        if (typeof entry !== 'string') throw new Error(`${name}.${key} is not a string`);
        return [key, entry];
      }),
    );
  }

  optional<T>(name: string, read: (fields: JsonFields) => T): T | undefined {
    return this.fields[name] === undefined ? undefined : read(new JsonFields(this.fields[name]));
  }

  list<T>(name: string, read: (fields: JsonFields) => T): T[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) throw new Error(`${name} is not an array`);
    return value.map((entry: unknown) => read(new JsonFields(entry)));
  }

  /** One of a closed list of strings. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const text = this.text(name);
    const match = allowed.find((candidate) => candidate === text);
    if (match === undefined) throw new Error(`${name} is not one of ${allowed.join(', ')}`);
    return match;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
