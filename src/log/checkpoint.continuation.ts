// "A log MUST not sign any checkpoint which is inconsistent with any checkpoint it previously signed" (C2SP tlog-checkpoint). So
// before the key is used, what was signed last is compared with what would be signed now.
import type { Executor } from '../database/sql.js';
import type { ChainHead } from './checkpoint.js';
import { consistencyProof } from './log-tree.js';
import { provesConsistency } from './merkle-proofs.js';

/** The log isn't what an earlier checkpoint says that it was. */
export class InconsistentLogError extends Error {
  override readonly name = 'InconsistentLogError';
}

interface Head {
  size: number;
  root: Buffer;
  custody?: ChainHead;
}

/**
 * Returns when the log of now begins with the log of then.
 * @throws InconsistentLogError, or DamagedLogError when tiles are missing
 */
export async function requireContinuation(on: Executor, then: Head, now: Head): Promise<void> {
  if (then.size > now.size) {
    throw new InconsistentLogError(
      `the log had ${then.size} entries when it was signed, and has ${now.size}`,
    );
  }
  const proof = await consistencyProof(on, then.size, now.size);
  const told = { from: then.size, to: now.size, fromRoot: then.root, toRoot: now.root, proof };
  if (!provesConsistency(told)) {
    throw new InconsistentLogError(`the first ${then.size} entries are not those that were signed`);
  }
  requireLongerChain(then.custody, now.custody);
}

function requireLongerChain(then: ChainHead | undefined, now: ChainHead | undefined): void {
  if (!then) return;
  const isShorter = now === undefined || now.count < then.count;
  if (isShorter || (now.count === then.count && !now.head.equals(then.head))) {
    throw new InconsistentLogError(
      `the custody chain is not the one that was signed at ${then.count} events`,
    );
  }
}
