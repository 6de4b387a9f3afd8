import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger/canonical-json.js';
import { newId } from '../database/ids.js';
import { type KnownRecording, readStatement } from './recording-statement.js';

const digest = (text: string) => createHash('sha256').update(text).digest();

const known: KnownRecording = {
  clipId: newId(),
  taskId: newId(),
  token: 4,
  nonce: '0f'.repeat(16),
  kind: 'film',
  contentType: 'video/webm',
  startedAt: new Date('2026-12-01T03:00:00Z'),
  segments: [
    { n: 0, bytes: 7, sha256: digest('first') },
    { n: 1, bytes: 5, sha256: digest('last') },
  ],
  totalBytes: 12,
  sha256: digest('whole'),
  marks: [{ kind: 'scan', atMs: 900, scanId: undefined }],
  clock: { startOffsetMs: -3, startRttMs: 8, endOffsetMs: -4, endRttMs: 9 },
};

const said = {
  schema: 'akashi.recording/1',
  ...{ clipId: known.clipId, taskId: known.taskId, token: 4, nonce: known.nonce },
  ...{ kind: 'film', contentType: 'video/webm', startedAt: '2026-12-01T03:00:00.000Z' },
  signedAt: '2026-12-01T03:01:00.000Z',
  segments: [
    { n: 0, bytes: 7, sha256: digest('first').toString('hex') },
    { n: 1, bytes: 5, sha256: digest('last').toString('hex') },
  ],
  ...{ totalBytes: 12, sha256: digest('whole').toString('hex') },
  marks: [{ kind: 'scan', atMs: 900 }],
  clock: { startOffsetMs: -3, startRttMs: 8, endOffsetMs: -4, endRttMs: 9 },
};

const read = (overrides: object = {}) =>
  readStatement(canonicalJson({ ...said, ...overrides }).toString(), known);

describe("a station's statement of its recording", () => {
  it('is taken when every member is what we know', () => {
    expect(read()).toMatchObject({ mismatch: null, document: { clipId: known.clipId, token: 4 } });
  });

  it.each([
    ['clipId', newId()],
    ['taskId', newId()],
    ['token', 5],
    ['nonce', '0'.repeat(32)],
    ['kind', 'still'],
    ['contentType', 'video/mp4'],
    ['startedAt', '2026-12-01T03:00:00.001Z'],
    ['segments', [...said.segments].reverse()],
    ['segments', said.segments.slice(1)],
    ['totalBytes', 13],
    ['sha256', digest('other').toString('hex')],
    ['marks', []],
    ['clock', null],
    ['clock', { ...said.clock, endOffsetMs: 1000 }],
    ['schema', 'akashi.recording/2'],
    ['signedAt', 'yesterday'],
  ])('names the member that is not: %s', (member, value) => {
    expect(read({ [member]: value })).toEqual({ document: null, mismatch: member });
  });

  it('is refused with members that nobody knows, and with one that is missing', () => {
    expect(read({ remark: 'kind regards' }).document).toBeNull();
    const { nonce: _, ...without } = said;
    expect(readStatement(canonicalJson(without).toString(), known).mismatch).toBe('nonce');
  });

  it('has one spelling', () => {
    const text = canonicalJson(said).toString();
    expect(readStatement(`${text}\n`, known).mismatch).toBe('canonical');
    expect(readStatement(JSON.stringify(said), known).mismatch).toBe('canonical');
    expect(readStatement('{', known).mismatch).toBe('canonical');
  });
});
