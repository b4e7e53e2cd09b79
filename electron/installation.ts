// Where this installation lies and where it keeps things. Every host uses the same places, so that a review made in one is on
// the list of the others.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AppOptions } from './core/installation/options.ts';
import { countingApart } from './core/counting/count.ts';
import { readApart } from './core/import/reading/process.ts';
import { askServerInThread } from './core/import/reading/server.ts';
import { computeInThread } from './core/installation/engineThread.ts';
import { vetInProcess } from './core/installation/vetProcess.ts';
import { startNode } from './core/processes/childProcess.ts';

// dist/main/ and electron/ lie at different depths; both have the folder of package.json above them.
const here = fileURLToPath(new URL('.', import.meta.url));
const root =
  [join(here, '..'), join(here, '..', '..')].find((folder) => existsSync(join(folder, 'package.json'))) ?? here;

/** As package.json says. */
export const { version, repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  repository?: unknown;
};

export const pageFolder = join(root, 'dist', 'renderer');

/** Written when the page is built. */
const licencesFile = join(root, 'dist', 'THIRD-PARTY.md');

/** The picture of windows, where a system takes it from a file. */
export const iconFile = join(root, 'dist', 'icon.png');

/** The review that ships with Parley. */
const sampleFile = join(root, 'dist', 'sample', 'restaurant-recommender.parley');

function settingsFolder(): string {
  const { platform, env } = process;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  return env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}

/**
 * The folder of new reviews (Documents/Parley) and the one of this installation's own records.
 * PARLEY_LIBRARY and PARLEY_DATA name others.
 */
function ownFolders(): { libraryFolder: string; userData: string } {
  const documents = join(homedir(), 'Documents');
  const libraryFolder = process.env['PARLEY_LIBRARY'] ?? join(existsSync(documents) ? documents : homedir(), 'Parley');
  const userData = process.env['PARLEY_DATA'] ?? join(settingsFolder(), 'Parley');
  return { libraryFolder, userData };
}

/** The file that starts a process or a worker of the core: a bundle beside the others, or its source. */
export function processEntry(name: 'vetChild' | 'readChild' | 'countChild' | 'engineThread' | 'serverThread'): string {
  const sources = {
    vetChild: 'core/installation/vetChild.ts',
    readChild: 'core/import/reading/child.ts',
    countChild: 'core/counting/child.ts',
    engineThread: 'core/installation/engineThread.ts',
    serverThread: 'core/import/reading/serverThread.ts',
  };
  return join(here, import.meta.url.endsWith('.ts') ? sources[name] : `${name}.js`);
}

/** What the core is told by every host alike; a host replaces what differs. */
export function coreOptions(): Omit<AppOptions, 'host'> {
  return {
    ...ownFolders(),
    version,
    sampleFile: existsSync(sampleFile) ? sampleFile : null,
    licencesFile: existsSync(licencesFile) ? licencesFile : null,
    now: () => new Date(),
    log: (message, error) => console.error(message, error ?? ''),
    vet: vetInProcess(pathToFileURL(processEntry('vetChild'))),
    parse: readApart(startNode(processEntry('readChild'))),
    counting: countingApart(startNode(processEntry('countChild'))),
    askServer: askServerInThread(pathToFileURL(processEntry('serverThread'))),
    compute: computeInThread(pathToFileURL(processEntry('engineThread'))),
  };
}
