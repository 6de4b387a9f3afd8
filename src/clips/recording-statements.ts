import type { EntityManager } from 'typeorm';
import { affected, firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { toDerSignature } from '../ledger/ecdsa-signature.js';
import { validStationKey } from '../ledger/signing-keys.store.js';
import { isSignedBy } from '../ledger/signing.js';
import { fromBigint } from '../database/bigint-transformer.js';
import type { ClipRow } from './clip.rows.js';
import type { CompleteClipBody } from './clips.contract.js';
import { type KnownRecording, readStatement } from './recording-statement.js';

type SignedStatement = NonNullable<CompleteClipBody['recording']>;

const FORGET = 'delete from recording_statements where clip_id = $1';

const KEEP = `
  insert into recording_statements (clip_id, brand_id, statement, signature, key_id) values ($1, $2, $3, $4, $5)`;

/**
 * Checks what a station has signed of its recording and keeps it until the clip is sealed, in the transaction that completes
 * the clip. A clip that is completed anew, because its bytes weren't what was promised, has only the newest statement.
 * @throws AppError recording_statement_mismatch with `member`, station_key_unknown, recording_signature_invalid
 */
export async function keepStatement(
  manager: EntityManager,
  clip: ClipRow,
  body: CompleteClipBody,
): Promise<void> {
  await affected(manager, FORGET, [clip.id]);
  if (!body.recording) return;
  const { statement, keyId } = body.recording;
  const { mismatch } = readStatement(statement, await knownOf(manager, clip, body));
  if (mismatch) {
    throw new AppError(
      'recording_statement_mismatch',
      `The signed statement and this clip differ in "${mismatch}": sign what was recorded and sent, in canonical JSON.`,
      { member: mismatch },
    );
  }
  const bytes = Buffer.from(statement, 'utf8');
  const der = await checkedSignature(manager, clip.station_id, bytes, body.recording);
  await affected(manager, KEEP, [clip.id, clip.brand_id, bytes, der, keyId]);
}

async function checkedSignature(
  manager: EntityManager,
  stationId: string,
  bytes: Buffer,
  { signature, keyId }: SignedStatement,
): Promise<Buffer> {
  const key = await validStationKey(manager, stationId, keyId);
  if (!key) {
    throw new AppError(
      'station_key_unknown',
      'This station has no such key in use: register it with PUT /v1/station/signing-key, or complete without a statement.',
    );
  }
  const der = toDerSignature(Buffer.from(signature, 'base64'));
  if (isSignedBy(key.pem, bytes, der)) return der;
  throw new AppError('recording_signature_invalid', 'The signature is not of these bytes by this key.');
}

async function knownOf(
  manager: EntityManager,
  clip: ClipRow,
  body: CompleteClipBody,
): Promise<KnownRecording> {
  const lease = await firstRow<{ nonce: string }>(
    manager,
    'select nonce from leases where task_id = $1 and token = $2',
    [clip.task_id, clip.token],
  );
  const segments = await rows<KnownRecording['segments'][number]>(
    manager,
    'select n, bytes, sha256 from clip_segments where clip_id = $1 order by n',
    [clip.id],
  );
  return {
    ...{ clipId: clip.id, taskId: clip.task_id, token: fromBigint(clip.token), nonce: lease?.nonce ?? '' },
    ...{ kind: clip.kind, contentType: clip.content_type, startedAt: clip.started_at, segments },
    ...{ totalBytes: body.totalBytes, sha256: Buffer.from(body.sha256, 'base64') },
    ...{ marks: body.marks, clock: body.clock ?? null },
  };
}
