import { newId } from '../../src/database/ids.js';

type Schema = Record<string, unknown>;

export interface Description {
  components?: { schemas?: Record<string, Schema> };
}

/** Values for strings with a pattern, tried in turn. */
const PATTERN_SAMPLES = [
  ...[
    'walk',
    'JPY',
    'JP',
    '#112233',
    'C-0001',
    '20096118543',
    '4901234567894',
    'ABC-1',
    '12:00',
    'ja',
    'XX1',
    '7',
  ],
  `${'A'.repeat(43)}=`,
  'A'.repeat(124),
  '0'.repeat(32),
];
const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  uuid: newId(),
  email: 'walk@example.com',
  date: '2026-11-30',
  'date-time': new Date().toISOString(),
  uri: 'https://example.com/',
};

/**
 * The smallest JSON value that fits a schema of the API's description; enough to get past validation to the question
 * whether the caller may do it at all.
 */
export function sampleOf(schema: Schema, description: Description): unknown {
  const ref = schema.$ref;
  if (typeof ref === 'string') return sampleOf(named(ref, description), description);
  if ('default' in schema) return schema.default;
  if ('const' in schema) return schema.const;
  const choices = schema.enum ?? schema.examples;
  if (Array.isArray(choices)) return choices[0];
  const [alternative] = [schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list) ? (list as Schema[]) : [],
  );
  if (alternative) return sampleOf(alternative, description);
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, description);
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        sampleOf(schema.items as Schema, description),
      );
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 1);
    case 'boolean':
      return false;
    case 'string':
      return sampleString(schema);
    default:
      return null;
  }
}

function sampleObject(schema: Schema, description: Description): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {}, description)]));
}

function sampleString(schema: Schema): string {
  const format = typeof schema.format === 'string' ? FORMAT_SAMPLES[schema.format] : undefined;
  if (format) return format;
  const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : undefined;
  const text = pattern ? PATTERN_SAMPLES.find((sample) => pattern.test(sample)) : 'sample';
  if (text === undefined) throw new Error(`add a sample that fits ${String(schema.pattern)}`);
  return text.padEnd(Number(schema.minLength ?? 0), 'x');
}

function named(ref: string, description: Description): Schema {
  const name = ref.split('/').at(-1) ?? '';
  const schema = description.components?.schemas?.[name];
  if (!schema) throw new Error(`the description has no schema ${name}`);
  return schema;
}
