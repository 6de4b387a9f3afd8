// What other features add to a bundle. Each may have nothing yet: a document is whole without a place in the log and without a
// time stamp, and the bundle then says that they are pending.

export interface BundleCheckpoint {
  /** The signed note, which a time stamp is over. */
  note: Buffer;
  /** What of the note is signed, and its raw Ed25519 signature, for openssl. */
  text: Buffer;
  signature: Buffer;
  /** The log's public key, SPKI in PEM. */
  logKeyPem: string;
}

/** Places in the log. */
export abstract class BundleProofs {
  /** The `.tlog-proof` file of a document; undefined until a checkpoint covers it. @param sha256 of the document's bytes */
  abstract proofOf(sha256: Buffer): Promise<string | undefined>;
  abstract checkpoint(): Promise<BundleCheckpoint | undefined>;
}

/** Time stamps (RFC 3161). */
export abstract class BundleTimestamps {
  /** @param imprint SHA-256 of the bytes that are stamped @returns the token, DER */
  abstract tokenOf(imprint: Buffer): Promise<Buffer | undefined>;
  /** Certificates that tokens are checked with; `name` becomes `tsa/<name>.pem`. */
  abstract certificates(): Promise<readonly { name: string; pem: string }[]>;
}

export class NoProofs extends BundleProofs {
  proofOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  checkpoint(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

export class NoTimestamps extends BundleTimestamps {
  tokenOf(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  certificates(): Promise<readonly { name: string; pem: string }[]> {
    return Promise.resolve([]);
  }
}
