// Lint rules: what a type checker cannot see. Each ban names its replacement. Formatting is Prettier's.
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { local } from './eslint-local.js';

const htmlBan = 'Markup from a string is blocked by Trusted Types. Build elements in a Svelte component.';
const fetchBan = 'Use call() of renderer/client/client.ts; only the client talks to the host.';

const everywhere = [
  {
    selector: "CallExpression[callee.property.name='unsafeMode']",
    message: 'Defensive mode stays on. There is no replacement.',
  },
  {
    selector: "CallExpression[callee.property.name='loadExtension']",
    message: 'SQLite extensions are never loaded. Write it in TypeScript.',
  },
  { selector: "NewExpression[callee.name='Function']", message: 'Blocked by the content security policy.' },
];

const rendererOnly = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
    message: htmlBan,
  },
  {
    selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
    message: htmlBan,
  },
  {
    selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value='style']",
    message: 'Blocked by the content security policy. Use style:name={value} or a class.',
  },
  {
    selector: "CallExpression[callee.property.name='attr'][arguments.0.value='style']",
    message: 'Blocked by the content security policy. Use .style(name, value).',
  },
];

export default tseslint.config(
  {
    ignores: [
      'dist/**',
      'out/**',
      'coverage/**',
      'test-results/**',
      '**/fixtures/**',
      'shared/engine/kernels/wasm.js',
      'shared/engine/kernels/assembly/**',
    ],
  },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  // A promise nobody waits for is written `void work()`: its failure reaches the person through App.svelte (the page) and
  // desktop/main.ts (the shell), and ends the process in a terminal. In components build/promises.ts looks for them.
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    plugins: { local },
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-control-regex': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'local/reason-for-suppression': 'error',
      'local/imports-name-their-file': 'error',
      'local/two-line-purpose': 'error',
    },
  },
  // Tests forge what the product must refuse.
  { files: ['**/*.test.ts', '**/testing/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['shared/**/*.ts', 'electron/core/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.bench.ts'],
    rules: { 'no-console': 'error' },
  },
  // A bug in the renderer has no other log; every browser test fails on it.
  { files: ['renderer/**'], rules: { 'no-console': ['error', { allow: ['error'] }] } },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...rendererOnly],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'd3', message: 'Import the d3 submodule by name: d3-scale, d3-shape …' },
            { name: 'd3-selection', message: 'Svelte owns the DOM. d3 behaviours live in renderer/charts/frame.' },
          ],
        },
      ],
    },
  },
  { files: ['renderer/charts/frame/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    ignores: ['renderer/client/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: fetchBan },
        { name: 'XMLHttpRequest', message: fetchBan },
        { name: 'WebSocket', message: fetchBan },
        { name: 'EventSource', message: fetchBan },
      ],
    },
  },
  // A Map or a Set made and used up inside one computation is no state, and wrapping it costs.
  { files: ['renderer/**'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } },
  {
    files: ['**/*.svelte'],
    rules: {
      'svelte/no-at-html-tags': 'error',
      // It takes every word of the reason for a code of its own.
      'svelte/no-unused-svelte-ignore': 'off',
      'svelte/require-each-key': 'error',
      'local/no-static-style': 'error',
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/desktop/ipc.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'electron',
              importNames: ['ipcMain'],
              message: 'There is one channel, with its sender check: electron/desktop/ipc.ts.',
            },
          ],
        },
      ],
    },
  },
);
