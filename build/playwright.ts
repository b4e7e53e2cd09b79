// The browser journeys: the same specs in every host. A project is skipped, and counted as skipped, where its host cannot run.
import { defineConfig, type Project } from '@playwright/test';
import type { HostName } from '../e2e/app.ts';
import { root } from './paths.ts';

const project = (host: HostName): Project<{ host: HostName }> => ({ name: host, use: { host } });

export default defineConfig<{ host: HostName }>({
  testDir: `${root}e2e`,
  testMatch: '**/*.spec.ts',
  outputDir: `${root}test-results`,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: { viewport: { width: 1440, height: 900 }, actionTimeout: 10_000 },
  projects: [project('web'), project('shell'), project('electron')],
});
