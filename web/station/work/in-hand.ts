import { Problem } from '../../shared/api/problem.js';
import * as api from '../api/station-api.js';
import type { HeldRef, HeldTask } from '../api/types.js';
import { retried } from './action-queue.js';
import { haltOfProblem, haltOfStop, type Halt } from './stops.js';

/** The task that lay on this bench last. It outlives a reload and a power cut, as the box on the bench does. */
export interface InHand extends HeldRef {
  order: string;
}

const KEY = 'akashi.in-hand';

/** Notes what is on the bench now; null: nothing. */
export function noteInHand(held: HeldTask | null): void {
  if (!held) return localStorage.removeItem(KEY);
  const { task, token } = held;
  const inHand: InHand = { taskId: task.id, token, order: task.orderExternalId };
  return localStorage.setItem(KEY, JSON.stringify(inHand));
}

/** What was noted last, or null. */
export function notedInHand(): InHand | null {
  const noted = localStorage.getItem(KEY);
  const inHand: unknown = noted === null ? null : JSON.parse(noted);
  return isInHand(inHand) ? inHand : null;
}

// Given back or completed: the packer did that, and need not be told.
const TOLD = new Set(['newer_token', 'task_stopped']);

/**
 * What became of a task while the page was away. A lease that lapsed meanwhile is this station's again afterwards.
 * @returns the stop that nobody has read yet; null: it goes on, or the packer had ended it
 */
export async function missedStop({ taskId, token }: InHand): Promise<Halt | null> {
  try {
    const { stop } = await retried(() => api.heartbeat(taskId, token));
    return stop && haltOfStop(stop);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return TOLD.has(error.code) ? haltOfProblem(error) : null;
  }
}

function isInHand(value: unknown): value is InHand {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'taskId' in value &&
    typeof value.taskId === 'string' &&
    'token' in value &&
    typeof value.token === 'number' &&
    'order' in value &&
    typeof value.order === 'string'
  );
}
