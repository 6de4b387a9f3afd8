import { z } from 'zod';
import { ClipClock, ClipMark } from '../../clips/clip-times.contract.js';
import { Id } from '../../http/common.contract.js';
import * as entry from './common.contract.js';

const subject = { brandId: Id, warehouseId: Id, shipmentId: Id };

/** The evidence manifest of one clip. */
export const ClipManifest = z.strictObject({
  schema: z.literal('akashi.manifest/3'),
  ...subject,
  task: z.strictObject({ id: Id, stage: z.string() }),
  lease: entry.LeaseEntry,
  clip: z.strictObject({
    id: Id,
    kind: z.enum(['film', 'still']),
    take: z.int(),
    overtaken: z.boolean().meta({ description: 'Recorded under a claim that another station has overtaken' }),
    contentType: z.string(),
    startedAt: entry.Utc,
    completedAt: entry.Utc,
    clock: ClipClock.partial().nullable(),
    marks: z.array(ClipMark),
  }),
  recording: z
    .strictObject({ sha256: entry.Sha256Hex, keyId: entry.KeyId })
    .nullable()
    .meta({ description: 'The akashi.recording document of the station; null: it signed none' }),
  original: z.strictObject({
    bucket: z.string(),
    key: z.string(),
    versionId: z.string(),
    bytes: z.int(),
    sha256: entry.Sha256Hex,
  }),
  storage: z.strictObject({
    versioned: z.boolean(),
    lock: z.literal('governance').nullable(),
    lockedUntil: entry.Utc.nullable(),
  }),
  segments: z.array(entry.SegmentEntry),
  scans: z.array(entry.ScanInClip),
  answers: z.array(entry.AnswerInClip),
  ...entry.place,
});

/** A completed stage that no clip speaks for. */
export const StageManifest = z.strictObject({
  schema: z.literal('akashi.stage/1'),
  ...subject,
  task: z.strictObject({
    id: Id,
    stage: z.string(),
    evidence: z.enum(['scan_log', 'film', 'still']).meta({ description: 'What the stage asks for' }),
    attempt: z.int(),
    completedAt: entry.Utc,
  }),
  lease: entry.LeaseEntry,
  scans: z.array(entry.ScanAtStage),
  answers: z.array(entry.AnswerAtStage),
  ...entry.place,
});

const parcel = z.strictObject({
  carrier: z.string(),
  number: z.string(),
  boundAt: entry.Utc.nullable(),
  handedOverAt: entry.Utc.nullable(),
});

/** A shipment that has left. */
export const ShipmentManifest = z.strictObject({
  schema: z.literal('akashi.shipment/1'),
  ...subject,
  n: z.int().min(1).meta({ description: 'The how many-th of this shipment; the newest counts' }),
  handedOverAt: entry.Utc,
  parcels: z.array(parcel),
  manifests: z
    .array(
      z.strictObject({
        kind: z.enum(['clip', 'stage', 'shipment']),
        taskId: Id.nullable(),
        stage: z.string().nullable(),
        clipId: Id.nullable(),
        sha256: entry.Sha256Hex,
      }),
    )
    .meta({ description: 'The chain up to here, in its order' }),
  links: z.array(
    z.strictObject({
      clipId: Id,
      reason: z.string(),
      at: entry.Utc,
      manifestSha256: entry.Sha256Hex.nullable().meta({
        description:
          "Of the clip's manifest, also where that stands in another shipment's chain; null: not yet",
      }),
    }),
  ),
  waivers: z.array(
    z.strictObject({
      taskId: Id.nullable(),
      stage: z.string().nullable(),
      reason: z.string(),
      at: entry.Utc,
    }),
  ),
  missing: z
    .array(z.strictObject({ taskId: Id, stage: z.string(), evidence: z.enum(['film', 'still']) }))
    .meta({ description: 'Stages whose required evidence is missing' }),
  ...entry.place,
});

/** One film or picture that people see: from this original, by this recipe, these bytes. */
export const RenditionStatement = z.strictObject({
  schema: z.literal('akashi.rendition/1'),
  clipId: Id,
  original: z.strictObject({
    key: z.string(),
    versionId: z.string(),
    bytes: z.int(),
    sha256: entry.Sha256Hex,
  }),
  rendition: z.strictObject({
    kind: z.string(),
    key: z.string(),
    versionId: z.string(),
    contentType: z.string(),
    bytes: z.int(),
    sha256: entry.Sha256Hex,
    durationMs: z.int().nullable(),
  }),
  recipe: z.strictObject({ id: z.string(), tool: z.string(), from: z.string(), args: z.array(z.string()) }),
  madeAt: entry.Utc,
});
