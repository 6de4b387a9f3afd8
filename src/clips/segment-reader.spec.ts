import { createHash } from 'node:crypto';
import { readSegments, type StoredSegment } from './segment-reader.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const parts = ['one ', 'two ', 'three'].map((text) => Buffer.from(text));
const whole = Buffer.concat(parts);
const segments: StoredSegment[] = parts.map((bytes, n) => ({
  n,
  bytes: bytes.length,
  sha256: sha256(bytes),
  object_key: String(n),
}));

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 2) yield bytes.subarray(at, at + 2);
}
const open = async ({ object_key: key }: StoredSegment) => inPieces(parts[Number(key)]!);

async function collect(reader: AsyncIterable<Buffer>) {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of reader) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

describe('reading the segments of a clip', () => {
  it('gives all bytes in order, and shows every chunk to whoever watches', async () => {
    const seen: Buffer[] = [];
    const onChunk = async (chunk: Buffer) => void seen.push(chunk);
    const read = await collect(readSegments({ segments, totalSha256: sha256(whole), open, onChunk }));
    expect(read).toEqual({ bytes: whole });
    expect(Buffer.concat(seen)).toEqual(whole);
  });

  it('never hands on all of a file whose total is wrong', async () => {
    const read = await collect(readSegments({ segments, totalSha256: sha256(Buffer.from('other')), open }));
    expect(read.error).toMatchObject({ reason: 'total_digest_mismatch' });
    expect(read.bytes.length).toBeLessThan(whole.length);
  });

  it('stops at a segment that storage gives back changed', async () => {
    const changed = async (segment: StoredSegment) =>
      inPieces(segment.n === 1 ? Buffer.from('tw0 ') : parts[segment.n]!);
    const read = await collect(readSegments({ segments, totalSha256: sha256(whole), open: changed }));
    expect(read.error).toMatchObject({ reason: 'segment_digest_mismatch' });
    expect(read.bytes.length).toBeLessThan(parts[0]!.length + parts[1]!.length);
  });

  it('passes on that a segment could not be opened', async () => {
    const failing = async (segment: StoredSegment) => {
      if (segment.n === 2) throw new Error('gone');
      return inPieces(parts[segment.n]!);
    };
    const read = await collect(readSegments({ segments, totalSha256: sha256(whole), open: failing }));
    expect(read.error).toMatchObject({ message: 'gone' });
  });
});
