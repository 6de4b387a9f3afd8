import { createHash } from 'node:crypto';
import { newId } from '../database/ids.js';
import { ShipmentManifest, StageManifest } from '../ledger/documents/manifests.contract.js';
import { shipmentManifest, type ShipmentFacts } from './shipment-manifest.js';
import { stageManifest, type StageFacts } from './stage-manifest.js';

const at = new Date('2026-12-01T03:00:00Z');
const digest = createHash('sha256').update('before').digest();
const place = { previousManifestSha256: digest, sealedAt: at };
const subject = { brandId: newId(), warehouseId: newId(), shipmentId: newId() };

const shipment: ShipmentFacts = {
  ...subject,
  ...{ n: 2, handedOverAt: at },
  parcels: [{ carrier: 'yamato', number: '301200000010', boundAt: at, handedOverAt: null }],
  manifests: [
    { kind: 'stage', taskId: newId(), stage: 'pick', clipId: null, sha256: digest.toString('hex') },
    { kind: 'shipment', taskId: null, stage: null, clipId: null, sha256: digest.toString('hex') },
  ],
  links: [{ clipId: newId(), reason: 'split', at, manifestSha256: null }],
  waivers: [{ taskId: null, stage: 'pack', reason: 'power_cut', at }],
  missing: [{ taskId: newId(), stage: 'pack', evidence: 'film' }],
};

const stage: StageFacts = {
  ...subject,
  task: { id: newId(), stage: 'pick', evidence: 'scan_log', attempt: 1, completedAt: at },
  lease: { token: 3, from: at, nonce: '0f'.repeat(16), stationId: newId(), packer: 'P-07' },
  scans: [
    {
      ...{ id: newId(), kind: 'unknown', code: '0042', result: 'unknown', shipmentLineId: null },
      ...{ occurredAt: at, token: 2 },
    },
  ],
  answers: [
    {
      ...{ id: newId(), checkCode: 'PK5', section: 'pick', standardVersion: 3, attempt: 1, value: 'fail' },
      ...{ answeredBy: 'press', reason: '花子さんに確認', shipmentLineId: null, occurredAt: at, token: 3 },
    },
  ],
};

describe('manifests of stages and shipments', () => {
  it('are what their published schemas say', () => {
    const left: unknown = JSON.parse(shipmentManifest(shipment, place).toString());
    expect(ShipmentManifest.parse(left)).toMatchObject({
      ...{ n: 2, missing: [{ stage: 'pack' }] },
      waivers: [{ stage: 'pack', reason: 'power_cut' }],
    });
    const done: unknown = JSON.parse(stageManifest(stage, place).toString());
    expect(StageManifest.parse(done)).toMatchObject({
      lease: { token: 3, nonce: '0f'.repeat(16) },
      scans: [{ token: 2 }],
      previousManifestSha256: digest.toString('hex'),
    });
  });

  it("hold no code that wasn't understood and nobody's words", () => {
    const text = stageManifest(stage, place).toString();
    expect(text).not.toContain('0042');
    expect(text).not.toContain('花子');
    expect(text).toContain('"code":null,"codeSha256":null');
  });

  it('name no manifest before the first', () => {
    const first = { ...place, previousManifestSha256: null };
    expect(shipmentManifest(shipment, first).toString()).toContain('"previousManifestSha256":null');
  });
});
