/**
 * `npm run check`: format, lint, types, unit tests and the generated client; what CI runs before anything else, with
 * `--no-tests` since it runs them all afterwards.
 */
import './node-version.mjs';

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { prepareInstall } from './prepare.mjs';
import { say } from './progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const tool = (path, ...args) => [join(root, 'node_modules', path), ...args];

/** Name and arguments for Node; a check whose subject isn't there is not in the list. */
function checks() {
  const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  return [
    ['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')],
    ['lint', tool('eslint/bin/eslint.js', '--max-warnings', '0', '.')],
    ['types', tool('typescript/bin/tsc', '--noEmit', '-p', '.')],
    ...(existsSync(join(root, 'web/tsconfig.json'))
      ? [['types of web', tool('typescript/bin/tsc', '--noEmit', '-p', 'web')]]
      : []),
    ...(process.argv.includes('--no-tests')
      ? []
      : [['unit tests', ['deploy/local/test.mjs', '--suite', 'unit']]]),
    ...(scripts.client === undefined ? [] : [['generated client', clientCheck(scripts.client)]]),
  ];
}

/** `npm run client -- --check` without npm, which prints more than it says. */
function clientCheck(script) {
  return [...script.replace(/^(exec )?node /, '').split(' '), '--check'];
}

/** What a check says is shown in one piece, when it is done. */
function runCheck([name, args]) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    child.on('close', (code) => {
      say(`── ${name}`);
      process.stdout.write(Buffer.concat(said));
      resolve({ name, passed: code === 0, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) });
    });
  });
}

/** Two lanes: linting takes as long as everything else together. */
async function runAll() {
  const waiting = checks().sort(([one], [other]) => Number(other === 'lint') - Number(one === 'lint'));
  const results = [];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await runCheck(next));
  };
  await Promise.all([lane(), lane()]);
  return results;
}

mkdirSync(join(root, '.akashi', 'logs'), { recursive: true, mode: 0o700 });
await prepareInstall(root, join(root, '.akashi', 'logs'));
const results = await runAll();
say('');
for (const { name, passed, seconds } of results)
  say(`${passed ? 'ok    ' : 'FAILED'}  ${name}, ${seconds} s`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
