import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { CheckpointsService } from '../../../src/log/checkpoints.service.js';
import { LogAppender } from '../../../src/log/log-appender.js';
import { LogPublisher } from '../../../src/log/log-publisher.js';
import { createTestApp } from '../../harness/application.js';
import { type Environment, freshEnvironment } from '../../harness/services.js';

/** An instance whose log nobody else writes. */
export interface LogWorld {
  app: NestFastifyApplication;
  environment: Environment;
  dataSource: DataSource;
  appender: LogAppender;
  checkpoints: CheckpointsService;
  publisher: LogPublisher;
}

export async function createLogWorld(own?: Environment): Promise<LogWorld> {
  const environment = own ?? (await freshEnvironment());
  const app = await createTestApp({ ...environment, LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent' });
  return {
    ...{ app, environment, dataSource: app.get(DataSource) },
    ...{ appender: app.get(LogAppender), checkpoints: app.get(CheckpointsService) },
    publisher: app.get(LogPublisher),
  };
}

const SIGNED = `
  insert into ledger_documents (sha256, schema, brand_id, shipment_id, object_key, version_id, signature, key_id)
  select decode(d, 'hex'), 'akashi.manifest/3', $2, $2, d, 'null', '\\x00', $3 from unnest($1::text[]) d`;

export const KEY_ID = '0123456789abcdef0123456789abcdef';

/** Rows of signed documents, as sealing leaves them. @returns their digests in hex */
export async function signDocuments({ dataSource }: LogWorld, count: number): Promise<string[]> {
  const digests = Array.from({ length: count }, () => randomBytes(32).toString('hex'));
  await rows(dataSource, SIGNED, [digests, newId(), KEY_ID]);
  return digests;
}

/** Changes what nobody may change, as somebody with the database's own rights could. */
export async function tamper({ dataSource }: LogWorld, table: string, statement: string): Promise<void> {
  await rows(dataSource, `alter table ${table} disable trigger user`);
  await rows(dataSource, statement);
  await rows(dataSource, `alter table ${table} enable trigger user`);
}
