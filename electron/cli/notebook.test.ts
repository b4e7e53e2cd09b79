// The page for notebooks: its Python, and its line for the shell, run as they stand there, and print what it says.
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../core/testing/host.ts';
import type { RankingJson } from './rankingJson.ts';

const page = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** The first block of a language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (found === undefined) throw new Error(`The page has no ${language}.`);
  return found;
}

const python = spawnSync('python3', ['--version']).status === 0;
const posix = process.platform !== 'win32';
let folder: string;
beforeAll(() => {
  folder = newFolder();
  // `npx parley` is this checkout's command line.
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\n[ "$1" = parley ] && shift && exec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(npx, 0o755);
});
afterAll(removeFolders);

function run(command: string, ...args: string[]): Promise<{ out: string; err: string }> {
  const { PATH = '' } = process.env;
  const env = { ...process.env, PATH: `${folder}:${PATH}`, PARLEY_DATA: folder, PARLEY_LIBRARY: folder };
  return new Promise((resolve) => {
    execFile(command, args, { env, cwd: folder }, (_error, out, err) => resolve({ out, err }));
  });
}

it.skipIf(!posix || !python)('the Python prints what the page says', async () => {
  const script = join(folder, 'notebook.py');
  writeFileSync(script, block('python'));
  const { out, err } = await run('python3', script);
  expect(err).toBe('');
  // Numbers and their units do not part at the end of a line; a page is easier to write without that.
  expect(out.replaceAll('\u00a0', ' ')).toBe(block('text'));
});

it.skipIf(!posix)('the line for the shell prints a ranking', async () => {
  writeFileSync(join(folder, 'table.csv'), /"""(model,[^]*?)"""/.exec(block('python'))![1]!);
  const { out, err } = await run('sh', '-c', block('sh'));
  expect(err).toBe('');
  expect((JSON.parse(out) as RankingJson).candidates).toHaveLength(4);
});
