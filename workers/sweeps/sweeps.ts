import type { Type } from '@nestjs/common';
import { AppendToLogSweep } from './append-to-log.sweep.js';
import { EvidencePreserveSweep } from './evidence-preserve.sweep.js';
import { EvidenceRepairSweep } from './evidence-repair.sweep.js';
import { EvidenceSegmentsSweep } from './evidence-segments.sweep.js';
import { ForgetIdempotencyKeysSweep } from './forget-idempotency-keys.sweep.js';
import { ForgetSimulationsSweep } from './forget-simulations.sweep.js';
import { GuardTrucksSweep } from './guard-trucks.sweep.js';
import { LinkCustodySweep } from './link-custody.sweep.js';
import { MeasureServiceTimesSweep } from './measure-service-times.sweep.js';
import { MoveMissedTrucksSweep } from './move-missed-trucks.sweep.js';
import { PublishLogSweep } from './publish-log.sweep.js';
import { RepoolTasksSweep } from './repool-tasks.sweep.js';
import { RepairRetiredTicketsSweep } from './repair-retired-tickets.sweep.js';
import { RepairQueueStorageSweep } from './repair-queue-storage.sweep.js';
import { NightlyAuditSweep } from './nightly-audit.sweep.js';
import { PromoteForgottenTasksSweep, PromoteReleasedTasksSweep } from './promote-released-tasks.sweep.js';
import { RepairTicketsSweep } from './repair-tickets.sweep.js';
import { RequestTimestampsSweep } from './request-timestamps.sweep.js';
import { RerunSimulationsSweep } from './rerun-simulations.sweep.js';
import { ReturnLapsedLeasesSweep } from './return-lapsed-leases.sweep.js';
import type { Sweep } from './sweep.js';

/** Every sweep of the worker, one line each. */
export const SWEEPS: readonly Type<Sweep>[] = [
  AppendToLogSweep,
  EvidencePreserveSweep,
  EvidenceRepairSweep,
  EvidenceSegmentsSweep,
  ForgetIdempotencyKeysSweep,
  ForgetSimulationsSweep,
  GuardTrucksSweep,
  LinkCustodySweep,
  MeasureServiceTimesSweep,
  MoveMissedTrucksSweep,
  NightlyAuditSweep,
  PromoteForgottenTasksSweep,
  PromoteReleasedTasksSweep,
  PublishLogSweep,
  RepairQueueStorageSweep,
  RepairRetiredTicketsSweep,
  RepairTicketsSweep,
  RepoolTasksSweep,
  RequestTimestampsSweep,
  RerunSimulationsSweep,
  ReturnLapsedLeasesSweep,
];
