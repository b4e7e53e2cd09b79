// npm run soak: first how often verdicts are right on many made-up logs; then whether what was acknowledged survives 1,000 kills of the
// host, 100 more while decisions are recorded and 200 while a round is voted on, full disks and 10,000 power cuts; then damaged files,
// tables with faults and hostile calls; then breaks named lines of the product one at a time, in a copy of the tree, and counts how
// many the tests notice. Fails when a figure is beyond what is promised, when a line is no longer found, when the tests fail unbroken,
// or when a break goes unnoticed.
//   --only=TEXT  entries whose file has this in its path, and nothing else
//   --figures    the figures alone
//   --faults     the kills and full disks alone
//   --power      the power cuts alone; --power=0.05 a twentieth of them,
//                and with --part=change, keep or record those of one kind of work
//   --files      damaged files, tables with faults and hostile calls alone; --files=0.05 a twentieth of them,
//                and with --part=flips, files, tables or calls one kind of them
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, tool } from '../paths.ts';
import { printFaults } from './faults.ts';
import { printFiles } from './files.ts';
import { printFigures } from './figures.ts';
import { printPowerCuts } from './powerCuts.ts';
import { mutations, textsOf, type Mutation } from './mutations.ts';

const figuresAlone = process.argv.includes('--figures');
const faultsAlone = process.argv.includes('--faults');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length) ?? '';
const chosen = mutations.filter(({ file }) => file.includes(only));

const POWER_CUTS = 10_000;
/** The share of a part that an option asks for, as in --files=0.05; null where it does not stand there. */
const shareOf = (option: string): number | null => {
  const given = process.argv.find((argument) => argument === option || argument.startsWith(`${option}=`));
  return given === undefined ? null : Number(given.split('=')[1] ?? 1);
};
const part = process.argv.find((argument) => argument.startsWith('--part='))?.slice('--part='.length) ?? null;
const files = shareOf('--files');
const power = shareOf('--power');
if (files !== null) process.exit((await printFiles(files, part)) ? 0 : 1);
if (power !== null) process.exit((await printPowerCuts(Math.round(POWER_CUTS * power), part)) ? 0 : 1);

const everything = only === '' && !figuresAlone && !faultsAlone;
const figuresKept = only !== '' || faultsAlone || printFigures();
const faultsKept = only !== '' || figuresAlone || printFaults();
const powerKept = !everything || (await printPowerCuts(POWER_CUTS));
const filesKept = !everything || (await printFiles());
const promised = figuresKept && faultsKept && powerKept && filesKept;
if (figuresAlone || faultsAlone) process.exit(promised ? 0 : 1);

/** Far longer than the tests of one entry take, also on a machine that has other work. */
const longest = 900_000;

type Result = 'passed' | 'failed' | 'no end';

/** Runs the tests whose paths contain one of these texts in the copy. */
function run(copy: string, tests: readonly string[]): { result: Result; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tool('vitest'), 'run', '--config=build/vitest.ts', '--bail=1', '--reporter=dot', ...tests],
    { cwd: copy, encoding: 'utf8', timeout: longest, env: { ...process.env, NO_COLOR: '1' } },
  );
  const result = status === null ? 'no end' : status === 0 ? 'passed' : 'failed';
  return { result, output: stdout + stderr };
}

if (chosen.length === 0) throw new Error(`No entry's file has “${only}” in its path.`);
const lost: string[] = [];
const prepared = chosen.flatMap((mutation) => {
  try {
    return [{ mutation, ...textsOf(mutation) }];
  } catch (error) {
    lost.push(error instanceof Error ? error.message : String(error));
    return [];
  }
});
if (lost.length > 0) {
  console.error(`Correct these entries of build/soak/mutations.ts:\n  ${lost.join('\n  ')}`);
  process.exit(1);
}

const said: Record<Result, string> = { passed: 'SURVIVED', failed: 'killed  ', 'no end': 'NO END  ' };
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
  if (unbroken.result !== 'passed') throw new Error(`The tests fail before anything is broken:\n${unbroken.output}`);

  for (const { mutation, whole, mutant } of prepared) {
    const place = join(copy, mutation.file);
    writeFileSync(place, mutant);
    const { result } = run(copy, mutation.tests);
    writeFileSync(place, whole);
    // Tests that came to no end have noticed nothing that could be told from a busy machine.
    if (result !== 'failed') survivors.push(mutation);
    console.log(`${said[result]}  ${mutation.file}: ${mutation.line.split('\n')[0]}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

console.log(`\n${chosen.length - survivors.length} of ${chosen.length} broken lines were noticed.`);
process.exitCode = survivors.length === 0 && promised ? 0 : 1;
