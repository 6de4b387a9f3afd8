/** `npm run build` when dist/ is missing or was made from other sources. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { hashFiles, readIfThere } from './files.mjs';
import { npm } from './install.mjs';
import { runProgram } from './run.mjs';

const STAMP = 'dist/.akashi-built';
const BUILT = [
  'dist/src/main.js',
  'web/dist/station/index.html',
  'web/dist/console/index.html',
  'web/dist/verify/check.js',
];
const SOURCES = [
  ...['src', 'workers', 'migrations', 'deploy', 'bench', 'web'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'nest-cli.json', '.swcrc'],
];

/** Why there must be a build, in words for the terminal, or undefined when dist/ is what the sources say. */
export function whyBuild(root) {
  const stamp = readIfThere(join(root, STAMP));
  if (stamp === undefined) return existsSync(join(root, 'dist')) ? 'dist is not complete' : 'first start';
  if (BUILT.some((file) => !existsSync(join(root, file)))) return 'something was deleted from it';
  return stamp === buildStamp(root) ? undefined : 'the sources have changed';
}

/** Builds everything that `npm start` runs. */
export async function build(root, logFile) {
  const stamp = buildStamp(root);
  const { NODE_ENV: _, ...env } = process.env;
  await runProgram({
    name: 'npm run build',
    ...npm('run', 'build'),
    env,
    cwd: root,
    logFile,
    graceMs: 3_000,
  });
  writeFileSync(join(root, STAMP), stamp);
}

function buildStamp(root) {
  return hashFiles(
    root,
    SOURCES,
    (path) => !path.startsWith('web/dist/') && !/\.spec\.tsx?$|\.m[jt]s$|\/node_modules\//.test(path),
  );
}
