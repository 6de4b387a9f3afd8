import type { Type } from '@nestjs/common';
import type { JobName } from '../src/jobs/jobs.js';
import { AssembleClipJob } from './assemble-clip.job.js';
import { DigestClipJob } from './digest-clip.job.js';
import { ExportClipJob } from './export-clip.job.js';
import type { JobHandler } from './job-handler.js';
import { PlaceLegalHoldsJob } from './place-legal-holds.job.js';
import { RebuildClipJob } from './rebuild-clip.job.js';
import { RenderClipJob } from './render-clip.job.js';
import { RunSimulationJob } from './run-simulation.job.js';
import { SealClipJob } from './seal-clip.job.js';
import { SealShipmentJob } from './seal-shipment.job.js';
import { SealStageJob } from './seal-stage.job.js';

/** Which class does which job. A job without its handler doesn't compile. */
export const HANDLERS: { readonly [Name in JobName]: Type<JobHandler<Name>> } = {
  'assemble-clip': AssembleClipJob,
  'render-clip': RenderClipJob,
  'digest-clip': DigestClipJob,
  'export-clip': ExportClipJob,
  'rebuild-clip': RebuildClipJob,
  'seal-clip': SealClipJob,
  'seal-stage': SealStageJob,
  'seal-shipment': SealShipmentJob,
  'place-legal-holds': PlaceLegalHoldsJob,
  'run-simulation': RunSimulationJob,
};
