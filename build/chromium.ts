// Finds the Chromium that the browser tests drive, or installs one and says which.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { onPath, tool } from './paths.ts';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function present(): string | undefined {
  const named = process.env['PARLEY_CHROMIUM'];
  return [named, ...installed, chromium.executablePath()].find((file) => file && existsSync(file));
}

/** The executable of a Chromium, installed if need be (apt as root on Debian, Playwright's own otherwise). @throws if none. */
export function obtainChromium(): string {
  const found = present();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log('No Chromium here: installing Debian’s with apt-get.');
    const options = { stdio: 'ignore', timeout: 600_000 } as const;
    spawnSync('apt-get', ['update'], options);
    spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], options);
  } else {
    console.log('No Chromium here: installing Playwright’s own.');
    spawnSync(process.execPath, [tool('@playwright/test', 'playwright'), 'install', 'chromium'], {
      stdio: 'inherit',
      timeout: 600_000,
    });
  }
  const now = present();
  if (!now) throw new Error('No Chromium could be found or installed. Install one, or name it in PARLEY_CHROMIUM.');
  return now;
}
