import tseslint from 'typescript-eslint';

/** Libraries that have one home; everyone else asks that home (ARCHITECTURE.md, "One home per library"). */
const homes = [
  // The hub's own bus, and the kind that speaks with a company's NATS: nobody reaches the one through the other.
  { library: '@nats-io/*', home: ['src/bus/**', 'src/connectors/nats/**'] },
  { library: '@mikro-orm/*', home: ['src/store/**'] },
  { library: 'piscina', home: ['src/workers/**'] },
  { library: 'sax', home: ['src/formats/**'] },
  { library: '@grpc/*', home: ['src/control/**', 'src/cli/**'] },
  { library: 'xstate', home: ['actors/**'] },
  { library: 'ssh2', home: ['src/connectors/sftp/**'] },
  { library: 'pg-logical-replication', home: ['src/connectors/postgres/**'] },
  { library: ['fastify', '@fastify/*'], home: ['src/web/**'] },
  { library: 'prom-client', home: ['src/runtime/metrics/**'] },
  { library: 'croner', home: ['src/runtime/timetable/**'] },
  { library: '@opentelemetry/*', home: ['src/runtime/telemetry/**'] },
  { library: 'nodemailer', home: ['src/runtime/notifications/**'] },
  {
    library: ['react', 'react-dom', 'react-dom/*', '@xyflow/*', '@dagrejs/*', 'uplot'],
    home: ['src/web/pages/**'],
  },
  {
    library: [
      ...['jose', 'openid-client', 'rate-limiter-flexible'],
      ...['@peculiar/x509', 'reflect-metadata'],
    ],
    home: ['src/access/**'],
  },
];

const foreignLibraries = (exceptFor) =>
  homes
    .filter((entry) => entry !== exceptFor)
    .map((entry) => ({
      group: [entry.library].flat(),
      message: `${entry.library} has its home in ${entry.home.join(', ')}.`,
    }));

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', '.stellwerk/**', 'src/control/gen/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['test', 'it', 'describe', 'suite'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/require-await': 'off',
      'no-restricted-imports': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'actors/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: foreignLibraries() }],
    },
  },
  ...homes.map((entry) => ({
    files: entry.home,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: foreignLibraries(entry) }],
    },
  })),
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
);
