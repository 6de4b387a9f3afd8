import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { linkCustody } from '../../src/evidence/custody-chain.js';
import type { Sweep } from './sweep.js';

// A pass looks back over the one before it and a transaction's length; once an hour over everything, for the longest of all.
const LOOK_BACK_MS = 600_000;
const LOOK_AT_ALL_MS = 3_600_000;

/** Puts custody events into their chain within five seconds. */
@Injectable()
export class LinkCustodySweep implements Sweep {
  readonly name = 'link-custody';
  readonly everyMs = 4_000;
  private lastAt = -Infinity;
  private allAt = -Infinity;

  constructor(private readonly dataSource: DataSource) {}

  async run(signal: AbortSignal): Promise<number> {
    const now = performance.now();
    const all = now - this.allAt > LOOK_AT_ALL_MS;
    const lately = (now - this.lastAt + LOOK_BACK_MS) / 1000;
    const linked = await linkCustody(this.dataSource, all ? null : lately, signal);
    if (!signal.aborted) {
      this.lastAt = now;
      if (all) this.allAt = now;
    }
    return linked;
  }
}
