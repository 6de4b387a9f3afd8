import { Injectable } from '@nestjs/common';
import { CheckpointsService } from '../../src/log/checkpoints.service.js';
import { LogPublisher } from '../../src/log/log-publisher.js';
import type { Sweep } from './sweep.js';

/** Signs the hourly checkpoint of the log and copies what is new to object storage. Apart from appending: storage may be slow. */
@Injectable()
export class PublishLogSweep implements Sweep {
  readonly name = 'publish-log';
  readonly everyMs = 2_000;

  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly publisher: LogPublisher,
  ) {}

  async run(signal: AbortSignal): Promise<number> {
    await this.checkpoints.makeIfDue();
    return this.publisher.publish(signal);
  }
}
