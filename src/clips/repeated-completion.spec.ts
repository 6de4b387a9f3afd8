import { compareCompletion } from './repeated-completion.js';
import type { ClipMark } from './clip-times.contract.js';
import type { CompleteClipBody } from './clips.contract.js';

const sha256 = Buffer.alloc(32, 7);
const scan: ClipMark = { kind: 'scan', atMs: 1000, scanId: '01900000-0000-7000-8000-000000000001' };
const label: ClipMark = { kind: 'label', atMs: 20_000 };
const completed = { sha256, segment_count: 2, total_bytes: '11', marks: [scan, label] };
const body: CompleteClipBody = {
  segments: 2,
  totalBytes: 11,
  sha256: sha256.toString('base64'),
  marks: [scan, label],
};
const compare = (over: Partial<CompleteClipBody>) => compareCompletion(completed, { ...body, ...over });

describe('a clip that is completed again', () => {
  it('is the same by its bytes and marks, in whatever order and spelling', () => {
    const { kind, atMs, scanId } = scan;
    expect(compare({})).toEqual({ outcome: 'same' });
    expect(compare({ marks: [label, { scanId, atMs, kind }] })).toEqual({ outcome: 'same' });
  });

  it('is another one with other bytes', () => {
    const other = { outcome: 'other', what: 'bytes' };
    expect(compare({ totalBytes: 12 })).toEqual(other);
    expect(compare({ segments: 1 })).toEqual(other);
    expect(compare({ sha256: Buffer.alloc(32).toString('base64') })).toEqual(other);
  });

  it('is another one when a mark is missing, moved or new', () => {
    const other = { outcome: 'other', what: 'marks' };
    expect(compare({ marks: [] })).toEqual(other);
    expect(compare({ marks: [scan, { ...label, atMs: 30_000 }] })).toEqual(other);
    expect(compare({ marks: [scan, scan, label] })).toEqual(other);
  });

  it('may add a label, and says where the film ends by it', () => {
    const early: ClipMark = { kind: 'label', atMs: 5000 };
    expect(compare({ marks: [scan, early, label] })).toEqual({ outcome: 'label_added', labelAtMs: 2000 });
  });
});
