import { Injectable } from '@nestjs/common';
import { LogAppender } from '../../src/log/log-appender.js';
import type { Sweep } from './sweep.js';

/** Gives sealed documents their places in the log; sealing doesn't wait for it. */
@Injectable()
export class AppendToLogSweep implements Sweep {
  readonly name = 'append-to-log';
  readonly everyMs = 1_000;

  constructor(private readonly appender: LogAppender) {}

  async run(signal: AbortSignal): Promise<number> {
    return this.appender.append(signal);
  }
}
