/** One-off programs (npm, the build, the migrate step), under the supervisor so that they die with us, output to a log. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { startSupervised } from './supervised.mjs';

/** A program failed; `message` has the end of what it said and, when its log is kept, where the rest is. */
export class ProgramFailed extends Failure {
  constructor(name, outcome, service, keepsLog = true) {
    const how = outcome.signal ? `was ended by ${outcome.signal}` : `failed with exit code ${outcome.code}`;
    const what = keepsLog ? service.logFile : 'what it said';
    super(`${name} ${how}. The end of ${what}:\n\n${indent(service.logTail(25))}\n`);
  }
}

/**
 * Runs a program to its end; rejects with ProgramFailed unless it exits with 0.
 * @param {import('./supervised.mjs').ServiceOptions & { onLine?: (line: string) => void, keepsLog?: boolean }} options
 *   `onLine` receives each line of output as it appears; with `keepsLog: false` the caller deletes the log afterwards
 */
export async function runProgram({ onLine, keepsLog, ...options }) {
  const service = await startSupervised(options);
  const following = onLine ? followLog(service, onLine) : undefined;
  const outcome = await service.exited;
  await following;
  if (outcome.code !== 0) throw new ProgramFailed(options.name, outcome, service, keepsLog);
}

async function followLog(service, onLine) {
  let seen = 0;
  for (;;) {
    const over = service.ended;
    const lines = service.logLines();
    for (const line of lines.slice(seen)) onLine(line);
    seen = lines.length;
    if (over) return;
    await sleep(80);
  }
}

function indent(text) {
  return text.replace(/^/gm, '    ');
}
