// Changing a review, recording a decision and voting while the host is killed and while the disk is full, more often than the tests do
// it; printed, and checked.
import { spawnSync } from 'node:child_process';
import { root, tool } from '../paths.ts';

/** Far longer than it takes, also on a machine that has other work. */
const longest = 7_200_000;

/** Kills and fills, prints how often; false where a decision or a ballot was there in part, or nothing was counted. */
export function printFaults(): boolean {
  console.log(
    '\nWhat was acknowledged is there after a kill; a decision, a ballot and a reveal are there whole or not at all',
  );
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
    { cwd: root, encoding: 'utf8', timeout: longest, env: { ...process.env, NO_COLOR: '1', PARLEY_SOAK: '1' } },
  );
  const counted = /^\s*\d+ (?:kills|attempts on a full disk), .*$/gm;
  const figures = stdout.match(counted) ?? [];
  for (const line of figures) console.log(`${status === 0 ? '  ' : '! '}${line.trim()}`);
  const kept = status === 0 && figures.length === 6;
  if (!kept) console.log(stdout.slice(-4000) + stderr.slice(-4000));
  return kept;
}
