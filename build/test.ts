// npm test: every check there is, the static ones two at a time. A failed step does not keep the next ones from running.
// The last line counts: a static check counts as one, a test as one.
//   --static        leaves out the build and the browser
//   --only=a,b      runs these steps alone
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { obtainChromium } from './chromium.ts';
import { root, tool } from './paths.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** The failed tests with the beginning of what they said, for the end of the output, where somebody looks first. */
  failures?: string[];
}

interface Step {
  name: string;
  title: string;
  run(): Counts | Promise<Counts>;
  /** One core is enough for it, and what it says is kept until it has ended: others may run beside it. */
  alongside?: true;
}

const reports = mkdtempSync(join(tmpdir(), 'parley-test-'));

/**
 * Without colours: their signs would be most of the output where it is kept. Most tools are told by FORCE_COLOR=0; Vitest takes any
 * value of that for yes, and is told by NO_COLOR.
 */
const environment = { ...process.env, FORCE_COLOR: '0' };
const forVitest = { FORCE_COLOR: undefined, NO_COLOR: '1' };

function node(args: string[], env: Record<string, string | undefined> = {}): boolean {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...environment, ...env },
  });
  return status === 0;
}

/** As `node`, while others run; what it says is printed when it has ended. */
function nodeAlongside(args: string[]): Promise<{ passed: boolean; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', (error) => resolve({ passed: false, said: `${said}${error.message}\n` }));
    child.once('close', (code) => resolve({ passed: code === 0, said }));
  });
}

const once = (passed: boolean): Counts => ({ passed: Number(passed), failed: Number(!passed), skipped: 0 });

function check(name: string, title: string, ...commands: string[][]): Step {
  return { name, title, run: () => once(commands.map((command) => node(command)).every(Boolean)) };
}

/** A check that needs one core. */
function checkAlongside(name: string, title: string, ...commands: string[][]): Step {
  const run = async () => {
    let passed = true;
    let output = `\n== ${title}\n`;
    for (const command of commands) {
      const ended = await nodeAlongside(command);
      passed &&= ended.passed;
      output += ended.said;
    }
    console.log(output.trimEnd());
    return once(passed);
  };
  return { name, title, run, alongside: true };
}

/** A failed test: its name, and the first lines of its error without the colours of a terminal. */
function failure(name: string, error: string): string {
  // eslint-disable-next-line no-control-regex -- the colours of a terminal begin with this character
  const lines = error.replaceAll(/\u001b\[[\d;]*m/g, '').split('\n');
  const own = lines.filter((line) => line.trim() !== '' && !line.includes('/node_modules/'));
  return [name, ...own.slice(0, 12)].join('\n    ');
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

function vitestFailures({ testResults }: VitestReport): string[] {
  return testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    const name = relative(root, file.name);
    if (failed.length === 0) return file.message === '' ? [] : [failure(name, file.message)];
    return failed.map((test) => failure(`${name} › ${test.fullName}`, test.failureMessages.join('\n')));
  });
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    ok: boolean;
    tests: { results: { status: string; errors: { message?: string }[] }[] }[];
  }[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

function playwrightFailures({ suites, errors }: PlaywrightReport): string[] {
  const inSuite = (suite: PlaywrightSuite): string[] => [
    ...suite.specs
      .filter((spec) => !spec.ok)
      .map((spec) => {
        const said = spec.tests.flatMap((test) => test.results.flatMap((result) => result.errors));
        return failure(`${suite.title} › ${spec.title}`, said.map((error) => error.message ?? '').join('\n'));
      }),
    ...(suite.suites ?? []).flatMap(inSuite),
  ];
  return [...errors.map((error) => failure('The run itself', error.message ?? '')), ...suites.flatMap(inSuite)];
}

/** Counts from a report; a runner that failed without naming a failed test still counts as one failure. */
function counted<Report>(ended: boolean, file: string, read: (report: Report) => Counts): Counts {
  const counts = existsSync(file)
    ? read(JSON.parse(readFileSync(file, 'utf8')) as Report)
    : { passed: 0, failed: 0, skipped: 0 };
  return ended || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function unitTests(): Counts {
  const file = join(reports, 'vitest.json');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const ended = node([tool('vitest'), 'run', '--config=build/vitest.ts', ...reporters], forVitest);
  return counted(ended, file, (report: VitestReport) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: vitestFailures(report),
  }));
}

/** How many tests a folder of specs holds, where nothing can run them. */
function countSpecs(folder: string): number {
  const specs = readdirSync(join(root, folder)).filter((name) => name.endsWith('.spec.ts'));
  return specs.reduce(
    (sum, name) => sum + readFileSync(join(root, folder, name), 'utf8').split(/^\s*test\(/m).length - 1,
    0,
  );
}

/** Single components in a browser; skipped, and counted as skipped, where none can be had. */
function componentTests(): Counts {
  try {
    obtainChromium();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 0, skipped: countSpecs('e2e/components') };
  }
  return runBrowserTests('components');
}

function runBrowserTests(host: string): Counts {
  const file = join(reports, `${host}.json`);
  const ended = node(
    [
      tool('@playwright/test', 'playwright'),
      'test',
      '--config=build/playwright.ts',
      `--project=${host}`,
      '--reporter=line,json',
    ],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: file, PARLEY_CHROMIUM: obtainChromium() },
  );
  return counted(ended, file, (report: PlaywrightReport) => ({
    passed: report.stats.expected + report.stats.flaky,
    failed: report.stats.unexpected,
    skipped: report.stats.skipped,
    failures: playwrightFailures(report),
  }));
}

const browserTests = (host: string): Step => ({
  name: host,
  title: `browser tests, ${host}`,
  run: () => runBrowserTests(host),
});

const tsc = tool('typescript', 'tsc');
// The longest first: the others run beside it.
const staticSteps: Step[] = [
  // Rules that ask for types are slow: in two halves, and of components in one program.
  checkAlongside('lint', 'lint, the page', [tool('eslint'), '--config=build/eslint.config.js', 'renderer']),
  checkAlongside('lint', 'promises in components', ['build/promises.ts']),
  checkAlongside('lint', 'lint, the rest', [
    tool('eslint'),
    '--config=build/eslint.config.js',
    '--ignore-pattern=renderer/**',
    '.',
  ]),
  checkAlongside('format', 'format', [
    tool('prettier'),
    '--config=build/prettier.json',
    '--ignore-path=.gitignore',
    '--ignore-path=build/prettier.ignore',
    '--log-level=warn',
    '--check',
    '.',
  ]),
  checkAlongside('rules', 'import rules', ['build/importRules.ts']),
  checkAlongside('types', 'types', ...['shared', 'electron', 'build'].map((project) => [tsc, '-p', project])),
  checkAlongside('svelte', 'svelte-check', [
    tool('svelte-check'),
    '--tsconfig=renderer/tsconfig.json',
    '--output=human',
  ]),
];
const tests: Step = { name: 'unit', title: 'unit, store and contract tests', run: unitTests };
const components: Step = { name: 'components', title: 'component tests', run: componentTests };
const build = check('build', 'build', ['build/build.ts', '--if-changed']);
const browser = ['web', 'shell', 'electron'].map(browserTests);

function chosen(): Step[] {
  const all = [...staticSteps, tests, components, build, ...browser];
  const only = process.argv
    .find((argument) => argument.startsWith('--only='))
    ?.slice('--only='.length)
    .split(',');
  if (!only) return process.argv.includes('--static') ? [...staticSteps, tests] : all;
  const unknown = only.find((name) => !all.some((step) => step.name === name));
  if (unknown) throw new Error(`There is no step ${unknown}. There are: ${all.map((step) => step.name).join(', ')}.`);
  const needsBuild = browser.some((step) => only.includes(step.name));
  return all.filter((step) => only.includes(step.name) || (needsBuild && step === build));
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
const failures: string[] = [];

async function take(step: Step): Promise<void> {
  if (!step.alongside) console.log(`\n== ${step.title}`);
  const start = performance.now();
  let counts: Counts;
  try {
    counts = await step.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    counts = once(false);
  }
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
  failures.push(...(counts.failures ?? []));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdict = counts.failed === 0 ? 'ok' : 'FAILED';
  summary.push(
    `${verdict.padEnd(7)}${step.title.padEnd(34)}${seconds.padStart(7)} s  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}

const steps = chosen();
const waiting = steps.filter((step) => step.alongside);
const takeWaiting = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) await take(step);
};
// Two at a time: the tests that follow use as many workers.
await Promise.all([takeWaiting(), takeWaiting()]);
for (const step of steps.filter(({ alongside }) => !alongside)) await take(step);

rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) console.log(`\n== what failed\n${failures.map((failed) => `- ${failed}`).join('\n')}`);
console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;
