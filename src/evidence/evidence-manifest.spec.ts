import { createHash } from 'node:crypto';
import { evidenceManifest, type ManifestFacts } from './evidence-manifest.js';

const startedAt = new Date('2026-12-01T03:00:00Z');
const digest = (text: string) => createHash('sha256').update(text).digest();

const facts: ManifestFacts = {
  clip: {
    id: 'clip',
    kind: 'film',
    take: 1,
    overtaken: false,
    contentType: 'video/webm',
    startedAt,
    completedAt: new Date('2026-12-01T03:01:00Z'),
    clock: { startOffsetMs: -12, startRttMs: 8 },
    marks: [{ kind: 'scan', atMs: 1500, scanId: undefined }],
  },
  brandId: 'brand',
  warehouseId: 'warehouse',
  shipmentId: 'shipment',
  task: { id: 'task', stage: 'pack' },
  lease: { token: 3, from: startedAt, nonce: '0f'.repeat(16), stationId: 'station', packer: 'P-07' },
  recording: { sha256: digest('statement'), keyId: 'ab'.repeat(16) },
  storage: { versioned: true, lock: null, lockedUntil: null },
  original: {
    bucket: 'originals',
    key: 'clip/original',
    versionId: 'v1',
    bytes: 20,
    sha256: digest('original'),
  },
  segments: [{ n: 0, bytes: 20, sha256: digest('original') }],
  scans: [
    {
      id: 'scan',
      kind: 'item',
      code: '4901234567894',
      result: 'counted',
      shipmentLineId: 'line',
      occurredAt: new Date('2026-12-01T03:00:01.500Z'),
    },
  ],
  answers: [
    {
      id: 'answer',
      checkCode: 'P-01',
      section: 'pack',
      standardVersion: 2,
      attempt: 1,
      value: 'fail',
      answeredBy: 'press',
      reason: 'scratch on the lid',
      shipmentLineId: 'line',
      occurredAt: new Date('2026-12-01T02:59:59Z'),
    },
  ],
  previousManifestSha256: null,
  sealedAt: new Date('2026-12-01T03:02:00Z'),
};

interface Manifest {
  schema: string;
  lease: { nonce: string };
  recording: { sha256: string; keyId: string } | null;
  storage: object;
  original: { sha256: string };
  segments: unknown[];
  scans: { atMs: number }[];
  answers: { atMs: number }[];
  previousManifestSha256: string | null;
}

const parsed = (overrides: Partial<ManifestFacts> = {}) =>
  JSON.parse(evidenceManifest({ ...facts, ...overrides }).toString()) as Manifest;

describe('the evidence manifest', () => {
  it('has the same bytes for the same facts', () => {
    expect(evidenceManifest({ ...facts })).toEqual(evidenceManifest(facts));
    expect(parsed().schema).toBe('akashi.manifest/3');
  });

  it('says how far into the clip something happened, and marks what came before it as negative', () => {
    expect(parsed().scans[0]?.atMs).toBe(1500);
    expect(parsed().answers[0]?.atMs).toBe(-1000);
  });

  it('keeps the version of the standard that was answered', () => {
    expect(parsed().answers[0]).toMatchObject({ checkCode: 'P-01', standardVersion: 2, value: 'fail' });
  });

  it("holds a packer's words only as a digest, and of unknown scans nothing", () => {
    const unknown = { ...facts.scans[0]!, kind: 'unknown', code: 'https://example.com/hanako' };
    const text = JSON.stringify(parsed({ scans: [unknown] }));
    expect(text).not.toContain('hanako');
    expect(text).not.toContain('scratch');
    expect(text).toContain(digest('scratch on the lid').toString('hex'));
    expect(text).not.toContain(digest('https://example.com/hanako').toString('hex'));
    expect(text).toContain('"code":null,"codeSha256":null');
  });

  it("names the claim's nonce, the station's own statement and what the storage promises", () => {
    expect(parsed()).toMatchObject({
      lease: { nonce: '0f'.repeat(16) },
      recording: { sha256: digest('statement').toString('hex'), keyId: 'ab'.repeat(16) },
      storage: { versioned: true, lock: null, lockedUntil: null },
    });
    expect(parsed({ recording: null }).recording).toBeNull();
    const until = new Date('2027-12-01T00:00:00Z');
    const locked = { versioned: true, lock: 'governance' as const, lockedUntil: until };
    expect(parsed({ storage: locked }).storage).toMatchObject({ lockedUntil: '2027-12-01T00:00:00.000Z' });
  });

  it('names the manifest before it by its digest', () => {
    expect(parsed().previousManifestSha256).toBeNull();
    const before = digest('manifest before');
    expect(parsed({ previousManifestSha256: before }).previousManifestSha256).toBe(before.toString('hex'));
  });

  it('holds digests as hex, as sha256sum prints them', () => {
    expect(parsed().original.sha256).toBe(digest('original').toString('hex'));
    expect(parsed().segments).toEqual([{ n: 0, bytes: 20, sha256: digest('original').toString('hex') }]);
  });
});
