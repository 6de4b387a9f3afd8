/** Minutes of films, of many rows or of dying processes: a suite of their own, so that `npm test` stays something to wait for. */
const SLOW = [
  'test/integration/(media|audit|log)/',
  'test/integration/launcher/(second-start|crashes)',
  'test/integration/board/board-(counts|events)',
  'test/integration/bundles/large-bundle',
  'test/integration/evidence/(later-renditions|preservation)',
  'test/e2e/losses',
].join('|');

/** Has most to break where Redis can be flushed and stopped: the suite with Redis runs it. */
const CHAOS = 'test/e2e/chaos';

/** What says nothing new about another kind of queue. */
const NO_QUEUE =
  'test/integration/(access|audit|bundles|cases|clips|database|evidence|http|launcher|log|media|orders|pickups|simulation|stations|storage|timeline|timestamps|tracking)/|test/integration/board/board-(counts|events)|test/e2e/(story|losses)';

/** What says nothing new about another Postgres: films, sockets, processes. */
const NO_SQL = `${SLOW}|test/integration/(bundles|clips|http|launcher|storage|timestamps|tracking)/|queue/(hanging-storage|many-tasks)`;

/**
 * The test suites: the one list that `npm test`, `npm run test:<suite>` and .ci/run go by. A suite enters it together with its
 * first spec, for a suite that runs nothing fails.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} what        for the terminal
 * @property {string[]} projects  of jest.config.mjs
 * @property {string[]} [args]    more arguments for Jest
 * @property {boolean} embedded   needs nothing that npm ci doesn't bring: part of `npm test`
 * @property {string} [needs]     a program on PATH or a path, which must be on the machine
 * @property {Record<string, string>} [env]
 */

/** @type {Suite[]} */
export const SUITES = [
  { name: 'unit', what: 'pure rules', projects: ['unit'], embedded: true },
  { name: 's3', what: 'conformance of the embedded object store', projects: ['s3'], embedded: true },
  {
    name: 'integration',
    what: 'features on Postgres, BullMQ and S3',
    projects: ['integration'],
    args: ['--testPathIgnorePatterns', SLOW],
    embedded: true,
  },
  {
    name: 'e2e',
    what: 'the story over HTTP, with real films',
    projects: ['e2e'],
    args: ['--testPathIgnorePatterns', `${SLOW}|${CHAOS}`],
    embedded: true,
  },
  {
    name: 'slow',
    what: 'hostile films, audits, logs, lost queues and dying processes; the rest of integration and e2e',
    projects: ['integration', 'e2e'],
    args: ['--testPathPatterns', SLOW],
    embedded: false,
  },
  {
    name: 'redis',
    what: 'the same integration tests, and chaos, with the queues on Redis',
    projects: ['integration', 'redis', 'e2e'],
    args: ['--testPathIgnorePatterns', NO_QUEUE],
    embedded: false,
    needs: 'redis-server',
    env: { AKASHI_TEST_REDIS: '1' },
  },
  {
    name: 'postgres15',
    what: 'the same integration tests on PostgreSQL 15',
    projects: ['integration'],
    args: ['--testPathIgnorePatterns', NO_SQL],
    embedded: false,
    needs: '/usr/lib/postgresql/15/bin/postgres',
    env: { AKASHI_TEST_POSTGRES_BIN: '/usr/lib/postgresql/15/bin' },
  },
  {
    name: 'openssl',
    what: 'records checked with sha256sum and openssl only',
    projects: ['openssl'],
    embedded: false,
    needs: 'openssl',
  },
  {
    name: 'browser',
    what: 'pages in a real Chromium',
    projects: ['browser'],
    embedded: false,
    needs: 'chromium',
  },
];
