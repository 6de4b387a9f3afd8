// What ffmpeg says on stderr decides more than its exit code: it leaves out what is too large for it or has no memory for,
// writes the rest, and calls that a success. All of stderr is read for it, since a hostile file can fill any tail of it.

export type Complaint = 'too_large' | 'no_memory' | 'codec_not_allowed';

const SIGNS: Readonly<Record<Complaint, RegExp>> = {
  too_large: /exceeds specified max pixel/,
  no_memory: /cannot allocate memory|get_buffer\(\) failed|malloc/i,
  codec_not_allowed: /Codec \(.{0,40}\) not on whitelist/,
};
const NAMES = ['too_large', 'no_memory', 'codec_not_allowed'] as const satisfies readonly Complaint[];
/** Longer than any sentence of {@link SIGNS}: what of the text before is kept, since chunks end anywhere. */
const OVERLAP = 256;

/** Collects complaints from a stream of text that is cut anywhere. */
export class ComplaintReader {
  readonly found = new Set<Complaint>();
  private before = '';

  add(chunk: string): void {
    const text = this.before + chunk;
    for (const name of NAMES) if (SIGNS[name].test(text)) this.found.add(name);
    this.before = text.slice(-OVERLAP);
  }
}
