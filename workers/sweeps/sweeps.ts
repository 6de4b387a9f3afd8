import type { Type } from '@nestjs/common';
import { ForgetIdempotencyKeysSweep } from './forget-idempotency-keys.sweep.js';
import { RepairQueueStorageSweep } from './repair-queue-storage.sweep.js';
import type { Sweep } from './sweep.js';

/** Every sweep of the worker, one line each. */
export const SWEEPS: readonly Type<Sweep>[] = [ForgetIdempotencyKeysSweep, RepairQueueStorageSweep];
