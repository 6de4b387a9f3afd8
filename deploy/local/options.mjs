/** The command line of `npm start`. */
import { join, resolve } from 'node:path';

import { Failure } from './failure.mjs';

export const DEFAULT_PORT = 3000;

export const HELP = `Usage: npm start -- [options]

Starts everything Akashi needs on this machine, and a demo brand on an empty database. Ctrl-C stops it all.

  --port N         port of the web server (default ${DEFAULT_PORT}, or the next free one)
  --data-dir DIR   where data, keys and logs are kept (default .akashi)
  --no-demo        start empty: no demo brand, no demo story
  --reset          delete the data dir's contents first; asks before it does
  --yes            don't ask (for --reset)
  --help           this text

Environment variables that take the place of an embedded service:
  DATABASE_URL     a Postgres of yours, 15 or newer
  REDIS_URL        Redis or Valkey for the queues, which otherwise live in Postgres
  S3_ENDPOINT      an object store of yours, with S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY
                   (and S3_REGION, S3_PUBLIC_ENDPOINT, S3_BUCKET_PREFIX, S3_FORCE_PATH_STYLE)
  FFMPEG_PATH      the ffmpeg to use; FFPROBE_PATH likewise
  PUBLIC_URL       the https address at which a proxy of yours shows Akashi to others
`;

/** Something the user typed that cannot be; its message is all they need to see. */
export class UsageError extends Failure {}

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {number | undefined} port   undefined: the default, or the next free one
 * @property {string} dataDir            absolute
 * @property {boolean} demo
 * @property {boolean} reset
 * @property {boolean} yes
 */

const SWITCHES = {
  '--help': 'help',
  '-h': 'help',
  '--reset': 'reset',
  '--yes': 'yes',
  '-y': 'yes',
  '--no-demo': 'noDemo',
};
const VALUES = { '--port': 'port', '--data-dir': 'dataDir' };

/**
 * @param {string[]} args  without node and script
 * @param {{ root: string, from: string }} where  the repository, and the folder that relative paths mean
 * @returns {StartOptions}
 */
export function parseOptions(args, { root, from }) {
  const given = {};
  const rest = [...args];
  while (rest.length > 0) {
    const [name, inline] = splitAtEquals(rest.shift());
    if (name in SWITCHES && inline === undefined) given[SWITCHES[name]] = true;
    else if (name in VALUES) given[VALUES[name]] = inline ?? valueOf(name, rest);
    else throw new UsageError(`Unknown option ${name}. npm start -- --help lists them all.`);
  }
  return {
    help: given.help ?? false,
    port: given.port === undefined ? undefined : portNumber(given.port),
    dataDir: given.dataDir === undefined ? join(root, '.akashi') : resolve(from, given.dataDir),
    demo: !given.noDemo,
    reset: given.reset ?? false,
    yes: given.yes ?? false,
  };
}

function splitAtEquals(word) {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function valueOf(name, rest) {
  const value = rest.shift();
  if (value === undefined || value.startsWith('--')) throw new UsageError(`${name} needs a value.`);
  return value;
}

function portNumber(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`--port ${text} is not a port: a number from 1 to 65535.`);
}
