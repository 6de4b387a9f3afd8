import { type Job, UnrecoverableError } from 'bullmq';
import type { z } from 'zod';
import { newId } from '../src/database/ids.js';
import { isJobName, jobEnvelope, type JobName, type JobPayload, JOBS } from '../src/jobs/jobs.js';
import type { Logger } from '../src/logging/logger.js';
import { runInContext } from '../src/logging/request-context.js';
import type { JobHandler } from './job-handler.js';
import type { JobMetrics } from './job-metrics.js';

export type HandlerLookup = <Name extends JobName>(name: Name) => JobHandler<Name>;

export interface JobTools {
  handlerOf: HandlerLookup;
  logger: Logger;
  metrics: JobMetrics;
}

type StoredJob = Pick<Job<unknown>, 'name' | 'data' | 'attemptsMade' | 'opts'>;

/**
 * Runs one job that has arrived: checks its name and payload again (another version may have put it there), gives it the
 * request id of the request that asked for it, measures it, and lets failures go to BullMQ, which tries again.
 * @throws UnrecoverableError when no attempt can ever succeed
 */
export async function runJob(job: StoredJob, signal: AbortSignal, tools: JobTools): Promise<void> {
  if (!isJobName(job.name)) throw new UnrecoverableError(`this version knows no job "${job.name}"`);
  const envelope = jobEnvelope.safeParse(job.data);
  const requestId = envelope.data?.requestId ?? newId();
  const { name } = job;
  await runInContext({ requestId }, () => runKnown(name, envelope.data?.payload, job, { signal, tools }));
}

async function runKnown<Name extends JobName>(
  name: Name,
  stored: unknown,
  job: StoredJob,
  { signal, tools }: { signal: AbortSignal; tools: JobTools },
): Promise<void> {
  const payload = parsePayload(name, stored);
  const attempt = job.attemptsMade + 1;
  const isLastAttempt = attempt >= (job.opts.attempts ?? 1);
  const logger = tools.logger.child({ job: name, attempt, ...payload });
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1000;
  try {
    await tools.handlerOf(name).run(payload, { signal, attempt, isLastAttempt, logger });
    tools.metrics.observe(name, 'done', seconds());
    logger.info({ ms: Math.round(seconds() * 1000) }, 'job done');
  } catch (err) {
    tools.metrics.observe(name, 'failed', seconds());
    if (signal.aborted) logger.info('job stopped with the worker; it will be tried again');
    else logger[isLastAttempt ? 'error' : 'warn']({ err, isLastAttempt }, 'job failed');
    throw err;
  }
}

// The same table, typed so that a name and its payload stay together.
const PAYLOADS: { readonly [Name in JobName]: { payload: z.ZodType<JobPayload<Name>> } } = JOBS;

function parsePayload<Name extends JobName>(name: Name, stored: unknown): JobPayload<Name> {
  const parsed = PAYLOADS[name].payload.safeParse(stored);
  if (!parsed.success)
    throw new UnrecoverableError(`the payload of a "${name}" job does not fit this version`);
  return parsed.data;
}
