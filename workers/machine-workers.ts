import type { Job } from 'bullmq';
import type { AppConfig } from '../src/config/env.js';
import { MACHINE_QUEUES, type MachineQueue } from '../src/jobs/jobs.js';
import type { QueueBackend, RunningWorker } from '../src/jobs/queue-backend.js';
import { type JobTools, runJob } from './run-job.js';

// Renewed at half of it, also while ffmpeg runs (a process of its own): a killed worker's jobs are taken over within 40 s.
const LOCK_MS = 30_000;
const STALLED_CHECK_MS = 10_000;
// A killed worker's jobs are found stalled and given to another; more often than this and the job itself kills workers.
const MAX_STALLED = 3;

/** Starts one worker for each machine queue. */
export function startMachineWorkers(
  backend: QueueBackend,
  config: AppConfig,
  tools: JobTools,
): RunningWorker[] {
  const concurrency: Record<MachineQueue, number> = {
    clips: 2,
    media: config.worker.mediaConcurrency,
    evidence: 2,
    // It takes the processor for itself: two at once would only take turns.
    simulations: 1,
  };
  return MACHINE_QUEUES.map((queue) =>
    backend.worker(
      queue,
      // BullMQ hands over an AbortSignal only to processors that declare all three parameters.
      (job: Job<unknown>, _token?: string, signal?: AbortSignal) =>
        runJob(job, signal ?? new AbortController().signal, tools),
      {
        concurrency: concurrency[queue],
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        maxStalledCount: MAX_STALLED,
      },
    ),
  );
}

/** Stops taking jobs, cancels those that run (they are tried again later) and waits until they have let go. */
export async function stopMachineWorkers(workers: readonly RunningWorker[]): Promise<void> {
  const closing = workers.map((worker) => worker.close());
  for (const worker of workers) worker.cancelAllJobs('the worker is stopping');
  await Promise.all(closing);
}
