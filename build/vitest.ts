// How the tests in Node run: two projects, because Svelte's runes must be compiled for the client to be reactive.
// Tests sit beside the code as x.test.ts; browser journeys are Playwright's (playwright.ts).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    testTimeout: 20_000,
    // Two cores: more workers than that only wait for each other.
    maxWorkers: 2,
    projects: [
      {
        root,
        test: {
          name: 'main',
          environment: 'node',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'build/**/*.test.ts', 'e2e/**/*.test.ts'],
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } })],
        resolve: { conditions: ['browser'] },
        test: { name: 'renderer', environment: 'node', include: ['renderer/**/*.test.ts'] },
      },
    ],
  },
});
