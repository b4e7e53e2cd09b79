// npm run pack: the desktop app as a folder under out/, from the Electron runtime that is already here or can be fetched.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { ensureBuilt } from './build.ts';
import { obtainElectron } from './electronRuntime.ts';
import { root, tool } from './paths.ts';

const electron = obtainElectron({ again: true });
if ('reason' in electron) {
  console.error(`Nothing was packed: ${electron.reason}. Packing puts that runtime and dist/ into one folder.`);
  process.exitCode = 1;
} else {
  await ensureBuilt();
  const runtime =
    process.platform === 'darwin'
      ? dirname(electron.executable).split('/Electron.app/')[0]
      : dirname(electron.executable);
  const { status } = spawnSync(
    process.execPath,
    [
      tool('electron-builder'),
      '--dir',
      '--config=build/electron-builder.yml',
      `--config.electronDist=${runtime}`,
      '--publish=never',
    ],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
}
