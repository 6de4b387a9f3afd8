import { NetworkLost } from '../../shared/api/problem.js';
import { stationDatabase } from '../recording/clip-store.js';
import * as api from '../api/station-api.js';
import type { HeldRef, ScanResult, StationTask } from '../api/types.js';

/** What a packer did, in the order in which it was done. Ids and times are the station's own, so a repeat counts once. */
export type Action =
  | { kind: 'scan'; held: HeldRef; id: string; code: string; occurredAt: string }
  | { kind: 'answer'; held: HeldRef; input: api.AnswerInput }
  | { kind: 'exception'; held: HeldRef; input: api.ExceptionInput };

export type Outcome = { scan: ScanResult; task: StationTask } | { scan: null; task: StationTask };

const RETRY_MS = 1500;

/**
 * Sends actions one after the other. An action is on the device's disk before it is sent and leaves it after the
 * answer; a lost network only makes it wait. A refusal (problem) goes to the caller, and the rest goes on.
 */
export class ActionQueue {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private readonly recovered: Promise<void>;

  constructor(private readonly onWaiting: (waiting: number) => void) {
    this.recovered = this.recover();
  }

  /** Resolves when nothing waits any more, what an earlier page left behind included. */
  async settled(): Promise<void> {
    await this.recovered;
    await this.tail;
  }

  /** @returns the server's answer, whenever it comes. @throws Problem when refused */
  async push(action: Action): Promise<Outcome> {
    await this.recovered;
    const key = await (await stationDatabase()).add('actions', { body: action });
    this.count(1);
    const sent = this.tail.then(() => this.send(key, action));
    this.tail = sent.catch(() => undefined);
    return sent;
  }

  /** Sends what an earlier page left behind (power, reload). Refusals are dropped: nobody is there to hear them. */
  private async recover(): Promise<void> {
    const db = await stationDatabase();
    for (const key of await db.getAllKeys('actions')) {
      const stored = await db.get('actions', key);
      if (!stored || !isAction(stored.body)) continue;
      const { body } = stored;
      this.count(1);
      this.tail = this.tail.then(() => this.send(key, body)).catch(() => undefined);
    }
  }

  private async send(key: number, action: Action): Promise<Outcome> {
    try {
      return await retried(() => perform(action));
    } finally {
      await (await stationDatabase()).delete('actions', key);
      this.count(-1);
    }
  }

  private count(change: number): void {
    this.waiting += change;
    this.onWaiting(this.waiting);
  }
}

async function perform(action: Action): Promise<Outcome> {
  if (action.kind === 'scan') {
    const result = await api.scan(action.held, action.id, action.code, action.occurredAt);
    return { scan: result, task: result.task };
  }
  const send =
    action.kind === 'answer'
      ? api.answer(action.held, action.input)
      : api.openException(action.held, action.input);
  return { scan: null, task: await send };
}

/** Repeats as long as the network is away. */
export async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NetworkLost)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function isAction(body: unknown): body is Action {
  return typeof body === 'object' && body !== null && 'kind' in body && 'held' in body;
}
