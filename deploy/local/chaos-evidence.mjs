/** `npm run chaos:evidence`: stations film over a bad network while everything is killed; then every promise is checked. */
import './node-version.mjs';

import { parseArgs } from 'node:util';

import { playOnInstance } from './chaos-play.mjs';

const HELP = `npm run chaos:evidence -- [--seed N] [--clips N] [--short] [--keep] [--no-build]

500 recordings of 16 stations, through proxies that cut, delay and repeat what travels, while API processes, the worker,
Postgres and the object store are killed with -9. Then it checks: every acknowledged segment is there, every completed clip has its
original byte for byte and is sealed exactly once, the auditor finds nothing. Exit code 0: every promise was kept.
  --short     40 recordings of 8 stations
  --keep      leave the folder with the logs behind
`;

const STORIES = {
  long: { clips: 500, stations: 16, gapMs: 2_500, pauseMs: 2_000, settleMs: 300_000 },
  short: { clips: 40, stations: 8, gapMs: 500, pauseMs: 800, settleMs: 120_000 },
};

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    clips: { type: 'string' },
    ...Object.fromEntries(
      ['short', 'keep', 'help', 'no-build'].map((name) => [name, { type: 'boolean', default: false }]),
    ),
  },
});

if (options.help) process.stdout.write(HELP);
else {
  const preset = STORIES[options.short ? 'short' : 'long'];
  const story = { ...preset, seed: Number(options.seed), clips: Number(options.clips ?? preset.clips) };
  await playOnInstance(
    { ...options, queue: 'postgres' },
    'dist/deploy/chaos/evidence/run.js',
    ({ playEvidenceChaos }, instance) => playEvidenceChaos(instance, story, process.stdout),
  );
}
