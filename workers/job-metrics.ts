import { Histogram, type Registry } from 'prom-client';
import type { JobName } from '../src/jobs/jobs.js';

/** Durations of jobs by name and outcome. */
export class JobMetrics {
  private readonly durations: Histogram<'job' | 'outcome'>;

  constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'akashi_job_duration_seconds',
      help: 'Time that one attempt of a job took',
      labelNames: ['job', 'outcome'],
      buckets: [0.05, 0.25, 1, 5, 15, 60, 300, 1800],
      registers: [registry],
    });
  }

  observe(job: JobName, outcome: 'done' | 'failed', seconds: number): void {
    this.durations.observe({ job, outcome }, seconds);
  }
}
