import { z } from 'zod';

type JsonSchema = Record<string, unknown>;
type Components = Record<string, JsonSchema>;
type Direction = 'input' | 'output';

/**
 * A zod schema as OpenAPI 3.1 shows it. Schemas with `.meta({ id })` become named components. A contract whose input
 * differs from its output (defaults, coercion) gets a second component, `<id>Input`, where it is sent.
 * Query and path schemas must not have an id: their properties become single parameters.
 */
export function toOpenApiSchema(schema: unknown, direction: Direction) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = convert(schema, direction);
  if (direction === 'output') return converted;
  const differing = differingNames(converted.components, convert(schema, 'output').components);
  return {
    schema: renamed(converted.schema, differing),
    components: renamedAll(converted.components, differing),
  };
}

function convert(schema: z.ZodType, direction: Direction): { schema: JsonSchema; components: Components } {
  const { $defs, $schema: _dialect, ...root } = jsonSchemaOf(schema, direction);
  const components: Components = {};
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = withoutId(definition);
  if (typeof root.id !== 'string') return { schema: root, components };
  components[root.id] = withoutId(root);
  return { schema: { $ref: `#/$defs/${root.id}` }, components };
}

function jsonSchemaOf(schema: z.ZodType, direction: Direction): JsonSchema & { $defs?: Components } {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: direction,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => omitSafeRange(jsonSchema),
  });
}

/** zod bounds integers by JavaScript's safe range, which tells a reader nothing. */
function omitSafeRange(schema: { maximum?: number; minimum?: number }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}

/** In JSON Schema 2020-12 `id` is no keyword; the component's key is its name. */
function withoutId({ id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Names of components that differ between the directions, and of those that refer to such a one. */
function differingNames(input: Components, output: Components): Set<string> {
  const differing = new Set<string>();
  for (const [name, schema] of Object.entries(input)) {
    if (JSON.stringify(schema) !== JSON.stringify(output[name])) differing.add(name);
  }
  for (let before = -1; before !== differing.size;) {
    before = differing.size;
    for (const [name, schema] of Object.entries(input)) {
      const text = JSON.stringify(schema);
      if ([...differing].some((other) => text.includes(`"#/$defs/${other}"`))) differing.add(name);
    }
  }
  return differing;
}

function renamedAll(components: Components, differing: Set<string>): Components {
  return Object.fromEntries(
    Object.entries(components).map(([name, schema]) => [
      differing.has(name) ? `${name}Input` : name,
      renamed(schema, differing),
    ]),
  );
}

function renamed(schema: JsonSchema, differing: Set<string>): JsonSchema {
  const prefix = '#/$defs/';
  renameRefs(schema, (ref) => (differing.has(ref.slice(prefix.length)) ? `${ref}Input` : ref));
  return schema;
}

/** Changes each `$ref` in a JSON value, in place. */
export function renameRefs(value: unknown, rename: (ref: string) => string): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === '$ref' && typeof child === 'string') Reflect.set(value, key, rename(child));
    else renameRefs(child, rename);
  }
}
