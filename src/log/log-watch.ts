import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '../http/app-error.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { LogMetrics } from './log.metrics.js';

/** Says aloud that the log isn't what it was. */
@Injectable()
export class LogWatch {
  constructor(
    private readonly metrics: LogMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  refuse(err: Error): AppError {
    this.metrics.countRefusal('checkpoint');
    this.logger.error({ err }, 'no checkpoint signed: the log is not what was signed before');
    return new AppError(
      'log_inconsistent',
      'The log does not continue what was signed before, so nothing was signed. Its operator must find out who changed it.',
    );
  }
}
