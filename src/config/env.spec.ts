import { randomBytes } from 'node:crypto';
import { parseConfig } from './env.js';

const usable = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://akashi:x@127.0.0.1:5432/akashi',
  S3_ENDPOINT: 'http://127.0.0.1:9000',
  S3_ACCESS_KEY_ID: 'akashi',
  S3_SECRET_ACCESS_KEY: randomBytes(24).toString('base64url'),
  AKASHI_SECRET: randomBytes(48).toString('base64url'),
  AKASHI_OPERATOR_KEY: `ak_operator_${randomBytes(32).toString('base64url')}`,
  SIGNING_KEY_FILE: '/var/lib/akashi/signing.pem',
  LOG_SIGNING_KEY_FILE: '/var/lib/akashi/log.pem',
};

function problemsOf(overrides: NodeJS.ProcessEnv): string[] {
  return parseConfig({ ...usable, ...overrides }).problems ?? [];
}

describe('the environment', () => {
  it('gives defaults for everything that is not a secret or an address', () => {
    const parsed = parseConfig(usable);
    if (parsed.problems) throw new Error(parsed.problems.join('; '));
    expect(parsed.config.http).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
    });
    expect(parsed.config.s3.buckets.originals).toBe('akashi-originals');
    expect(parsed.config.queue).toMatchObject({ redisUrl: undefined, schema: 'bullmq' });
  });

  it('names the log after the public address, and locks its checkpoints for years in production alone', () => {
    const logOf = (overrides: NodeJS.ProcessEnv) => parseConfig({ ...usable, ...overrides });
    expect(logOf({ PUBLIC_URL: 'https://shop.example/akashi/' })).toMatchObject({
      config: { log: { origin: 'shop.example/akashi/log', checkpointLockDays: 3650 } },
    });
    expect(logOf({ NODE_ENV: 'test', LOG_ORIGIN: 'x.example' })).toMatchObject({
      config: { log: { origin: 'x.example', checkpointLockDays: 1 } },
    });
    expect(problemsOf({ LOG_ORIGIN: 'a+b' })).toHaveLength(1);
  });

  it('lists all problems at once', () => {
    const problems = problemsOf({ DATABASE_URL: 'mysql://x', PORT: 'abc', S3_ENDPOINT: '' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['PORT', 'DATABASE_URL', 'S3_ENDPOINT']);
  });

  it('refuses plain http for any public address but loopback', () => {
    expect(problemsOf({ PUBLIC_URL: 'http://shop.example' })).toHaveLength(1);
    expect(problemsOf({ PUBLIC_URL: 'https://shop.example' })).toHaveLength(0);
    expect(problemsOf({ PUBLIC_URL: 'http://localhost:3000' })).toHaveLength(0);
  });

  it('refuses placeholder and short secrets outside development', () => {
    const placeholder = { AKASHI_SECRET: 'a'.repeat(64) };
    expect(problemsOf(placeholder)).toHaveLength(1);
    expect(problemsOf({ ...placeholder, NODE_ENV: 'development' })).toHaveLength(0);
    expect(problemsOf({ AKASHI_SECRET: randomBytes(16).toString('base64url') })).toHaveLength(1);
    expect(problemsOf({ AKASHI_OPERATOR_KEY: 'ak_operator_changeme-changeme-changeme' })).toHaveLength(1);
    expect(problemsOf({ S3_SECRET_ACCESS_KEY: 'minioadmin' })).toHaveLength(1);
  });
});
