import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, parseConfig } from '../../src/config/env.js';
import { createApp } from '../../src/http/create-app.js';
import { type Environment, testEnvironment } from './services.js';

/**
 * The API inside the test's own process, on this worker's database: requests are injected, nothing listens. For tests
 * that need sockets or a second process take `startApi()` of processes.ts.
 */
export async function createTestApp(env: Environment = {}): Promise<NestFastifyApplication> {
  return createApp(await testConfig(env));
}

/** This worker's configuration, with `env` over it. Logs are off unless LOG_LEVEL says otherwise. */
export async function testConfig(env: Environment = {}): Promise<AppConfig> {
  const parsed = parseConfig({
    ...(await testEnvironment()),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    ...env,
  });
  if (parsed.problems) throw new Error(parsed.problems.join('\n'));
  return parsed.config;
}
