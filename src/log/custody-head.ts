import { Injectable } from '@nestjs/common';
import type { Executor } from '../database/sql.js';
import type { ChainHead } from './checkpoint.js';

/** Who knows where the chain of custody events ends: its head goes into each checkpoint. */
export abstract class CustodyHead {
  /** The head as it is in the caller's transaction; undefined while there is no chain. */
  abstract current(on: Executor): Promise<ChainHead | undefined>;
}

/** Without a chain of custody, checkpoints say nothing of it. */
@Injectable()
export class NoCustodyHead extends CustodyHead {
  override async current(): Promise<ChainHead | undefined> {
    return undefined;
  }
}
