// Gets the Electron runtime once, within a time limit, and says in one line when it cannot be had.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { electronRuntime, root } from './paths.ts';

const limitSeconds = 90;
const retryAfterHours = 24;
const failed = `${root}node_modules/.parley-no-electron`;

/**
 * The executable, or the reason why there is none. A download that failed is tried again after a day, or when `again` says so.
 */
export function obtainElectron({ again = false } = {}): { executable: string } | { reason: string } {
  const executable = electronRuntime();
  if (executable) return { executable };
  if (!again && existsSync(failed) && Date.now() - statSync(failed).mtimeMs < retryAfterHours * 3_600_000)
    return { reason: `the Electron runtime could not be downloaded earlier today; npm run desktop tries again` };
  console.log(`Downloading the Electron runtime (about 110 MB, once; at most ${limitSeconds} seconds).`);
  const { status, signal } = spawnSync(process.execPath, [`${root}node_modules/electron/install.js`], {
    stdio: 'ignore',
    timeout: limitSeconds * 1000,
    killSignal: 'SIGKILL',
  });
  const fetched = status === 0 ? electronRuntime() : undefined;
  if (fetched) {
    rmSync(failed, { force: true });
    return { executable: fetched };
  }
  writeFileSync(failed, '');
  return {
    reason: signal
      ? `the Electron runtime did not arrive within ${limitSeconds} seconds`
      : 'the Electron runtime could not be downloaded',
  };
}

/** Why no window can be opened here, or null when one can. */
export function displayProblem(): string | null {
  if (process.platform !== 'linux') return null;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'this session has no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root with its sandbox on';
  return null;
}
