import { canonicalJson as serviceCanonicalJson } from '../../../src/ledger/canonical-json.js';
import { RecordingDocument } from '../../../src/ledger/documents/recording.contract.js';
import { newId } from '../api/ids.js';
import { canonicalJson } from './canonical-json.js';
import { recordingStatement } from './statement.js';

const clip = {
  ...{ id: newId(), taskId: newId(), token: 2, nonce: '0f'.repeat(16) },
  ...{ kind: 'film' as const, contentType: 'video/webm' as const, startedAt: '2026-12-01T03:00:00.000Z' },
  clock: { startOffsetMs: -3, startRttMs: 8, endOffsetMs: -4, endRttMs: 9 },
  marks: [{ kind: 'scan' as const, atMs: 900, scanId: undefined }],
  ...{ finished: true, opened: true },
};
const segment = { clipId: clip.id, n: 0, size: 5, sha256: `${'A'.repeat(43)}=`, sent: true };
const whole = { sha256: `${'A'.repeat(43)}=`, bytes: 5 };

describe('what a station signs', () => {
  it('is the document that the service takes, in the spelling that it takes', () => {
    const statement = recordingStatement(clip, [segment], whole, new Date('2026-12-01T03:01:00Z'));
    const document: unknown = JSON.parse(statement);
    expect(RecordingDocument.parse(document)).toMatchObject({
      ...{ clipId: clip.id, token: 2, sha256: '0'.repeat(64), totalBytes: 5 },
      segments: [{ n: 0, bytes: 5, sha256: '0'.repeat(64) }],
      signedAt: '2026-12-01T03:01:00.000Z',
    });
    expect(serviceCanonicalJson(JSON.parse(statement) as never).toString()).toBe(statement);
  });

  it('has no number that others may spell differently', () => {
    expect(() => canonicalJson({ atMs: 1.5 })).toThrow(RangeError);
  });
});
