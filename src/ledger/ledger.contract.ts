import { z } from 'zod';
import { Instant } from '../http/common.contract.js';

export const RevokedReason = z.enum(['lost', 'compromised', 'retired']);

/** GET /v1/keys: what signatures of documents are checked with. */
export const PublicKey = z
  .strictObject({
    keyId: z.string(),
    pem: z.string().meta({ description: 'SPKI in PEM, as `openssl dgst -sha256 -verify` reads it' }),
    current: z.boolean().meta({ description: 'Whether the service signs with it now' }),
    owner: z.enum(['service', 'station']),
    validFrom: Instant,
    validUntil: Instant.nullable().meta({ description: 'null: in use' }),
    revokedFrom: Instant.nullable().meta({ description: 'From then on nothing that it signs counts' }),
    revokedReason: RevokedReason.nullable(),
  })
  .meta({ id: 'PublicKey' });
export const PublicKeyList = z.strictObject({ items: z.array(PublicKey) }).meta({ id: 'PublicKeyList' });

/** GET /v1/keys/{signingKeyId}: the PEM alone. */
export const KeyParams = z.strictObject({ signingKeyId: z.string().regex(/^[0-9a-f]{32}$/) });

const CLOCK_TOLERANCE_MS = 300_000;

/** POST /v1/keys/{signingKeyId}/revocation: for good, from a moment that has passed. */
export const Revocation = z
  .strictObject({
    from: Instant.refine(
      (instant) => Number.isNaN(Date.parse(instant)) || Date.parse(instant) < Date.now() + CLOCK_TOLERANCE_MS,
      'is still to come: a revocation works from a moment that has passed',
    ),
    reason: RevokedReason,
  })
  .meta({ id: 'Revocation' });

/** GET /v1/schemas */
export const SchemaList = z
  .strictObject({ items: z.array(z.strictObject({ schema: z.string(), name: z.string() })) })
  .meta({ id: 'SchemaList' });
export const SchemaParams = z.strictObject({ schemaName: z.string().regex(/^akashi\.[a-z]+-\d{1,3}$/) });

export type RevokedReason = z.infer<typeof RevokedReason>;
export type Revocation = z.infer<typeof Revocation>;
export type PublicKey = z.infer<typeof PublicKey>;
