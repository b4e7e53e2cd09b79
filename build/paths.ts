// Where things are, and which of them are there. For the scripts of this folder.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The script of a package's command, to be run with this Node: no shell, the same on every system. */
export function tool(packageName: string, command = packageName): string {
  const folder = `${root}node_modules/${packageName}/`;
  const { bin } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${packageName} has no command ${command}.`);
  return folder + script;
}

/** The first of these commands that is on the PATH, as it was asked for. */
export function onPath(...commands: string[]): string | undefined {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  return commands.find((command) => spawnSync(finder, [command], { stdio: 'ignore' }).status === 0);
}

/** The Electron executable, if its runtime has been fetched. */
export function electronRuntime(): string | undefined {
  const folder = `${root}node_modules/electron/`;
  const own = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string];
  const file = `${own ?? `${folder}dist`}/${name ?? 'electron'}`;
  return existsSync(file) ? file : undefined;
}
