import { Injectable } from '@nestjs/common';

/** A document's place in the public log, for somebody who checks it offline. */
export interface LogProof {
  /** The text of a `.tlog-proof` (c2sp.org/tlog-proof), with its checkpoint. */
  text: string;
  /** Ed25519, SPKI in PEM. */
  logKeyPem: string;
}

/** Where proofs come from: a page that shows them needs to know nothing else of the log. */
export abstract class ProofSource {
  /** The proof of a document, by the SHA-256 of its bytes; null while the log has not taken it. */
  abstract find(sha256: Buffer): Promise<LogProof | null>;
}

/** Where there is no log. */
@Injectable()
export class NotYetLogged extends ProofSource {
  async find(): Promise<LogProof | null> {
    return null;
  }
}
