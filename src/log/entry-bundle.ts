// "Entry bundles are sequences of big-endian uint16 length-prefixed log entries" (C2SP tlog-tiles), 256 to a full one.

const LENGTH_BYTES = 2;

/** Entries as they stand in a bundle. @throws RangeError for an entry above 65,535 bytes */
export function bundleOf(entries: readonly Buffer[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** The entries of a bundle. @throws RangeError when it ends in the middle of one */
export function entriesOf(bundle: Buffer): Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    const start = at + LENGTH_BYTES;
    const end = start + bundle.readUInt16BE(at);
    if (end > bundle.length) throw new RangeError('the bundle ends in the middle of an entry');
    entries.push(bundle.subarray(start, end));
    at = end;
  }
  return entries;
}

/** The bundle with the first `width` entries alone: what it was when the log was smaller. */
export function narrowBundle(bundle: Buffer, width: number): Buffer {
  return bundleOf(entriesOf(bundle).slice(0, width));
}
