import { z } from 'zod';
import { type AppConfig, parseConfig } from '../../src/config/env.js';

const environment = z.object({
  BENCH_API_URLS: z.string().transform((text) => text.split(',')),
  BENCH_RIVALS: z.string().optional(),
  BENCH_REPOSITORY: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().min(1),
  AKASHI_OPERATOR_KEY: z.string().min(1),
});

/** The instance that is measured; deploy/local/bench-queue.mjs starts it and says where it is. */
export const bench = environment.parse(process.env);

/** The instance's configuration with other storage: a database and a Redis database of the caller's own. */
export function configOn(more: { databaseUrl: string; redisUrl: string }): AppConfig {
  const env = { ...process.env, DATABASE_URL: more.databaseUrl, REDIS_URL: more.redisUrl };
  const parsed = parseConfig({ ...env, LOG_LEVEL: 'warn' });
  if (parsed.problems) throw new Error(parsed.problems.join('\n'));
  return parsed.config;
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
