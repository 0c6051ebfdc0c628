const { readFileSync } = require('node:fs');
const { join } = require('node:path');

// The same compiler settings as the build (.swcrc), one entry for .ts and one for .tsx.
const [ts, tsx] = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8')).map(
  ({ jsc, module }) => ({
    swcrc: false,
    module,
    jsc: { ...jsc, baseUrl: __dirname },
  }),
);

/** One configuration for every test. Suites that need a database run on both engines (test/support/engines.ts). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/config', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  transform: { '^.+\\.tsx$': ['@swc/jest', tsx], '^.+\\.m?[tj]s$': ['@swc/jest', ts] },
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|preact|preact-render-to-string)/)'],
  moduleNameMapper: { '^@ganh/config$': '<rootDir>/config', '^@ganh/(.*)$': '<rootDir>/libs/$1' },
  setupFiles: ['reflect-metadata'],
  testTimeout: 30000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1500MB',
};
