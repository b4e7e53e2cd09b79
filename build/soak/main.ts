// npm run soak: breaks named lines of the product one at a time, in a copy of the tree, and counts how many the tests notice.
// Fails when a line is no longer found, when the tests fail unbroken, or when a break goes unnoticed.
//   --only=TEXT  entries whose file has this in its path
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, tool } from '../paths.ts';
import { mutations, type Mutation } from './mutations.ts';

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
const chosen = mutations.filter(({ file }) => file.includes(only));

/** The original text of a mutation's file, and the broken one. */
function texts({ file, line, broken }: Mutation): { whole: string; mutant: string } {
  const whole = readFileSync(join(root, file), 'utf8');
  const found = whole.split(line).length - 1;
  if (found !== 1) throw new Error(`${file}: this stands there ${found} times instead of once: ${line}`);
  return { whole, mutant: whole.replace(line, () => broken) };
}

/** Runs the tests whose paths contain one of these texts in the copy. */
function run(copy: string, tests: readonly string[]): { passed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tool('vitest'), 'run', '--config=build/vitest.ts', '--bail=1', '--reporter=dot', ...tests],
    { cwd: copy, encoding: 'utf8', timeout: 300_000, env: { ...process.env, NO_COLOR: '1' } },
  );
  return { passed: status === 0, output: stdout + stderr };
}

if (chosen.length === 0) throw new Error(`No entry's file has “${only}” in its path.`);
const lost: string[] = [];
const prepared = chosen.flatMap((mutation) => {
  try {
    return [{ mutation, ...texts(mutation) }];
  } catch (error) {
    lost.push(error instanceof Error ? error.message : String(error));
    return [];
  }
});
if (lost.length > 0) {
  console.error(`Correct these entries of build/soak/mutations.ts:\n  ${lost.join('\n  ')}`);
  process.exit(1);
}

const copy = mkdtempSync(join(tmpdir(), 'parley-soak-'));
// Some tests run a part as a user who may do less.
chmodSync(copy, 0o755);
const survivors: Mutation[] = [];
try {
  for (const name of ['shared', 'electron', 'renderer', 'build', 'e2e', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');

  const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
  const absent = tests.filter((test) => !existsSync(join(root, `${test}.ts`)));
  if (absent.length > 0) throw new Error(`There are no such tests: ${absent.join(', ')}.`);
  console.log(`${tests.length} test files, unbroken …`);
  const unbroken = run(copy, tests);
  if (!unbroken.passed) throw new Error(`The tests fail before anything is broken:\n${unbroken.output}`);

  for (const { mutation, whole, mutant } of prepared) {
    const place = join(copy, mutation.file);
    writeFileSync(place, mutant);
    const noticed = !run(copy, mutation.tests).passed;
    writeFileSync(place, whole);
    if (!noticed) survivors.push(mutation);
    console.log(`${noticed ? 'killed  ' : 'SURVIVED'}  ${mutation.file}: ${mutation.line.split('\n')[0]}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

console.log(`\n${chosen.length - survivors.length} of ${chosen.length} broken lines were noticed.`);
process.exitCode = survivors.length === 0 ? 0 : 1;
