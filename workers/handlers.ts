import type { Type } from '@nestjs/common';
import type { JobName } from '../src/jobs/jobs.js';
import type { JobHandler } from './job-handler.js';

/** Which class does which job. A job without its handler doesn't compile. */
export const HANDLERS: { readonly [Name in JobName]?: Type<JobHandler<Name>> } = {};
