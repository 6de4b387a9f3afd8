/**
 * Jest runs our TypeScript as native ES modules. Start it with `npm run jest -- <arguments>` (or `npm test`), which passes the
 * flag that Node needs for that; `npm run jest -- --selectProjects integration test/integration/claims.spec.ts` runs one file.
 *
 * Each project is one suite of `npm test` (deploy/local/suites.mjs); those that need services get them from `globalSetup`.
 */
if (![...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').includes('--experimental-vm-modules')) {
  throw new Error('Jest needs a Node flag here. Start it with: npm run jest -- <arguments>');
}

const swcOptions = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true, decorators: true, dynamicImport: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic' },
    },
    keepClassNames: true,
  },
};

/** ES modules that CommonJS dependencies (Fastify's plugins) `require`: Node can do that, Jest cannot. */
const REQUIRED_MODULES = '/node_modules/(cookie|content-disposition)/';

const common = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts', '$1.tsx'] },
  transform: {
    '\\.tsx?$': ['@swc/jest', swcOptions],
    [`${REQUIRED_MODULES}.+\\.js$`]: ['@swc/jest', { ...swcOptions, jsc: { target: 'es2022' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(cookie|content-disposition)/)`],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.akashi/', '<rootDir>/web/dist/'],
  watchPathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.akashi/'],
};

/** Suites on a real Postgres and S3, one database per Jest worker. */
const services = {
  globalSetup: '<rootDir>/test/harness/global-setup.mjs',
  globalTeardown: '<rootDir>/test/harness/global-teardown.mjs',
};

function project(displayName, testMatch, extra = {}) {
  return { ...common, displayName, testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`), ...extra };
}

export default {
  maxWorkers: '100%',
  testTimeout: 30_000,
  projects: [
    project('unit', ['{src,workers,deploy,web}/**/*.spec.{ts,tsx}']),
    project('s3', ['test/s3/**/*.spec.ts']),
    project('integration', ['test/integration/**/*.spec.{ts,tsx}'], services),
    project('e2e', ['test/e2e/**/*.spec.ts'], services),
    project('redis', ['test/redis/**/*.spec.ts'], services),
    project('browser', ['test/browser/**/*.spec.ts'], services),
    project('openssl', ['test/openssl/**/*.spec.ts'], services),
  ],
};
