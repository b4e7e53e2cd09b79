// How the tests in Node run: two projects, because Svelte's runes must be compiled for the client to be reactive.
// Tests sit beside the code as x.test.ts; browser journeys are Playwright's (playwright.ts).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import './kernels.ts';

const root = new URL('..', import.meta.url).pathname;
/** Far longer than any test takes, so that a machine with other work fails none. */
const longest = 300_000;
// Projects do not take these from the whole.
const shared = {
  environment: 'node' as const,
  testTimeout: longest,
  hookTimeout: longest,
  setupFiles: [`${root}build/vitestSetup.ts`],
};

export default defineConfig({
  root,
  test: {
    // Two cores: more workers than that only wait for each other.
    maxWorkers: 2,
    projects: [
      // Pure functions leave nothing behind, so these files share their threads.
      { root, test: { name: 'shared', ...shared, pool: 'threads', isolate: false, include: ['shared/**/*.test.ts'] } },
      {
        root,
        test: {
          name: 'main',
          ...shared,
          include: ['electron/**/*.test.ts', 'build/**/*.test.ts', 'e2e/**/*.test.ts'],
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false, compilerOptions: { css: 'external' } })],
        resolve: { conditions: ['browser'] },
        test: { name: 'renderer', ...shared, pool: 'threads', include: ['renderer/**/*.test.ts'] },
      },
    ],
  },
});
