// A folder that looks like Electron's runtime to the packer, for where the real one cannot be had: what is packed around it is real.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { root } from './paths.ts';

/** What stands before the fuses in Electron's executable (electronjs.org, "Electron Fuses"). */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses of Electron 45 as it is released: "1" is on, "0" is off. */
const releasedFuses = '101100011';

/** Makes the stand-in of Electron for Linux in this folder. Its executable holds the fuses and nothing else. */
export async function makeElectronStandIn(folder: string): Promise<void> {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  const { version } = JSON.parse(readFileSync(`${root}node_modules/electron/package.json`, 'utf8')) as {
    version: string;
  };
  const wire = Buffer.from([1, releasedFuses.length]);
  const executable = Buffer.concat([Buffer.from(`stand-in ${fuseSentinel}`), wire, Buffer.from(releasedFuses)]);
  writeFileSync(join(folder, 'electron'), executable);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), version);
  writeFileSync(join(folder, 'LICENSE'), readFileSync(`${root}node_modules/electron/LICENSE`));
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '<p>Stands in for the licences of Chromium.</p>\n');
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  // The packer reads the header of the app that Electron shows by itself, before it takes it out.
  await createPackage(join(folder, 'locales'), join(folder, 'resources', 'default_app.asar'));
}
