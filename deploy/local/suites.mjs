/**
 * The test suites: the one list that `npm test`, `npm run test:<suite>` and .ci/run go by. A suite enters it together with its
 * first spec, for a suite that runs nothing fails.
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} what      for the terminal
 * @property {string} project   of jest.config.mjs
 * @property {string[]} [paths] narrows the project
 * @property {boolean} embedded needs nothing that npm ci doesn't bring: part of `npm test`
 * @property {string} [needs]   what must be on the machine, when not embedded
 * @property {Record<string, string>} [env]
 */

/** @type {Suite[]} */
export const SUITES = [
  { name: 'unit', what: 'pure rules', project: 'unit', embedded: true },
  { name: 's3', what: 'conformance of the embedded object store', project: 's3', embedded: true },
  {
    name: 'integration',
    what: 'features on Postgres, BullMQ and S3',
    project: 'integration',
    embedded: true,
  },
  { name: 'e2e', what: 'stories over HTTP with API and worker', project: 'e2e', embedded: true },
  {
    name: 'redis',
    what: 'the same integration tests with the queues on Redis',
    project: 'integration',
    embedded: false,
    needs: 'redis-server',
    env: { AKASHI_TEST_REDIS: '1' },
  },
  {
    name: 'postgres15',
    what: 'the same integration tests on PostgreSQL 15',
    project: 'integration',
    embedded: false,
    needs: '/usr/lib/postgresql/15/bin',
    env: { AKASHI_TEST_POSTGRES_BIN: '/usr/lib/postgresql/15/bin' },
  },
  {
    name: 'openssl',
    what: 'seals checked with openssl only',
    project: 'openssl',
    embedded: false,
    needs: 'openssl',
  },
  {
    name: 'browser',
    what: 'the station in a real Chromium',
    project: 'browser',
    embedded: false,
    needs: 'chromium',
  },
];
