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

/** What may come out otherwise on another kind of queue; the contracts of claims and tickets are in test/redis. */
const QUEUE = `test/redis/|test/integration/(jobs/|queue/(carts|positions|hanging-storage))|${CHAOS}`;

/** What may come out otherwise on another Postgres: statements that are more than plain. */
const SQL =
  'test/integration/(board/board.spec|cases/search|database|log/log.spec|orders/intake|queue/(claims|places|positions|alerts)|timeline|evidence/(completeness|manifests))';

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
    what: 'claims, jobs, the loss of the queue and chaos, with the queues on Redis',
    projects: ['integration', 'redis', 'e2e'],
    args: ['--testPathPatterns', QUEUE],
    embedded: false,
    needs: 'redis-server',
    env: { AKASHI_TEST_REDIS: '1' },
  },
  {
    name: 'postgres15',
    what: 'statements that are more than plain, on PostgreSQL 15',
    projects: ['integration'],
    args: ['--testPathPatterns', SQL],
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
    // Half of the time a page waits for a heartbeat.
    args: ['--maxWorkers', '3'],
    embedded: false,
    needs: 'chromium',
  },
];
