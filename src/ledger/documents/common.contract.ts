import { z } from 'zod';
import { Id } from '../../http/common.contract.js';

// Members of signed documents. What is stored for good is described as it is written: UTC with milliseconds, digests in hex.

export const Sha256Hex = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: 'SHA-256 in lower-case hex, as sha256sum prints it' });

export const Utc = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .meta({ description: 'UTC with milliseconds' });

export const KeyId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ description: 'The first 32 hex digits of the SHA-256 of the public key (SPKI, DER)' });

export const Nonce = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ description: 'Random, given to the station with its claim' });

export const SegmentEntry = z.strictObject({ n: z.int().min(0), bytes: z.int().min(1), sha256: Sha256Hex });

/** Under which claim something was done. */
export const LeaseEntry = z.strictObject({
  token: z.int().min(1),
  from: Utc,
  nonce: Nonce,
  stationId: Id,
  packer: z.string().nullable().meta({ description: 'Pseudonym, e.g. P-07' }),
});

const scan = {
  id: Id,
  kind: z.string(),
  result: z.string(),
  shipmentLineId: Id.nullable(),
  code: z.string().nullable().meta({ description: 'null: it was not understood' }),
  codeSha256: Sha256Hex.nullable(),
  occurredAt: Utc,
};

const answer = {
  id: Id,
  checkCode: z.string(),
  section: z.string(),
  standardVersion: z.int(),
  attempt: z.int(),
  value: z.string(),
  answeredBy: z.string(),
  shipmentLineId: Id.nullable(),
  reasonSha256: Sha256Hex.nullable().meta({ description: "Of the packer's words, which are not in here" }),
  occurredAt: Utc,
};

const intoClip = z.int().meta({ description: 'Milliseconds from the first frame; negative: before it' });
const underToken = z.int().meta({ description: 'Of the claim under which it was done' });

export const ScanInClip = z.strictObject({ ...scan, atMs: intoClip });
export const ScanAtStage = z.strictObject({ ...scan, token: underToken });
export const AnswerInClip = z.strictObject({ ...answer, atMs: intoClip });
export const AnswerAtStage = z.strictObject({ ...answer, token: underToken });

/** Where a document stands in the chain of its shipment. */
export const place = {
  previousManifestSha256: Sha256Hex.nullable().meta({
    description: 'Of the document before it in the chain of its shipment; null: the first',
  }),
  sealedAt: Utc,
};
