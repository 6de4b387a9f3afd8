import { createWorld } from '../deploy/demo/world.js';
import { Narrator } from '../deploy/demo/narrator.js';
import { evidenceBench } from './evidence.bench.js';
import { intakeBench } from './intake.bench.js';
import { bench } from './lib/env.js';
import { jsonLine, tableRow, type Figure } from './lib/report.js';
import { logBench } from './log.bench.js';
import { mediaBench } from './media.bench.js';
import { trackingBench } from './tracking.bench.js';
import { uploadBench } from './upload.bench.js';

const BENCHES = {
  ...{ intake: intakeBench, upload: uploadBench, media: mediaBench },
  ...{ evidence: evidenceBench, log: logBench, tracking: trackingBench },
};
const names = ['intake', 'upload', 'media', 'evidence', 'log', 'tracking'] as const;

/** Runs the named benches (all without a name) and prints each figure as soon as it is known. */
async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const json = args.includes('--json');
  const wanted = names.filter((name) => args.includes(name));
  const narrator = new Narrator(process.stderr);
  const world = await createWorld(bench.BENCH_BASE_URL, bench.AKASHI_OPERATOR_KEY, narrator);
  for (const name of wanted.length > 0 ? wanted : names) {
    narrator.say(`bench ${name}`);
    const figures: Figure[] = await BENCHES[name](world);
    for (const figure of figures) process.stdout.write(`${json ? jsonLine(figure) : tableRow(figure)}\n`);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
