/** Plays the demo story into an empty database, and remembers what it made. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { say } from './progress.mjs';
import { runProgram } from './run.mjs';
import { ENTRIES } from './services.mjs';

/** Whether there is no brand yet: nobody's real data gets a demo brand beside it. */
export async function isEmptyDatabase(databaseUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query('select not exists (select 1 from brands) as empty');
    return rows[0].empty;
  } finally {
    await client.end();
  }
}

/**
 * Runs the demo, shows its lines as they come and returns its result: `brandKey, stationKey, logins[], trackingUrls[],
 * disputeUrl` (it writes them as JSON to the path in AKASHI_DEMO_RESULT, and finds the instance in AKASHI_INSTANCE_FILE).
 */
export async function playDemo({ root, services, instance, dataDir }) {
  const resultFile = join(dataDir, 'demo-result.json');
  // What the demo says holds names and links that work: for the terminal, not to be kept.
  const logFile = services.logFile('demo');
  const forget = () => [resultFile, logFile].forEach((file) => rmSync(file, { force: true }));
  forget();
  try {
    await runProgram({
      name: 'The demo',
      command: process.execPath,
      args: [join(root, ENTRIES.demo)],
      env: { ...services.environment(), AKASHI_INSTANCE_FILE: instance.file, AKASHI_DEMO_RESULT: resultFile },
      cwd: root,
      logFile,
      keepsLog: false,
      onLine: (line) => say(`  ${line}`),
    });
    return JSON.parse(readFileSync(resultFile, 'utf8'));
  } finally {
    forget();
  }
}
