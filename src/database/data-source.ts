import type { DataSourceOptions } from 'typeorm';
import { migrations } from '../../migrations/all.js';
import type { AppConfig } from '../config/env.js';

/**
 * TypeORM's options for the API, the workers and the migrate step.
 * Never `synchronize`: the migrations are the schema. Waiting for a connection ends after `connectTimeoutMs`, so that an
 * exhausted pool shows as an error instead of a hanging request.
 */
export function dataSourceOptions(config: AppConfig): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.database.url,
    connectTimeoutMS: config.database.connectTimeoutMs,
    poolSize: config.database.poolMax,
    applicationName: 'akashi',
    migrations,
    migrationsTableName: 'akashi_migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  };
}
