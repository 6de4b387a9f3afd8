import { loadConfig } from '../config/env.js';
import { migrate } from './migrator.js';

/**
 * The migrate step, a process of its own before API and workers start. Prints one JSON object a line; exit code 0 when
 * the database is up to date, 1 when it isn't.
 */
function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const config = loadConfig();
try {
  await migrate(config, print);
} catch (error) {
  print({
    event: 'migrate',
    step: 'failed',
    message: error instanceof Error ? error.message : String(error),
  });
  process.exitCode = 1;
}
