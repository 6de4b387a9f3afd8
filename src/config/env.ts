import { tmpdir } from 'node:os';
import { z } from 'zod';
import { parseRedisUrl } from '../jobs/redis-address.js';

/**
 * The only reader of `process.env` in the API and the workers. Everything is checked once, before Nest starts; all
 * problems are reported together, so that an operator mends a deployment in one go.
 */

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);
const PLACEHOLDER = /^(change-?_?me|replace|example|placeholder|password|insecure|secret|your[-_])/i;
const MIN_SECRET_BYTES = 32;
const MIN_DISTINCT_CHARACTERS = 12;

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().positive();
const redisUrl = z.string().superRefine((url, context) => {
  const problem = parseRedisUrl(url);
  if (typeof problem === 'string') context.addIssue({ code: 'custom', message: problem });
});
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL_MAX: positive.default(10),
  DATABASE_CONNECT_TIMEOUT_MS: positive.default(5_000),
  QUEUE_POOL_MAX: positive.default(3),
  QUEUE_SCHEMA: z
    .string()
    .regex(/^[a-z_][a-z0-9_]{0,62}$/)
    .default('bullmq'),
  REDIS_URL: redisUrl.optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(8),
  S3_BUCKET_PREFIX: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,40}$/)
    .default('akashi-'),
  S3_FORCE_PATH_STYLE: flag.default(true),
  AKASHI_SECRET: z.string().regex(/^[A-Za-z0-9_-]+={0,2}$/, 'must be base64url'),
  AKASHI_OPERATOR_KEY: z
    .string()
    .regex(/^ak_operator_[A-Za-z0-9_-]{24,}$/, 'must be "ak_operator_" and at least 24 characters'),
  SIGNING_KEY_FILE: z.string().min(1),
  LOG_SIGNING_KEY_FILE: z.string().min(1),
  LOG_ORIGIN: z
    .string()
    .regex(
      /^[!-*,-~]{1,200}$/,
      'must be visible ASCII without spaces and plus signs, such as akashi.example.com/log',
    )
    .optional(),
  LOG_CHECKPOINT_EVERY_MINUTES: positive.default(60),
  LOG_CHECKPOINT_LOCK_DAYS: positive.optional(),
  EVIDENCE_LOCK_DAYS: z.coerce.number().int().min(0).max(36_500).optional(),
  TSA_URL: z.url({ protocol: /^https?$/ }).optional(),
  TSA_CA_FILE: z.string().min(1).optional(),
  TSA_TIMEOUT_MS: positive.default(10_000),
  FFMPEG_PATH: z.string().min(1).optional(),
  FFPROBE_PATH: z.string().min(1).optional(),
  SCRATCH_DIR: z.string().min(1).optional(),
  SHUTDOWN_DELAY_MS: z.coerce.number().int().min(0).default(0),
  HTTP_BODY_LIMIT_BYTES: positive.default(4 * 1024 * 1024),
  UPLOAD_SEGMENT_MAX_BYTES: positive.default(8 * 1024 * 1024),
  UPLOAD_CLIP_MAX_BYTES: positive.default(20 * 1024 * 1024 * 1024),
  UPLOAD_CLIP_MAX_SEGMENTS: positive.default(10_000),
  UPLOAD_STATION_MAX_OPEN_CLIPS: positive.default(200),
  UPLOAD_STATION_DAY_MAX_BYTES: positive.default(500 * 1024 ** 3),
  AUDIT_AT: z.coerce.number().int().min(0).max(23).default(17),
  WORKER_METRICS_PORT: port.optional(),
  WORKER_MEDIA_CONCURRENCY: positive.default(1),
});

type Environment = z.infer<typeof environment>;

/** Parsed configuration of one process. Units are in the names; nothing here changes after the start. */
export interface AppConfig {
  nodeEnv: Environment['NODE_ENV'];
  logLevel: Environment['LOG_LEVEL'];
  http: {
    host: string;
    port: number;
    /** Origin (and path prefix, if any) that browsers see, without a trailing slash. */
    publicUrl: string;
    /** True when browsers reach us over https: cookies get `Secure` and the `__Host-` prefix. */
    secureCookies: boolean;
    bodyLimitBytes: number;
    /** How long readiness says 503 before the server closes; as long as a load balancer needs to notice. */
    shutdownDelayMs: number;
  };
  database: { url: string; poolMax: number; connectTimeoutMs: number };
  /** `redisUrl` as `parseRedisUrl` reads it: one server, a Cluster or Sentinels. */
  queue: { redisUrl?: string; schema: string; poolMax: number };
  s3: {
    endpoint: string;
    /** The host that browsers see and that the CSP names; the same as `endpoint` unless set. */
    publicEndpoint: string;
    region: string;
    accessKeyId: string;
    secretAccessKey: string;
    forcePathStyle: boolean;
    buckets: { incoming: string; originals: string; derived: string; ledger: string; checkpoints: string };
  };
  secrets: {
    /** At least 32 random bytes (base64url); keys are derived from it with HKDF, it is never used itself. */
    instanceSecret: string;
    operatorKey: string;
    /** PEM file with the service's P-256 private key. */
    signingKeyFile: string;
    /** PEM file with the Ed25519 private key that signs the log's checkpoints. */
    logSigningKeyFile: string;
  };
  log: {
    /** Whose log it is, in every checkpoint: the public address without its scheme. */
    origin: string;
    checkpointEveryMinutes: number;
    /** How long storage refuses to delete a checkpoint, whoever asks. */
    checkpointLockDays: number;
  };
  /** How long storage refuses to delete an original or a signed document without a right of its own; 0: it isn't asked to. */
  evidence: { lockDays: number };
  /** Who stamps the time (RFC 3161); without `url` everything stays pending. `caFile`: PEM that its certificates must lead to. */
  timeStamps: { url?: string; caFile?: string; timeoutMs: number };
  media: { ffmpegPath?: string; ffprobePath?: string; scratchDir: string };
  uploads: {
    segmentMaxBytes: number;
    clipMaxBytes: number;
    clipMaxSegments: number;
    /** Recordings of one station that are neither completed nor given up. */
    stationMaxOpenClips: number;
    /** Of segments that one station sends in a day (UTC). */
    stationDayMaxBytes: number;
  };
  /** From this hour on the worker audits, once a UTC day. */
  audit: { hourUtc: number };
  worker: { metricsPort?: number; mediaConcurrency: number };
}

export type ParsedConfig = { config: AppConfig; problems?: undefined } | { problems: string[] };

/**
 * Parses an environment into the configuration.
 * @param source usually `process.env`; empty strings count as unset, as compose files produce them
 * @returns the configuration, or every problem as `NAME: what is wrong`
 */
export function parseConfig(source: NodeJS.ProcessEnv): ParsedConfig {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const publicUrl = (parsed.data.PUBLIC_URL ?? `http://127.0.0.1:${parsed.data.PORT}`).replace(/\/+$/, '');
  const problems = [...publicUrlProblems(publicUrl), ...secretProblems(parsed.data)];
  return problems.length > 0 ? { problems } : { config: toConfig(parsed.data, publicUrl) };
}

/** Reads `process.env`, or prints all problems to stderr and ends the process with exit code 1. */
export function loadConfig(): AppConfig {
  const parsed = parseConfig(process.env);
  if (parsed.problems) {
    const lines = parsed.problems.map((problem) => `  - ${problem}`).join('\n');
    process.stderr.write(`The configuration is not usable:\n${lines}\n`);
    process.exit(1);
  }
  return parsed.config;
}

/** The database's address alone, for a command that needs nothing else; undefined when it isn't set. */
export function databaseUrlOfEnvironment(): string | undefined {
  return process.env.DATABASE_URL || undefined;
}

/** True for a URL whose host is this machine; only there may browsers use plain http. */
export function isLoopbackUrl(url: string): boolean {
  return LOOPBACK_HOSTS.has(new URL(url).hostname);
}

function publicUrlProblems(publicUrl: string): string[] {
  if (publicUrl.startsWith('https://') || isLoopbackUrl(publicUrl)) return [];
  return ['PUBLIC_URL: must be https, unless it is a loopback address'];
}

function secretProblems(env: Environment): string[] {
  const problems: string[] = [];
  if (Buffer.from(env.AKASHI_SECRET, 'base64url').length < MIN_SECRET_BYTES) {
    problems.push(
      `AKASHI_SECRET: must hold at least ${MIN_SECRET_BYTES} random bytes (openssl rand -base64 48)`,
    );
  }
  if (env.NODE_ENV === 'development') return problems;
  const secrets = {
    AKASHI_SECRET: env.AKASHI_SECRET,
    AKASHI_OPERATOR_KEY: env.AKASHI_OPERATOR_KEY.replace('ak_operator_', ''),
  };
  for (const [name, value] of Object.entries(secrets)) {
    if (looksLikePlaceholder(value)) problems.push(`${name}: looks like a placeholder; use random bytes`);
  }
  if (PLACEHOLDER.test(env.S3_SECRET_ACCESS_KEY) || env.S3_SECRET_ACCESS_KEY === 'minioadmin') {
    problems.push('S3_SECRET_ACCESS_KEY: looks like a placeholder');
  }
  return problems;
}

function looksLikePlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || new Set(value).size < MIN_DISTINCT_CHARACTERS;
}

function toConfig(env: Environment, publicUrl: string): AppConfig {
  return {
    nodeEnv: env.NODE_ENV,
    logLevel: env.LOG_LEVEL,
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl,
      secureCookies: publicUrl.startsWith('https://'),
      bodyLimitBytes: env.HTTP_BODY_LIMIT_BYTES,
      shutdownDelayMs: env.SHUTDOWN_DELAY_MS,
    },
    database: {
      url: env.DATABASE_URL,
      poolMax: env.DATABASE_POOL_MAX,
      connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
    },
    queue: { redisUrl: env.REDIS_URL, schema: env.QUEUE_SCHEMA, poolMax: env.QUEUE_POOL_MAX },
    s3: toS3Config(env),
    secrets: {
      instanceSecret: env.AKASHI_SECRET,
      operatorKey: env.AKASHI_OPERATOR_KEY,
      signingKeyFile: env.SIGNING_KEY_FILE,
      logSigningKeyFile: env.LOG_SIGNING_KEY_FILE,
    },
    evidence: { lockDays: env.EVIDENCE_LOCK_DAYS ?? EVIDENCE_LOCK_DAYS[env.NODE_ENV] },
    log: toLogConfig(env, publicUrl),
    timeStamps: { url: env.TSA_URL, caFile: env.TSA_CA_FILE, timeoutMs: env.TSA_TIMEOUT_MS },
    media: {
      ffmpegPath: env.FFMPEG_PATH,
      ffprobePath: env.FFPROBE_PATH,
      scratchDir: env.SCRATCH_DIR ?? tmpdir(),
    },
    uploads: {
      segmentMaxBytes: env.UPLOAD_SEGMENT_MAX_BYTES,
      clipMaxBytes: env.UPLOAD_CLIP_MAX_BYTES,
      clipMaxSegments: env.UPLOAD_CLIP_MAX_SEGMENTS,
      stationMaxOpenClips: env.UPLOAD_STATION_MAX_OPEN_CLIPS,
      stationDayMaxBytes: env.UPLOAD_STATION_DAY_MAX_BYTES,
    },
    audit: { hourUtc: env.AUDIT_AT },
    worker: { metricsPort: env.WORKER_METRICS_PORT, mediaConcurrency: env.WORKER_MEDIA_CONCURRENCY },
  };
}

function toS3Config(env: Environment): AppConfig['s3'] {
  const prefix = env.S3_BUCKET_PREFIX;
  return {
    endpoint: env.S3_ENDPOINT,
    publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
    region: env.S3_REGION,
    accessKeyId: env.S3_ACCESS_KEY_ID,
    secretAccessKey: env.S3_SECRET_ACCESS_KEY,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
    buckets: {
      incoming: `${prefix}incoming`,
      originals: `${prefix}originals`,
      derived: `${prefix}derived`,
      ledger: `${prefix}ledger`,
      checkpoints: `${prefix}checkpoints`,
    },
  };
}

/** Outside of production a lock for years would only be litter. */
const LOCK_DAYS = { production: 3650, development: 1, test: 1 } as const;
/** A card's chargeback may come 165 days after the sale. */
const EVIDENCE_LOCK_DAYS = { production: 180, development: 1, test: 1 } as const;

function toLogConfig(env: Environment, publicUrl: string): AppConfig['log'] {
  return {
    origin: env.LOG_ORIGIN ?? `${publicUrl.replace(/^https?:\/\//, '')}/log`,
    checkpointEveryMinutes: env.LOG_CHECKPOINT_EVERY_MINUTES,
    checkpointLockDays: env.LOG_CHECKPOINT_LOCK_DAYS ?? LOCK_DAYS[env.NODE_ENV],
  };
}
