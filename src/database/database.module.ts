import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { dataSourceOptions } from './data-source.js';

const CONNECT_ATTEMPTS = 5;
const CONNECT_RETRY_MS = 1_000;

/** One TypeORM `DataSource` a process; inject `DataSource` and use `inTransaction` and `rows` with it. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [APP_CONFIG],
      useFactory: (config: AppConfig) => ({
        ...dataSourceOptions(config),
        autoLoadEntities: true,
        retryAttempts: CONNECT_ATTEMPTS,
        retryDelay: CONNECT_RETRY_MS,
      }),
    }),
  ],
  exports: [TypeOrmModule],
})
export class DatabaseModule {}
