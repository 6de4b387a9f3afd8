/**
 * `npm run client`: writes the types of the API's client, web/shared/api/schema.d.ts, from the routes and their contracts.
 * `npm run client -- --check` changes nothing and fails when the file is stale. Needs no service; builds src first.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import openapiTS, { astToString } from 'openapi-typescript';

const HEADER = `/**
 * Made by \`npm run client\` from the contracts in src; never edited by hand.
 */

`;

// A caller may leave out what has a default; answers name all their fields as required themselves.
const OPTIONS = { alphabetize: true, defaultNonNullable: false };

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'web/shared/api/schema.d.ts');

const text = HEADER + astToString(await openapiTS(describeApi(), OPTIONS));
if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
  console.log(`Wrote ${file}`);
} else if (readIfPresent(file) !== text) {
  console.error('web/shared/api/schema.d.ts is stale: run npm run client and commit it.');
  process.exitCode = 1;
} else {
  console.log('web/shared/api/schema.d.ts is up to date.');
}

function describeApi() {
  const run = (script, ...args) =>
    execFileSync(process.execPath, [join(root, script), ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  if (!process.argv.includes('--no-build')) run('node_modules/@nestjs/cli/bin/nest.js', 'build');
  return JSON.parse(run('dist/src/http/print-openapi.js'));
}

function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
