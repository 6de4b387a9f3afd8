import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { parseConfig } from '../config/env.js';
import { createLogger } from '../logging/logger.js';
import { openApiDocument } from './openapi.js';

/**
 * Prints the API's description on stdout without any service running: Nest's preview mode reads modules and decorators
 * but creates nothing, so the addresses below are never used.
 */
const parsed = parseConfig({
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  S3_ENDPOINT: 'http://127.0.0.1:1',
  S3_ACCESS_KEY_ID: 'none',
  S3_SECRET_ACCESS_KEY: 'none-none',
  AKASHI_SECRET: randomBytes(32).toString('base64url'),
  AKASHI_OPERATOR_KEY: `ak_operator_${randomBytes(32).toString('base64url')}`,
  SIGNING_KEY_FILE: 'none',
  LOG_SIGNING_KEY_FILE: 'none',
});
if (parsed.problems) throw new Error(parsed.problems.join('; '));
const app = await NestFactory.create(
  AppModule.forRoot(parsed.config, createLogger('silent', 'api')),
  new FastifyAdapter(),
  { preview: true, logger: false, abortOnError: false },
);
process.stdout.write(`${JSON.stringify(openApiDocument(app), null, 2)}\n`);
