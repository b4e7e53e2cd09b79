// The command line as a process: what it prints, where, and with which exit code.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApp } from '../core/testing/host.ts';
import { nodeProblem } from '../nodeVersion.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let folder: string;
let table: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  table = join(folder, 'models.csv');
  // A: best on accuracy. B: best on latency. C: dominated by B. D: not measured.
  writeFileSync(table, 'model,accuracy,latency_ms\nA,0.95,200\nB,0.90,20\nC,0.80,100\nD,,10\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function parley(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, PARLEY_DATA: join(folder, 'data'), PARLEY_LIBRARY: join(folder, 'library') };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('ranks a table, fronts first, and names what is left out', async () => {
  const { code, out, err } = await parley('rank', table);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('models.csv: 4 candidates, 2 objectives, 2 on the front.');
  const rows = out.split('\n').filter((row) => /^ +\d/.test(row));
  expect(rows.map((row) => row.trim().split(/ +/)[2]).sort()).toEqual(['A', 'B', 'C']);
  expect(rows.find((row) => row.includes(' C '))?.trim()).toMatch(/^3 +2 +C/);
  expect(out).toContain('1 not ranked: a measurement is missing.');
  // The review it was read into is gone, and the table's folder is as it was.
  expect(readdirSync(folder).sort()).toEqual(['models.csv']);
});

test('says by which metrics nobody is compared, because all have the same value', async () => {
  const level = join(folder, 'level.csv');
  writeFileSync(level, 'model,accuracy,latency_ms\nA,0.9,10\nB,0.9,10\n');
  const { code, out } = await parley('rank', level);
  rmSync(level);
  expect(code).toBe(3);
  expect(out).toContain('There are no objectives, so there is nothing to rank by.');
  expect(out).toContain(
    'Not compared by accuracy and latency_ms: all candidates that are measured have the same value.',
  );
});

test('prints the same as one JSON object', async () => {
  const { out } = await parley('rank', table, '--json');
  const report = JSON.parse(out) as { frontSize: number; candidates: { name: string; front: number | null }[] };
  expect(report.frontSize).toBe(2);
  expect(report.candidates.map(({ name, front }) => [name, front])).toEqual([
    ['A', 1],
    ['B', 1],
    ['C', 2],
    ['D', null],
  ]);
});

test('asks what a 0 among costs means, and does as it is told', async () => {
  const folderOfCosts = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  const costs = join(folderOfCosts, 'costs.csv');
  writeFileSync(costs, 'model,accuracy,cost_usd\nA,0.95,3\nB,0.90,0\n');
  const asked = await parley('rank', costs);
  expect([asked.code, asked.out]).toEqual([1, '']);
  expect(asked.err).toContain('cost_usd has a zero among positive numbers');
  expect(asked.err).toContain('--zeros=measured or --zeros=unknown');
  expect((await parley('rank', costs, '--zeros=measured')).out).toContain('2 objectives, 2 on the front.');
  expect((await parley('rank', costs, '--zeros=unknown')).out).toContain('1 not ranked: a measurement is missing.');
  expect((await parley('rank', costs, '--zeros=none')).err).toContain('--zeros is measured or unknown.');
  rmSync(folderOfCosts, { recursive: true });
});

test('ranks a folder of runs by what is read from it, and follows no link', async () => {
  const runs = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  for (const [id, accuracy, seconds] of [
    ['aaaaaaaa', 0.91, 120],
    ['bbbbbbbb', 0.88, 60],
    ['cccccccc', 0.8, 90],
  ] as const) {
    const files = join(runs, 'wandb', `run-20260101_000000-${id}`, 'files');
    mkdirSync(files, { recursive: true });
    const summary = { val_acc: accuracy, _runtime: seconds, _step: 9 };
    writeFileSync(join(files, 'wandb-summary.json'), JSON.stringify(summary));
    writeFileSync(join(files, 'data.csv'), 'not,read\n');
  }
  symlinkSync(join(runs, 'wandb', 'run-20260101_000000-aaaaaaaa'), join(runs, 'wandb', 'latest-run'));
  const { code, out, err } = await parley('rank', join(runs, 'wandb'));
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('3 candidates, 2 objectives, 2 on the front.');
  const empty = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  expect((await parley('rank', empty)).err).toContain('holds no files of results.');
  for (const folder of [runs, empty]) rmSync(folder, { recursive: true });
});

test('never recommends a trial that breaks the constraints of its study', async () => {
  const place = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  const journal = join(place, 'journal.log');
  const trial = (id: number, value: number, constraint: number) =>
    [
      { op_code: 4, study_id: 0, datetime_start: '2026-01-01T00:00:00+00:00' },
      { op_code: 9, trial_id: id, system_attr: { constraints: [constraint] } },
      { op_code: 6, trial_id: id, state: 1, values: [value], datetime_complete: '2026-01-01T00:01:00+00:00' },
    ]
      .map((line) => JSON.stringify({ ...line, worker_id: 'w-1' }))
      .join('\n');
  const study = JSON.stringify({ op_code: 0, worker_id: 'w-1', study_name: 's', directions: [1] });
  // The best value, 0.1, breaks the constraint.
  writeFileSync(journal, `${[study, trial(0, 0.1, 5), trial(1, 0.3, -1), trial(2, 0.4, 0)].join('\n')}\n`);
  const { out } = await parley('rank', journal);
  expect(out).toContain('s · trial 1.');
  expect(out).toContain('1 not ranked: it fails a requirement.');
  writeFileSync(journal, `${[study, trial(0, 0.1, 5), trial(1, 0.3, 1)].join('\n')}\n`);
  const none = await parley('rank', journal);
  expect(none.out).toContain('no candidate can be recommended, because none meets all requirements.');
  expect(none.out).toContain('2 not ranked: they fail a requirement.');
  expect(none.code).toBe(3);
  rmSync(place, { recursive: true });
});

test('ranks a review file', async () => {
  const app = testApp(join(folder, 'made'));
  const { fileName } = await app.call('library.create', { title: 'Nothing in it' });
  await app.close();
  const { code, out } = await parley('rank', join(app.libraryFolder, fileName));
  expect([code, out]).toEqual([3, 'There are no objectives, so there is nothing to rank by.\n']);
});

test.each([
  [['serve', 'a.parley', 'b.parley'], /Say what to do with which file/],
  [['serve', '--port=http'], /“http” is no port/],
  [['serve', '/no/such/file.parley'], /no longer where it was|not found/i],
  [['rank'], /Say what to do with which file/],
  [['frobnicate', 'x.csv'], /There is no command “frobnicate”\. The commands are serve, rank, explain/],
  [['rank', '/no/such/file.parley'], /no longer where it was|not found/i],
  [['rank', '/no/such/table.csv'], /no such file/i],
  [['rank', '--nonsense', 'x'], /There is no --nonsense\. parley rank takes --zeros, .* and --expect\./],
])('says what is wrong with %j, on the error stream', async (args, sentence) => {
  const { code, out, err } = await parley(...args);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(sentence);
  expect(err).not.toMatch(/\n {4}at /);
});

test('explains itself', async () => {
  expect(await parley('--help')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('parley rank FILE') as string,
  });
});

test('says its version', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await parley('--version')).toMatchObject({ code: 0, err: '', out: `${version}\n` });
});

test('refuses a Node that would crash on the database', () => {
  expect(nodeProblem({ version: 'v20.19.0', napi: '9' })).toMatch(/needs Node 22\.14 or newer; this is v20\.19\.0/);
  expect(nodeProblem({ version: 'v24.1.0', napi: '10' })).toBeNull();
  expect(nodeProblem()).toBeNull();
});
