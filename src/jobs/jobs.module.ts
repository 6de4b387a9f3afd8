import { Global, Module } from '@nestjs/common';
import { JobQueue } from './job-queue.js';
import { QueueBackend } from './queue-backend.js';

/** Queues for API and workers; connections are opened when a queue is first used. */
@Global()
@Module({ providers: [QueueBackend, JobQueue], exports: [QueueBackend, JobQueue] })
export class JobsModule {}
