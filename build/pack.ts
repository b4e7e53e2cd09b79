// npm run pack: the desktop app as a folder under out/, from the Electron runtime that is already here or can be fetched.
//   --installers   also what is handed out on this system: AppImage, deb and tar.gz; dmg and zip; setup and portable program
import { dirname } from 'node:path';
import { ensureBuilt } from './build.ts';
import { obtainElectron } from './electronRuntime.ts';
import { packDesktop } from './packDesktop.ts';

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
  await packDesktop('out', runtime, process.argv.includes('--installers'));
}
