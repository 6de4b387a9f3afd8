import { Injectable } from '@nestjs/common';
import type { AuditCheck } from './audit.check.js';
import { ChainsCheck } from './checks/chains.check.js';
import { ClipsCheck } from './checks/clips.check.js';
import { CustodyCheck } from './checks/custody.check.js';
import { CustodyChainCheck } from './checks/custody-chain.check.js';
import { DocumentsCheck } from './checks/documents.check.js';
import { HoldsCheck } from './checks/holds.check.js';
import { LogCheck } from './checks/log.check.js';
import { ObjectsCheck } from './checks/objects.check.js';
import { OrdersCheck } from './checks/orders.check.js';
import { RenditionsCheck } from './checks/renditions.check.js';
import { RepeatsCheck } from './checks/repeats.check.js';

/** Checks of evidence, of its storage included. */
@Injectable()
export class EvidenceChecks {
  constructor(
    readonly clips: ClipsCheck,
    readonly renditions: RenditionsCheck,
    readonly documents: DocumentsCheck,
    readonly objects: ObjectsCheck,
    readonly holds: HoldsCheck,
  ) {}
}

/** Checks of rows against each other. */
@Injectable()
export class RowChecks {
  constructor(
    readonly chains: ChainsCheck,
    readonly custody: CustodyCheck,
    readonly orders: OrdersCheck,
    readonly repeats: RepeatsCheck,
  ) {}
}

/** Checks of what everybody's evidence hangs together by. */
@Injectable()
export class SharedChecks {
  constructor(
    readonly log: LogCheck,
    readonly custodyChain: CustodyChainCheck,
  ) {}
}

/** Every check, in the order in which they run. */
@Injectable()
export class AuditChecks {
  constructor(
    private readonly evidence: EvidenceChecks,
    private readonly ofRows: RowChecks,
    private readonly shared: SharedChecks,
  ) {}

  list(): AuditCheck[] {
    const { clips, renditions, documents, objects, holds } = this.evidence;
    const { chains, custody, orders, repeats } = this.ofRows;
    const { log, custodyChain } = this.shared;
    return [
      ...[clips, chains, custody, custodyChain, orders, repeats],
      ...[documents, log, renditions, holds, objects],
    ];
  }
}

export const CHECKS = [
  ...[ChainsCheck, ClipsCheck, CustodyCheck, CustodyChainCheck, DocumentsCheck, HoldsCheck, LogCheck],
  ...[ObjectsCheck, OrdersCheck, RenditionsCheck, RepeatsCheck],
];
