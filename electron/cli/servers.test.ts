// Servers from the command line, as a process: ranked, imported, asked again; and the token neither printed nor taken from an argument.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMlflow, testRun, type TestMlflow } from '../core/import/testing/mlflowServer.ts';
import { testApp, removeFolders } from '../core/testing/host.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const token = 'tok-91cc';
let folder: string;
let review: string;
let mlflow: TestMlflow;

const first = [
  testRun('a1', 'large', { auc: 0.75, latency_ms: 12 }),
  testRun('b2', 'small', { auc: 0.5, latency_ms: 7 }),
  testRun('c3', 'worse', { auc: 0.25, latency_ms: 30 }),
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cli-servers-'));
  review = join(folder, 'review.parley');
  mlflow = await startMlflow(first, token);
  const app = testApp();
  const made = await app.call('library.create', { title: 'Servers' });
  await app.close();
  copyFileSync(join(app.libraryFolder, 'Servers.parley'), review);
  expect(made.title).toBe('Servers');
});
afterAll(async () => {
  await mlflow.stop();
  rmSync(folder, { recursive: true, force: true });
  removeFolders();
});

function parley(
  args: readonly string[],
  given: string | null = token,
): Promise<{ code: number; out: string; err: string }> {
  const { MLFLOW_TRACKING_TOKEN: _, ...rest } = process.env;
  const env = { ...rest, PARLEY_DATA: join(folder, 'data'), PARLEY_LIBRARY: join(folder, 'library') };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: given === null ? env : { ...env, MLFLOW_TRACKING_TOKEN: given } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

test('ranks what a server has', async () => {
  const { code, out, err } = await parley(['rank', mlflow.address]);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('MLflow at 127.0.0.1: 3 candidates, 2 objectives, 2 on the front.');
});

test('reads the experiment that is chosen, and says what there is', async () => {
  const { code, err } = await parley(['rank', mlflow.address, '--choose=experiment=rankin']);
  expect(code).toBe(1);
  expect(err).toContain('Did you mean “ranking”?');
});

test('says what is wrong with the token without saying it, and takes none from an argument', async () => {
  const wrong = await parley(['rank', mlflow.address], 'tok-wrong');
  expect(wrong.err).toContain('the token is missing, wrong');
  expect(wrong.err).not.toContain('tok-wrong');
  const written = await parley(['rank', mlflow.address.replace('http://', `http://me:${token}@`)]);
  expect(written.err).toContain('The address has a password in it');
  expect(written.err).not.toContain(token);
});

test('imports into a review, says what has changed since, and takes it only when told', async () => {
  const imported = await parley(['import', review, mlflow.address]);
  expect(imported.err).toBe('');
  expect(imported.out).toContain(
    'review.parley: MLflow at 127.0.0.1 imported; 3 candidates are new. 2 objectives made.',
  );
  expect(readFileSync(review).includes(token)).toBe(false);
  expect(await parley(['refresh', review])).toMatchObject({
    code: 0,
    out: expect.stringContaining('nothing has changed'),
  });

  mlflow.runs = [
    testRun('a1', 'large', { auc: 0.75, latency_ms: 9 }),
    testRun('b2', 'small', { auc: 0.5, latency_ms: 7 }),
  ];
  const looked = await parley(['refresh', review]);
  expect(looked.code).toBe(3);
  expect(looked.out).toContain(
    '1 candidate has new values, 1 value replaces another and 1 candidate is no longer there',
  );
  expect(looked.out).toContain('latency_ms: large 12 → 9');
  expect(looked.out).toContain('no longer there: worse');
  const taken = await parley(['refresh', review, '--take', '--remove-gone', '--json']);
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out)).toMatchObject([{ taken: true, gone: { names: ['worse'], count: 1 } }]);
  const ranking = JSON.parse((await parley(['rank', review, '--json'])).out) as { candidates: { name: string }[] };
  expect(ranking.candidates.map(({ name }) => name).sort()).toEqual(['large', 'small']);
});
