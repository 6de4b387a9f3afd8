/** `npm run demo`: the built demo, or what to do first where nothing is built yet. */
import './node-version.mjs';

import { existsSync } from 'node:fs';

const program = new URL('../../dist/deploy/demo/main.js', import.meta.url);
const packages = new URL('../../node_modules/zod', import.meta.url);

if (existsSync(program) && existsSync(packages)) {
  await import(program.href);
} else {
  process.stderr.write(
    'The demo plays on a running instance, and nothing is built here yet. Run npm start: it installs, builds, starts\n' +
      'everything and plays the story. While it runs, npm run demo plays the story again; -- --help lists its options.\n',
  );
  process.exitCode = process.argv.includes('--help') ? 0 : 2;
}
