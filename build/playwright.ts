// The tests in a browser: single components, and the journeys, the same in every host. A project is skipped, and counted as skipped, where its host cannot run.
import { defineConfig, type Project } from '@playwright/test';
import type { HostName } from '../e2e/app.ts';
import { obtainChromium } from './chromium.ts';
import { root } from './paths.ts';

const project = (host: HostName, own: string, leftOut: string[] = []): Project<{ host: HostName }> => ({
  name: host,
  use: { host },
  testMatch: ['journeys/*.spec.ts', `hosts/${own}.spec.ts`],
  testIgnore: leftOut.map((name) => `journeys/${name}.spec.ts`),
});

/**
 * Journeys about what the page works out and says. They pass through nothing that is the shell's own but the calls, which every other
 * journey makes as well, so the stand-in leaves them to the web host; real Electron runs them all.
 */
const ofThePage = [
  '05-candidate',
  '05-log-kinds',
  '07-import-questions',
  '08-interpretability',
  '08-new-candidates',
  '11-sentences',
  '12-still-holds',
  '14-audit',
  '15-proposals',
  '15-small-window',
  '18-lazy-rooms',
  '19-agenda',
  '19-killed-host',
  '21-by-file',
  '22-negotiated-rounds',
];

export default defineConfig<{ host: HostName }>({
  testDir: `${root}e2e`,
  outputDir: `${root}test-results`,
  fullyParallel: true,
  workers: 2,
  // Far longer than anything takes, so that a machine with other work fails no test: what is waited for is what happens.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    actionTimeout: 40_000,
    launchOptions: {
      executablePath: obtainChromium(),
      args: [
        // Chromium refuses its own sandbox to root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        // A test browser has nothing to say to anyone outside.
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'components', testMatch: 'components/*.spec.ts' },
    project('web', '{web,pictures,accessible}'),
    project('shell', 'desktop', ofThePage),
    project('electron', 'desktop'),
  ],
});
