import type { LightMyRequestResponse } from 'fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import type {
  ClaimResult,
  CompleteResult,
  ScanResult,
  StationTask,
} from '../../../src/queue/queue.contract.js';
import { unique } from '../../factories/accounts.js';
import type { TestFloor, TestStation } from '../../factories/stations.js';

/** A packer at a station who works over HTTP; each answer of the API becomes the task that is looked at next. */
export class Packer {
  task!: StationTask;
  token = 0;

  constructor(readonly station: TestStation) {}

  async claim(input: { scan?: string; stages?: string[] } = {}): Promise<ClaimResult> {
    const answer = await this.station.call('POST', '/claims', { key: unique('key'), ...input });
    const result = ok<ClaimResult>(answer);
    if (result.held) {
      this.task = result.held.task;
      this.token = result.held.token;
    }
    return result;
  }

  /** @param id to send the same scan again */
  async scan(code: string, id: string = newId()): Promise<ScanResult> {
    const result = ok<ScanResult>(await this.trySending('scans', { id, code }));
    this.task = result.task;
    return result;
  }

  async answer(
    code: string,
    value: 'pass' | 'fail' | 'not_applicable',
    more: object = {},
  ): Promise<StationTask> {
    const check = this.task.checks.find((one) => one.code === code);
    if (!check) throw new Error(`${code} is not asked`);
    const body = { id: newId(), checkId: check.id, value, by: 'press', ...more };
    this.task = ok<StationTask>(await this.trySending('answers', body));
    return this.task;
  }

  /** Answers everything that waits for a press or a photo with pass. */
  async answerAll(): Promise<void> {
    for (const { code, answer, answeredBy } of this.task.checks) {
      if (answer === null && answeredBy !== 'auto') await this.answer(code, 'pass');
    }
  }

  async open(body: object): Promise<StationTask> {
    this.task = ok<StationTask>(await this.trySending('exceptions', { id: newId(), ...body }));
    return this.task;
  }

  async resolve(exceptionId: string): Promise<StationTask> {
    this.task = ok<StationTask>(await this.trySending(`exceptions/${exceptionId}/resolve`, {}));
    return this.task;
  }

  async complete(): Promise<CompleteResult> {
    return ok<CompleteResult>(await this.trySending('complete', {}));
  }

  /** Sends an action with token and time, whatever is answered. */
  trySending(action: string, body: object): Promise<LightMyRequestResponse> {
    const occurredAt = new Date().toISOString();
    return this.station.call('POST', `/tasks/${this.task.id}/${action}`, {
      token: this.token,
      occurredAt,
      ...body,
    });
  }

  /** Without `occurredAt`, as heartbeat and release have none. */
  tryHolding(action: 'heartbeat' | 'release'): Promise<LightMyRequestResponse> {
    return this.station.call('POST', `/tasks/${this.task.id}/${action}`, { token: this.token });
  }

  check(code: string) {
    return this.task.checks.find((one) => one.code === code);
  }
}

function ok<T>(answer: LightMyRequestResponse): T {
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer.json<T>();
}

/** Kinds of what the timeline tells of a shipment, in their sequence. */
export async function timelineOf(floor: TestFloor, shipmentId: string): Promise<string[]> {
  const events = await rows<{ kind: string }>(
    floor.dataSource,
    'select kind from timeline_events where shipment_id = $1 order by id',
    [shipmentId],
  );
  return events.map((event) => event.kind);
}
