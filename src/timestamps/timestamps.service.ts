import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected, rows } from '../database/sql.js';
import { AuthorityArchive } from './authority-archive.js';
import { pauseMsAfter } from './retry-pause.js';
import type { CheckedTimeStamp } from './time-stamp.check.js';
import { TimeStampProblem } from './time-stamp.problem.js';
import { TimestampsMetrics } from './timestamps.metrics.js';
import { TsaClient } from './tsa-client.js';

/** Asked at the same time. */
const IN_PARALLEL = 4;
/** A pass ends after so long: sweeps take turns. */
const PASS_MS = 10_000;
const MAX_A_PASS = 400;

// Taking a row sets its next try, by tries, so that a process that dies in between leaves nothing behind.
const TAKE = {
  name: 'timestamps_take',
  text: `update timestamps t set tries = t.tries + 1,
      next_try_at = clock_timestamp() + make_interval(secs => least(300, 2 * power(2, least(t.tries, 10))))
    from (select imprint from timestamps where token is null and next_try_at <= clock_timestamp()
      order by next_try_at limit $1 for update skip locked) due
    where t.imprint = due.imprint returning t.imprint`,
};

const STAMP = {
  name: 'timestamps_stamp',
  text: `update timestamps set token = $2, gen_time = $3, stamped_at = clock_timestamp(), authority = $4, authority_sha256 = $5,
      serial = $6, verified = $7, last_problem = null
    where imprint = $1 and token is null`,
};

const FAIL = 'update timestamps set last_problem = $2 where imprint = $1 and token is null';

/**
 * Gets the time stamps that are wanted. An authority that is away is left alone for ever longer; nothing else waits for it,
 * for a document without a time stamp is valid.
 */
@Injectable()
export class TimestampsService {
  /** Tries in a row that found nobody there. */
  private failures = 0;
  private quietUntil = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly authority: TsaClient,
    private readonly archive: AuthorityArchive,
    private readonly metrics: TimestampsMetrics,
  ) {}

  /** Asks for what is due, until nothing is, the time of a pass is over or the authority doesn't answer. @returns how many came */
  async requestDue(signal?: AbortSignal): Promise<number> {
    const endsAt = Date.now() + PASS_MS;
    let stamped = 0;
    for (let asked = 0; asked < MAX_A_PASS && this.mayAsk(endsAt, signal);) {
      const due = await rows<{ imprint: Buffer }>(this.dataSource, TAKE, [IN_PARALLEL]);
      if (due.length === 0) break;
      asked += due.length;
      const outcomes = await Promise.all(due.map(({ imprint }) => this.request(imprint)));
      stamped += outcomes.filter(Boolean).length;
    }
    return stamped;
  }

  private mayAsk(endsAt: number, signal: AbortSignal | undefined): boolean {
    const now = Date.now();
    return this.authority.isConfigured && now >= this.quietUntil && now < endsAt && signal?.aborted !== true;
  }

  private async request(imprint: Buffer): Promise<boolean> {
    try {
      const stamp = await this.authority.stamp(imprint);
      this.answered();
      await this.archive.keep(stamp.certificates);
      return await this.enter(imprint, stamp);
    } catch (error) {
      await this.failed(imprint, error);
      return false;
    }
  }

  private async enter(imprint: Buffer, stamp: CheckedTimeStamp): Promise<boolean> {
    const { token, genTime, authority, fingerprint, serial, verified } = stamp;
    const certificate = Buffer.from(fingerprint, 'hex');
    const row = [imprint, token, genTime, authority, certificate, serial, verified];
    return (await affected(this.dataSource, STAMP, row)) === 1;
  }

  /** The authority's failures are for the row and the metrics; ours (storage, the CA file) also end the pass, with an error. */
  private async failed(imprint: Buffer, error: unknown): Promise<void> {
    const isAuthoritys = error instanceof TimeStampProblem;
    if (isAuthoritys) this.metrics.failed(error.code);
    const said = isAuthoritys ? `${error.code}: ${error.message}` : 'our own storage or settings';
    await rows(this.dataSource, FAIL, [imprint, said]);
    if (!isAuthoritys) throw error;
    if (error.code === 'unavailable') this.unanswered();
    else this.answered();
  }

  private answered(): void {
    this.failures = 0;
  }

  private unanswered(): void {
    // Those that were asked at the same time are one failure.
    if (Date.now() < this.quietUntil) return;
    this.failures += 1;
    this.quietUntil = Date.now() + pauseMsAfter(this.failures);
  }
}
