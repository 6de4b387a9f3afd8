// What the public log holds of a signed document: one line that names its schema, its digest and the key that signed it.
// Nobody learns from it what was packed for whom; whoever has the document can tell that it is this one.
//
// STORED FOR GOOD: the log's leaves are hashes of these lines (RFC 6962: SHA-256 of a zero byte and the line), and
// verify.sh builds the same line with printf.

export interface LedgerEntry {
  schema: string;
  /** Of the document's bytes. */
  sha256: Buffer;
  keyId: string;
}

/** The entry's bytes: `akashi.entry/1 <schema> <sha256 in hex> <key id>`, without a line break. */
export function ledgerEntry({ schema, sha256, keyId }: LedgerEntry): Buffer {
  return Buffer.from(`akashi.entry/1 ${schema} ${sha256.toString('hex')} ${keyId}`, 'ascii');
}
