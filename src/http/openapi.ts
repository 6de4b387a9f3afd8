import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ERROR_STATUS } from './error-codes.js';
import { renameRefs, toOpenApiSchema } from './openapi-schema.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * The API's description, made from the routes and their zod contracts.
 * @nestjs/swagger asks zod for OpenAPI 3.0 schemas whatever version it prints, so zod's own JSON Schema (2020-12, which
 * is OpenAPI 3.1's dialect) goes in through its converter.
 * @param app may be in preview mode: nothing but the modules and decorators is looked at
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Akashi')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'ak_brand_…' }, 'brandKey')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'ak_station_…' }, 'stationKey')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'ak_operator_…' }, 'operatorKey')
    .addCookieAuth('__Host-akashi_session', { type: 'apiKey', in: 'cookie' }, 'sessionCookie')
    .addCookieAuth('__Host-akashi_station', { type: 'apiKey', in: 'cookie' }, 'stationCookie')
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: operationId,
    standardSchemaConverter: (schema, { schemaType }) => toOpenApiSchema(schema, schemaType),
  });
  addProblems(document);
  makeOptional(document, 'accept-language');
  return withShortNames(document);
}

/** A contract that is only ever sent needs no suffix: `OrderBodyInput` becomes `OrderBody` where no other has that name. */
function withShortNames(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const prefix = '#/components/schemas/';
  const shorten = (name: string) => {
    const short = name.replace(/Input$/, '');
    return short in schemas ? name : short;
  };
  renameRefs(document, (ref) => (ref.startsWith(prefix) ? prefix + shorten(ref.slice(prefix.length)) : ref));
  const renamed = Object.entries(schemas).map(([name, schema]) => [shorten(name), schema] as const);
  document.components = { ...document.components, schemas: Object.fromEntries(renamed) };
  return document;
}

/** `OrdersController.create` → `orders_create`. */
export function operationId(controller: string, method: string): string {
  const resource = controller.replace(/Controller$/, '').replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_');
  return `${resource.toLowerCase()}_${method}`;
}

function addProblems(document: OpenAPIObject): void {
  document.components ??= {};
  document.components.schemas = { ...document.components.schemas, Problem: PROBLEM_SCHEMA };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation: Operation | undefined = path[method];
      if (operation) operation.responses.default ??= PROBLEM_RESPONSE;
    }
  }
}

/** @nestjs/swagger takes every `@Headers` parameter for required. */
function makeOptional(document: OpenAPIObject, header: string): void {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      for (const parameter of path[method]?.parameters ?? []) {
        if ('name' in parameter && parameter.in === 'header' && parameter.name === header)
          parameter.required = false;
      }
    }
  }
}

const PROBLEM_RESPONSE = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'Every refusal and failure. `code` is stable; `detail` says what to do.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance', 'requestId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERROR_STATUS).sort() },
    detail: { type: 'string' },
    instance: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
  additionalProperties: true,
};

const DESCRIPTION = [
  'Times are ISO 8601 in UTC, money is an integer in minor units with an ISO 4217 currency, ids are opaque.',
  'Lists are paged: pass `next` back as `cursor`. Creating calls take an `Idempotency-Key`.',
  'Each operation states in `x-akashi-access` who may call it.',
].join(' ');
