import tseslint from 'typescript-eslint';

// Types are checked by tsc; these rules hold what the compiler cannot say.
export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'var/**', 'test/fixtures/**'] },
  {
    files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts', 'config/**/*.ts', 'test/**/*.ts'],
    extends: [...tseslint.configs.recommended],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description' },
      ],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Go through libs/http.' }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Environment is read once, in config/.' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.suite.ts', 'test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-globals': 'off',
    },
  },
  { files: ['config/**/*.ts'], rules: { 'no-restricted-properties': 'off' } },
  // The sandbox stands for other people's servers and shares nothing with the product, not even its rules of env and HTTP.
  {
    files: ['apps/sandbox/**/*.ts'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-globals': 'off' },
  },
  {
    files: ['apps/web/islands/**/*.{ts,tsx}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-globals': 'off' },
  },
);
