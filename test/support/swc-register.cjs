/** For child processes of tests: compiles our TypeScript as it is required. */
const { transformFileSync } = require('@swc/core');
const { resolve } = require('node:path');

require('reflect-metadata');
require.extensions['.ts'] = (module, file) =>
  module._compile(transformFileSync(file, { cwd: resolve(__dirname, '../..') }).code, file);
