import { z } from 'zod';
import { toOpenApiSchema } from './openapi-schema.js';

const Inner = z.strictObject({ size: z.int().default(1) }).meta({ id: 'SpecInner' });
const Outer = z.strictObject({ inner: Inner, tag: z.literal('x') }).meta({ id: 'SpecOuter' });

describe('a contract in the description', () => {
  it('is a named component with named parts', () => {
    const shown = toOpenApiSchema(Outer, 'output');
    expect(shown?.schema).toEqual({ $ref: '#/$defs/SpecOuter' });
    expect(Object.keys(shown?.components ?? {}).sort()).toEqual(['SpecInner', 'SpecOuter']);
    expect(shown?.components.SpecInner).toMatchObject({
      required: ['size'],
      properties: { size: { type: 'integer' } },
    });
  });

  it('has a second component where what is sent differs, and so has everything that holds it', () => {
    const shown = toOpenApiSchema(Outer, 'input');
    expect(shown?.schema).toEqual({ $ref: '#/$defs/SpecOuterInput' });
    expect(shown?.components.SpecOuterInput).toMatchObject({
      properties: { inner: { $ref: '#/$defs/SpecInnerInput' } },
    });
    expect(shown?.components.SpecInnerInput).not.toHaveProperty('required');
  });

  it('has nothing of values that are no schema', () => {
    expect(toOpenApiSchema({ '~standard': {} }, 'input')).toBeUndefined();
  });
});
