import { z } from 'zod';
import { Instant, Sha256Base64 } from '../http/common.contract.js';

const Size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** GET /v1/log/proofs/{sha256} */
export const ProofParams = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'must be the SHA-256 of a document in hex, as sha256sum prints it')
    .transform((digest) => Buffer.from(digest, 'hex')),
});

/** GET /v1/log/consistency: sizes of the log; `to` is the newest checkpoint's unless named. */
export const ConsistencyQuery = z.strictObject({ from: Size, to: Size.optional() });

export const ConsistencyProof = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    hashes: z.array(Sha256Base64).meta({ description: 'RFC 6962, section 2.1.2' }),
  })
  .meta({ id: 'ConsistencyProof' });

/** GET /v1/log/key: what checkpoints are checked with. */
export const LogKey = z
  .strictObject({
    origin: z.string(),
    keyId: z.string().meta({ description: 'Four bytes in hex' }),
    pem: z.string().meta({ description: 'Ed25519, SPKI in PEM' }),
    vkey: z.string().meta({ description: 'C2SP verifier key: `<name>+<key id>+<base64>`' }),
    former: z.array(z.string()).meta({ description: 'Verifier keys of earlier checkpoints' }),
  })
  .meta({ id: 'LogKey' });

/** POST /v1/log/checkpoints */
export const LogCheckpoint = z
  .strictObject({
    size: z.int(),
    root: Sha256Base64,
    note: z.string().meta({ description: 'The signed note itself, as /log/checkpoint serves it' }),
    madeAt: Instant,
    custody: z.strictObject({ count: z.int(), head: Sha256Base64 }).nullable(),
    published: z.boolean().meta({ description: 'Whether it has been copied to object storage' }),
  })
  .meta({ id: 'LogCheckpoint' });

export type ConsistencyProof = z.infer<typeof ConsistencyProof>;
export type LogKey = z.infer<typeof LogKey>;
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;
