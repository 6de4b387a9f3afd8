import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../../config/config.module.js';
import { type AppConfig, loadConfig } from '../../config/env.js';
import { DatabaseModule } from '../../database/database.module.js';
import { MetricsModule } from '../../health/metrics.module.js';
import { createLogger } from '../../logging/logger.js';
import { LoggingModule } from '../../logging/logging.module.js';
import { StorageModule } from '../../storage/storage.module.js';
import { AuditModule } from '../audit.module.js';
import { Auditor } from '../auditor.js';
import { type AuditOptions, readOptions } from './options.js';
import { reportText } from './report-text.js';

@Module({})
class AuditProgram {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: AuditProgram,
      imports: [
        ...[ConfigModule.forRoot(config), LoggingModule.forRoot(createLogger('silent', 'audit'))],
        ...[MetricsModule, DatabaseModule, StorageModule, AuditModule],
      ],
    };
  }
}

/** `npm run audit` */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if ('text' in options) {
    (options.code === 0 ? process.stdout : process.stderr).write(options.text);
    return options.code;
  }
  const app = await NestFactory.createApplicationContext(AuditProgram.forRoot(loadConfig()), {
    logger: ['error'],
    abortOnError: false,
  });
  try {
    return await audit(app.get(Auditor), options);
  } finally {
    await app.close();
  }
}

async function audit(auditor: Auditor, { json, lang, ...scope }: AuditOptions): Promise<number> {
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  const report = await auditor.audit({ ...scope, signal: stopping.signal }, (check, looked) =>
    process.stderr.write(`${check}: ${looked}\n`),
  );
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, lang));
  return report.differences > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});
