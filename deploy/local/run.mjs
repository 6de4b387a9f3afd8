/** One-off programs (npm, the build, the migrate step), under the supervisor so that they die with us, output to a log. */
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { startSupervised } from './supervised.mjs';

/** A program failed; `message` has the end of what it said and where the rest is. */
export class ProgramFailed extends Failure {
  constructor(name, outcome, service) {
    const how = outcome.signal ? `was ended by ${outcome.signal}` : `failed with exit code ${outcome.code}`;
    super(`${name} ${how}. The end of ${service.logFile}:\n\n${indent(service.logTail(25))}\n`);
  }
}

/**
 * Runs a program to its end; rejects with ProgramFailed unless it exits with 0.
 * @param {import('./supervised.mjs').ServiceOptions & { onLine?: (line: string) => void }} options
 *   `onLine` receives each line of output as it appears
 */
export async function runProgram({ onLine, ...options }) {
  const service = await startSupervised(options);
  const following = onLine ? followLog(service, onLine) : undefined;
  const outcome = await service.exited;
  await following;
  if (outcome.code !== 0) throw new ProgramFailed(options.name, outcome, service);
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
