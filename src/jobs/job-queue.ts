import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { currentRequestId } from '../logging/request-context.js';
import { type JobName, type JobPayload, JOBS } from './jobs.js';
import { QueueBackend } from './queue-backend.js';
import { within } from './within.js';

const ADD_TIMEOUT_MS = 3_000;
const BACKOFF_MS = 1_000;
// Failed jobs are kept for looking at; the sweeps don't need them.
const KEPT_FAILURES = 500;

export interface JobOptions {
  /** While a job with this key waits or runs, another one isn't added. Usually the id in the payload. */
  once?: string;
  delayMs?: number;
}

/** The typed producer of background jobs. */
@Injectable()
export class JobQueue {
  constructor(
    private readonly backend: QueueBackend,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Asks for a job, after the commit that makes it necessary. Never throws and never waits long: when the queue is away,
   * that is logged, and a sweep asks again from the state in the database.
   * @returns whether the queue took it
   */
  async add<Name extends JobName>(
    name: Name,
    payload: JobPayload<Name>,
    options: JobOptions = {},
  ): Promise<boolean> {
    const { queue, attempts } = JOBS[name];
    const envelope = { payload, requestId: currentRequestId() };
    try {
      const added = this.backend.queue(queue).add(name, envelope, {
        jobId: `${name}-${newId()}`,
        attempts,
        backoff: { type: 'exponential', delay: BACKOFF_MS, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: { count: KEPT_FAILURES },
        delay: options.delayMs,
        deduplication: options.once ? { id: `${name}-${options.once}` } : undefined,
      });
      await within(ADD_TIMEOUT_MS, added);
      return true;
    } catch (err) {
      this.logger.warn({ err, job: name }, 'the queue did not take a job; a sweep will ask again');
      return false;
    }
  }
}
