import { writeFile } from 'node:fs/promises';
import { chartOf } from '../chart.js';
import { listOf } from '../listed-day.js';
import { writeOrdersCsv } from '../orders-csv.js';
import {
  checkBound,
  checkGuard,
  checkGuardInNeed,
  checkLines,
  FULL_CHECK,
  type Check,
} from '../self-check.js';
import { simulate } from '../simulate.js';
import { readOptions, type SimulateOptions } from './options.js';
import { InputProblem } from './input-problem.js';
import { scenarioOf } from './read-scenario.js';
import { checksText, reportText } from './table.js';

/** `npm run simulate` */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if ('text' in options) {
    (options.code === 0 ? process.stdout : process.stderr).write(options.text);
    return options.code;
  }
  if (options.values.check) return check();
  return run(options);
}

async function run({ values, lang }: SimulateOptions): Promise<number> {
  const scenario = await scenarioOf(values);
  if (values['write-csv']) {
    await write(values['write-csv'], writeOrdersCsv(listOf(scenario)));
    return 0;
  }
  const report = simulate(scenario);
  process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report, lang));
  if (values.svg) await write(values.svg, chartOf(report, lang));
  return 0;
}

/** One block after the other, so that something is to be seen while the long one runs. */
function check(): number {
  const parts = [
    () => checkBound(20_000),
    () => checkGuard(FULL_CHECK.guardSeeds),
    () => checkGuardInNeed(FULL_CHECK.guardSeeds),
    () => checkLines(FULL_CHECK),
  ];
  const checks: Check[] = [];
  for (const part of parts) {
    const done = part();
    process.stdout.write(checksText(done));
    checks.push(...done);
  }
  return checks.every(({ ok }) => ok) ? 0 : 1;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new InputProblem(
      `${file} can't be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof InputProblem)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 1;
});
