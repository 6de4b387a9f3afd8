import type { JobName, JobPayload } from '../src/jobs/jobs.js';
import type { Logger } from '../src/logging/logger.js';

/** What a handler is told besides its payload. */
export interface JobContext {
  /** Aborts when the worker stops: cancel ffmpeg and let the attempt fail, the job is tried again elsewhere. */
  signal: AbortSignal;
  /** Counts from 1. */
  attempt: number;
  /** True when no attempt follows: the moment to write down that the work can't be done. */
  isLastAttempt: boolean;
  logger: Logger;
}

/**
 * Does one kind of job. Reloads everything from the ids in the payload, returns early when the work is gone or done, and
 * is safe to run twice: two workers may hold the same job after a network cut.
 */
export interface JobHandler<Name extends JobName> {
  run(payload: JobPayload<Name>, context: JobContext): Promise<void>;
}
