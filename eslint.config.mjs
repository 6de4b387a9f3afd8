/**
 * What the linter holds us to: exact types, small functions, and who may import whom (docs/architecture.md has the picture).
 * Formatting is Prettier's business.
 */
import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.{ts,tsx}'];
const TESTS = ['test/**/*.{ts,tsx}', '**/*.spec.{ts,tsx}'];
const NODE_GLOBALS = [
  ...[
    'process',
    'console',
    'Buffer',
    'URL',
    'URLSearchParams',
    'fetch',
    'AbortSignal',
    'AbortController',
    'Response',
  ],
  ...[
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'performance',
    'TextDecoder',
    'TextEncoder',
  ],
];

/** A pattern for `no-restricted-imports`: files and packages that the importer has no business with, and why. */
const never = (message, ...group) => ({ group, message });

const AWS = never('Only src/storage talks to object storage.', '@aws-sdk/*', '@smithy/*');
const FFMPEG = never('Only src/media builds and runs ffmpeg commands.', 'fluent-ffmpeg');
const OUTSIDE = never(
  'The API knows nothing of workers, web or deploy.',
  ...['**/workers/**', '**/web/**', '**/deploy/**', '**/test/**', '**/bench/**'],
);

const restrictImports = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });

const ENVIRONMENT = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'Only src/config/env.ts reads the environment.' },
  ],
};

/** ESLint's own recommendations that TypeScript doesn't check already. */
const mistakes = {
  'no-async-promise-executor': 'error',
  'no-cond-assign': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-control-regex': 'error',
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
};

const ourStyle = {
  ...mistakes,
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300 }],
  'max-lines-per-function': ['error', { max: 60 }],
  'max-params': ['error', { max: 6 }],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that declares it.' },
  ],
};

const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  // A Nest module is a class without members; an async method may have nothing to await yet must return a promise.
  '@typescript-eslint/no-extraneous-class': 'off',
  '@typescript-eslint/require-await': 'off',
};

/** A test may say what it knows about foreign values, and a story may be long. */
const relaxedForTests = {
  '@typescript-eslint/consistent-type-assertions': 'off',
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  'max-lines': ['error', { max: 500 }],
  'max-lines-per-function': 'off',
  'no-restricted-imports': 'off',
  'no-restricted-properties': 'off',
};

export default defineConfig(
  globalIgnores(['dist/', 'web/dist/', '.akashi/', 'coverage/', 'web/shared/api/schema.d.ts', '**/*.d.mts']),
  { rules: ourStyle },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'no-console': 'error', ...ENVIRONMENT, ...restrictImports(AWS, FFMPEG, OUTSIDE) },
  },
  { files: ['src/config/env.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['src/storage/**/*.ts'], rules: restrictImports(FFMPEG, OUTSIDE) },
  { files: ['src/media/**/*.ts'], rules: restrictImports(AWS, OUTSIDE) },
  {
    files: ['workers/**/*.ts'],
    rules: {
      'no-console': 'error',
      ...ENVIRONMENT,
      ...restrictImports(
        AWS,
        FFMPEG,
        never('Workers use features and technology only.', '**/web/**', '**/deploy/**', '**/test/**'),
      ),
    },
  },
  {
    files: ['deploy/**/*.ts'],
    rules: restrictImports(
      never(
        'Seen from outside: what is deployed is spoken to over HTTP.',
        '**/src/**',
        '**/workers/**',
        '**/test/**',
      ),
    ),
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: restrictImports(
      never(
        'web talks to the API with the generated client only.',
        '**/src/**',
        '**/workers/**',
        '**/deploy/**',
        '**/test/**',
      ),
    ),
  },
  // Migrations are SQL: long, and never edited once landed.
  { files: ['migrations/**/*.ts'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  { files: TESTS, rules: relaxedForTests },
);
