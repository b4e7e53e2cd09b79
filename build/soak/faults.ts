// Changing a review, recording a decision and voting while the host is killed and while the disk is full, more often than the tests do
// it; printed, and checked.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, tool } from '../paths.ts';

/** Far longer than it takes, also on a machine that has other work. */
const longest = 7_200_000;

/** Kills and fills, prints how often; false where a decision or a ballot was there in part, or nothing was counted. */
export function printFaults(): boolean {
  console.log(
    '\nWhat was acknowledged is there after a kill; a decision, a ballot and a reveal are there whole or not at all',
  );
  // Every kill takes a new process. What they all read is compiled once, by one that ends by itself and so keeps it.
  const compiled = mkdtempSync(join(tmpdir(), 'parley-compiled-'));
  const env = { ...process.env, NO_COLOR: '1', PARLEY_SOAK: '1', NODE_COMPILE_CACHE: compiled };
  const modules = ['host', 'decided', 'keptLog', 'voting'].map(
    (name) => `import ${JSON.stringify(pathToFileURL(join(root, `electron/core/testing/${name}.ts`)).href)};`,
  );
  spawnSync(process.execPath, ['--input-type=module', '-e', modules.join('')], { cwd: root, env });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      tool('vitest'),
      'run',
      '--config=build/vitest.ts',
      '--reporter=verbose',
      'services/recordingFaults',
      'services/roundFaults',
      'store/kill9',
    ],
    { cwd: root, encoding: 'utf8', timeout: longest, env },
  );
  rmSync(compiled, { recursive: true, force: true });
  const counted = /^\s*\d+ (?:kills|attempts on a full disk), .*$/gm;
  const figures = stdout.match(counted) ?? [];
  for (const line of figures) console.log(`${status === 0 ? '  ' : '! '}${line.trim()}`);
  const kept = status === 0 && figures.length === 6;
  if (!kept) console.log(stdout.slice(-4000) + stderr.slice(-4000));
  return kept;
}
