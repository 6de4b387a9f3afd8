/**
 * `npm test`: installs and builds what is missing, then runs the suites that need only embedded services, and names the
 * others. `--suite NAME` (repeatable) runs the named ones; everything else goes to Jest, for instance a path or `-t NAME`.
 * The last line is `N passed, N failed` over all suites.
 */
import './node-version.mjs';

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { watchNpm } from './npm-parent.mjs';
import { prepare, prepareInstall } from './prepare.mjs';
import { say } from './progress.mjs';
import { SUITES } from './suites.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

/** @returns {{ names: string[], rest: string[] }} */
function parseArguments(args) {
  const names = [];
  const rest = [];
  for (let at = 0; at < args.length; at += 1) {
    if (args[at] === '--suite') names.push(args[(at += 1)]);
    else rest.push(args[at]);
  }
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length === 0) return { names, rest };
  process.stderr.write(
    `No suite ${unknown.join(', ')}. There are: ${SUITES.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(1);
}

/** What a suite needs and the machine lacks, or undefined. */
function missing({ needs }) {
  if (needs === undefined) return undefined;
  const places = needs.startsWith('/')
    ? [needs]
    : process.env.PATH.split(delimiter).map((folder) => join(folder, needs));
  return places.some((place) => existsSync(place)) ? undefined : needs;
}

async function runSuite(suite, rest, folder) {
  const lacking = missing(suite);
  if (lacking) return { passed: 0, failed: 1, ran: false, why: `${lacking} is not on this machine` };
  const report = join(folder, `${suite.name}.json`);
  // Whoever names files means these, whatever the suite's own choice of them is.
  const choice = rest.some((arg) => !arg.startsWith('-')) ? [] : (suite.args ?? []);
  const args = [...JEST, ...rest, '--selectProjects', ...suite.projects, ...choice];
  args.push('--json', `--outputFile=${report}`);
  const code = await jest(args, suite.env);
  if (!existsSync(report))
    return { passed: 0, failed: 1, ran: false, why: `Jest ended with ${code} before it had a result` };
  return counted(JSON.parse(readFileSync(report, 'utf8')), code);
}

/** With --json Jest prints the report to stdout as well; what people read goes to stderr. */
function jest(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', 'ignore', 'inherit'],
    });
    running.add(child);
    child.on('exit', (code, signal) => (running.delete(child), resolve(code ?? signal)));
  });
}

const running = new Set();

/** A spec file that could not run at all, and a failure outside of any test, count as one failed test. */
function counted(report, code) {
  const broken = report.numRuntimeErrorTestSuites;
  const failed = report.numFailedTests + broken;
  const ran = report.numPassedTests + failed > 0;
  const clean = ran && (code === 0 || failed > 0);
  return {
    passed: report.numPassedTests,
    failed: clean ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
    ran,
    why: ran ? (clean ? undefined : `Jest ended with ${code}`) : 'it ran no test',
  };
}

function summarise(suites, results, leftOut) {
  say('');
  suites.forEach(({ name, what }, at) => {
    const { passed, failed, skipped, why, seconds } = results[at];
    const more = `${skipped ? `, ${skipped} skipped` : ''}${why ? ` (${why})` : ''}`;
    say(`${name.padEnd(12)} ${passed} passed, ${failed} failed${more}; ${seconds} s: ${what}`);
  });
  for (const { name, what, needs } of leftOut) {
    say(
      `${name.padEnd(12)} left out${needs ? `, needs ${needs}` : ''}: ${what}. Run it with: npm run test:${name}`,
    );
  }
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  say(`\n${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 && results.every(({ ran }) => ran);
}

async function main() {
  const { names, rest } = parseArguments(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), 'akashi-npm-test-'));
  // Jest stops its services when asked to; if it cannot be asked, their supervisors notice.
  const endAll = () => running.forEach((child) => child.kill('SIGINT'));
  process.on('SIGINT', () => (endAll(), process.exit(130)));
  process.on('SIGTERM', () => (endAll(), process.exit(143)));
  watchNpm(() => (endAll(), process.exit(1)));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const suites =
    names.length > 0
      ? SUITES.filter(({ name }) => names.includes(name))
      : SUITES.filter(({ embedded }) => embedded);
  const logFolder = join(root, '.akashi', 'logs');
  mkdirSync(logFolder, { recursive: true, mode: 0o700 });
  // Pure rules are tested as sources; everything else runs what npm start runs.
  if (suites.every(({ name }) => name === 'unit')) await prepareInstall(root, logFolder);
  else await prepare({ root, logFolder });
  const results = [];
  for (const suite of suites) {
    say(`\n── ${suite.name}: ${suite.what}`);
    const startedAt = Date.now();
    const result = await runSuite(suite, rest, folder);
    results.push({ ...result, seconds: Math.round((Date.now() - startedAt) / 1000) });
  }
  const leftOut = names.length > 0 ? [] : SUITES.filter(({ embedded }) => !embedded);
  process.exitCode = summarise(suites, results, leftOut) ? 0 : 1;
}

await main();
