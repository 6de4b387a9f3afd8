import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import type { Chance } from './chance.js';
import { FailoverClient, type Answer } from './failover-client.js';
import type { Journal, Write } from './journal.js';
import { LEASE_MS } from './scene.js';

const Task = z.object({
  id: z.string(),
  orderExternalId: z.string(),
  lines: z.array(z.object({ sku: z.string(), quantity: z.int(), counted: z.int() })),
  missing: z.array(z.object({ code: z.string() })),
});
const Claimed = z.object({ held: z.object({ task: Task, token: z.int() }).nullable() });
const Scanned = z.object({ result: z.string(), task: Task });
const Problem = z.object({ code: z.string() });

type Task = z.infer<typeof Task>;
type Held = NonNullable<z.infer<typeof Claimed>['held']>;

/** What goes wrong while a station works on one task, and how often. */
const FATES = [
  { fate: 'gone with the task, back after its lease', share: 0.03 },
  { fate: 'gone after the first scan, back after its lease', share: 0.03 },
  { fate: 'completion cut off, asked again', share: 0.04 },
  { fate: 'completion cut off, never asked again', share: 0.03 },
  { fate: 'given back', share: 0.03 },
] as const;
type Fate = (typeof FATES)[number]['fate'] | 'worked to the end';

const CLAIM_CUT_SHARE = 0.05;
const SAME_KEY_SHARE = 0.5;
const IDLE_MS = 150;
const MOST_CLOCK_HOURS = 26;
const MOST_SCANS = 6;

/** Codes with which a holder is told, lawfully, that the task isn't its own any more. */
const OVERTAKEN = new Set(['newer_token', 'task_not_held', 'task_completed', 'task_stopped']);

/** A station with a packer on it: works task by task, on a clock that may be wrong, and is gone now and then. */
export class PackingStation {
  private readonly client: FailoverClient;
  private readonly clockOffsetMs: number;
  private claims = 0;

  constructor(
    private readonly about: { name: string; key: string },
    servers: readonly string[],
    private readonly chance: Chance,
    private readonly journal: Journal,
    private readonly paceMs: number,
  ) {
    this.client = new FailoverClient(servers, about.key, chance.of('network'));
    const wrong = chance.happens(0.6);
    this.clockOffsetMs = wrong ? chance.between(-MOST_CLOCK_HOURS, MOST_CLOCK_HOURS) * 3_600_000 : 0;
  }

  get clockIsWrong(): boolean {
    return this.clockOffsetMs !== 0;
  }

  get failovers(): number {
    return this.client.failovers;
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const held = await this.claim();
      if (held) await this.workOn(held);
      else await sleep(this.chance.between(IDLE_MS, 3 * IDLE_MS));
    }
    this.client.close();
  }

  private async claim(): Promise<Held | null> {
    const key = this.newKey();
    if (!this.chance.happens(CLAIM_CUT_SHARE)) return this.askFor(key);
    this.journal.lostClaims += 1;
    await this.client.sendAndVanish({ method: 'POST', path: '/v1/station/claims', body: { key } });
    if (!this.chance.happens(SAME_KEY_SHARE)) {
      this.journal.count('claim cut off, restarted with a new key');
      return this.askFor(this.newKey());
    }
    this.journal.count('claim cut off, asked again');
    const first = await this.askFor(key);
    const again = first && (await this.askFor(key));
    if (first?.task.id !== again?.task.id || first?.token !== again?.token) {
      this.journal.surprises.push(
        `${this.about.name}: one key, two tasks: ${JSON.stringify([first, again])}`,
      );
    }
    return first;
  }

  private newKey(): string {
    this.claims += 1;
    return `${this.about.name} ${this.claims}`;
  }

  private async askFor(key: string): Promise<Held | null> {
    const answer = await this.client.send({ method: 'POST', path: '/v1/station/claims', body: { key } });
    if (answer.status !== 200) {
      this.surprise('claim', answer);
      return null;
    }
    const { held } = Claimed.parse(answer.body);
    if (held) {
      const { task, token } = held;
      const { name: station } = this.about;
      this.journal.grants.push({ station, key, taskId: task.id, token, answeredAt: Date.now() });
    }
    return held;
  }

  private async workOn(held: Held): Promise<void> {
    const fate = this.drawFate();
    this.journal.count(fate);
    if (fate === 'given back') return void (await this.write(held, 'release', {}));
    if (fate === 'gone with the task, back after its lease') await this.beGone();
    await sleep(this.chance.between(0, 2 * this.paceMs));
    if (this.chance.happens(0.3) && !(await this.write(held, 'heartbeat', {}))) return;
    if (!(await this.scanWhatIsMissing(held, fate))) return;
    const body = { occurredAt: this.now() };
    if (fate.startsWith('completion cut off')) await this.cutOff(held, 'complete', body);
    if (fate !== 'completion cut off, never asked again') await this.write(held, 'complete', body);
  }

  private drawFate(): Fate {
    let drawn = this.chance.next();
    for (const { fate, share } of FATES) {
      if (drawn < share) return fate;
      drawn -= share;
    }
    return 'worked to the end';
  }

  /** As long as a lease and the sweep that ends it, or a little less. */
  private async beGone(): Promise<void> {
    await sleep(this.chance.between(0.8, 2.5) * LEASE_MS);
  }

  /** @returns whether the task is still ours */
  private async scanWhatIsMissing(held: Held, fate: Fate): Promise<boolean> {
    let { task } = held;
    for (let scans = 0; task.missing.length > 0 && scans < MOST_SCANS; scans += 1) {
      const body = { id: uuid(), code: codeFor(task), occurredAt: this.now() };
      const answer = await this.write(held, 'scan', body);
      if (!answer) return false;
      const scanned = Scanned.parse(answer.body);
      if (scanned.result !== 'counted' && scanned.result !== 'waybill_bound')
        this.surprise(`scan ${body.code}`, answer);
      task = scanned.task;
      if (scans === 0 && fate === 'gone after the first scan, back after its lease') await this.beGone();
    }
    return true;
  }

  /** Sends something that needs the token. @returns undefined when it was refused */
  private async write(held: Held, action: Write['action'], body: object): Promise<Answer | undefined> {
    const sentAt = Date.now();
    const answer = await this.client.send(this.request(held, action, body));
    const accepted = answer.status >= 200 && answer.status < 300;
    const code = accepted ? undefined : Problem.safeParse(answer.body).data?.code;
    this.note(held, action, sentAt, accepted ? 'accepted' : 'refused', code);
    if (accepted) return answer;
    if (!OVERTAKEN.has(code ?? '')) this.surprise(action, answer);
    return undefined;
  }

  private async cutOff(held: Held, action: Write['action'], body: object): Promise<void> {
    const sentAt = Date.now();
    await this.client.sendAndVanish(this.request(held, action, body));
    this.note(held, action, sentAt, 'lost');
  }

  private request(held: Held, action: Write['action'], body: object) {
    const path = `/v1/station/tasks/${held.task.id}/${action === 'scan' ? 'scans' : action}`;
    return { method: 'POST' as const, path, body: { token: held.token, ...body } };
  }

  private note(
    held: Held,
    action: Write['action'],
    sentAt: number,
    outcome: Write['outcome'],
    code?: string,
  ): void {
    const { name: station } = this.about;
    const { task, token } = held;
    const answeredAt = outcome === 'lost' ? undefined : Date.now();
    this.journal.writes.push({ station, taskId: task.id, token, action, sentAt, answeredAt, outcome, code });
  }

  private surprise(what: string, { status, body }: Answer): void {
    this.journal.surprises.push(`${this.about.name} ${what}: ${status} ${JSON.stringify(body)}`);
  }

  /** By the station's own clock. */
  private now(): string {
    return new Date(Date.now() + this.clockOffsetMs).toISOString();
  }
}

function codeFor(task: Task): string {
  const line = task.lines.find(({ counted, quantity }) => counted < quantity);
  if (line && task.missing.some(({ code }) => code === 'line_not_counted')) return line.sku;
  return task.orderExternalId.replace('CHAOS-', 'CHAOSPARCEL');
}
