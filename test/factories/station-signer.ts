import { webcrypto } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { firstRow } from '../../src/database/sql.js';
import { canonicalJson, type Json } from '../../src/ledger/canonical-json.js';
import { readPublicKey } from '../../src/ledger/signing.js';
import { cut, filmTime, type HeldTask, sha256 } from './clips.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };

/** A station's device that signs, as the station page does: with WebCrypto, a key that can't be read. */
export class StationSigner {
  private constructor(
    private readonly privateKey: webcrypto.CryptoKey,
    readonly publicKey: string,
    readonly keyId: string,
  ) {}

  static async make(): Promise<StationSigner> {
    const pair = await webcrypto.subtle.generateKey(CURVE, false, ['sign', 'verify']);
    const spki = await webcrypto.subtle.exportKey('spki', pair.publicKey);
    const publicKey = Buffer.from(spki).toString('base64');
    const known = readPublicKey(publicKey);
    if (!known) throw new Error('WebCrypto made no P-256 key');
    return new StationSigner(pair.privateKey, publicKey, known.keyId);
  }

  async register(app: NestFastifyApplication, stationKey: string): Promise<void> {
    const answer = await app.inject({
      method: 'PUT',
      url: '/v1/station/signing-key',
      headers: { authorization: `Bearer ${stationKey}` },
      payload: { publicKey: this.publicKey },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }

  /** What `complete` takes as `recording`. */
  async sign(statement: Json) {
    const bytes = canonicalJson(statement);
    const signature = await webcrypto.subtle.sign(
      { name: 'ECDSA', hash: 'SHA-256' },
      this.privateKey,
      new Uint8Array(bytes),
    );
    return {
      statement: bytes.toString(),
      signature: Buffer.from(signature).toString('base64'),
      keyId: this.keyId,
    };
  }
}

/** What a station says of a film that a ClipDriver records in segments of so many bytes. */
export async function statementOf(
  app: NestFastifyApplication,
  { task, clipId }: { task: HeldTask; clipId: string },
  bytes: Buffer,
  segmentBytes = 1 << 20,
) {
  const find = 'select nonce from leases where task_id = $1 and token = $2';
  const lease = await firstRow<{ nonce: string }>(app.get(DataSource), find, [task.taskId, task.token]);
  return {
    ...{ schema: 'akashi.recording/1', clipId, taskId: task.taskId, token: task.token },
    nonce: lease?.nonce ?? '',
    ...{ kind: 'film', contentType: 'video/webm', startedAt: filmTime(0) },
    signedAt: new Date().toISOString(),
    segments: cut(bytes, segmentBytes).map((part, n) => ({
      n,
      bytes: part.length,
      sha256: sha256(part).toString('hex'),
    })),
    ...{ totalBytes: bytes.length, sha256: sha256(bytes).toString('hex'), marks: [], clock: null },
  };
}
