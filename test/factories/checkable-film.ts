import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../src/database/sql.js';
import { inTransaction } from '../../src/database/transaction.js';
import { renditionStatement, STATEMENT_SCHEMA } from '../../src/evidence/rendition-statement.js';
import { enterDocument, LedgerWriter } from '../../src/ledger/ledger-writer.js';
import { ObjectStore } from '../../src/storage/object-store.js';
import type { TrackedShipment } from './tracked-shipment.js';

export const MADE_AT = new Date('2026-11-20T02:06:00.000Z');

/** Puts real bytes behind a shipment's customer film, with a statement that the service has signed. Returns where they lie. */
export async function putCheckableFilm(
  app: NestFastifyApplication,
  { filmId, shipmentId, brand }: TrackedShipment,
  film: Buffer = readFileSync(new URL(import.meta.url)),
): Promise<{ key: string; sha256: string }> {
  const [store, dataSource] = [app.get(ObjectStore), app.get(DataSource)];
  const key = `${filmId}/checkable.mp4`;
  const { versionId } = await store.put({ bucket: 'derived', key, body: film, contentType: 'video/mp4' });
  const sha256 = createHash('sha256').update(film).digest('hex');
  const statement = renditionStatement({
    ...{ clipId: filmId, madeAt: MADE_AT },
    original: { key: 'o', versionId: 'v1', bytes: 1, sha256: '0'.repeat(64) },
    rendition: {
      kind: 'customer',
      key,
      versionId,
      contentType: 'video/mp4',
      bytes: film.length,
      sha256,
      durationMs: 42_300,
    },
    recipe: { id: 'test', tool: 'test', from: 'original', args: [] },
  });
  const written = await app.get(LedgerWriter).write(`${brand.id}/${filmId}`, STATEMENT_SCHEMA, statement);
  await inTransaction(dataSource, async (manager) => {
    await enterDocument(manager, written, { brandId: brand.id, shipmentId, clipId: filmId });
    await rows(
      manager,
      `update renditions set object_key = $2, version_id = $3, sha256 = $4, bytes = $5, statement_sha256 = $6
        where clip_id = $1 and kind = 'customer'`,
      [filmId, key, versionId, Buffer.from(sha256, 'hex'), film.length, written.sha256],
    );
  });
  return { key, sha256 };
}
