// Reading a file in a process of its own: the result, that it can always be stopped, and that nothing is left behind.
import { readdirSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { startNode, type StartChild } from '../../processes/childProcess.ts';
import { readApart, readInProcess, type ReadOrder } from './process.ts';
import { cellsOf } from '../testing/readText.ts';
import { databaseOf } from '../testing/readBytes.ts';
import { newFolder, removeFolders } from '../../testing/host.ts';
import { workbookOf } from '../testing/workbookFile.ts';

const start = startNode(fileURLToPath(new URL('./child.ts', import.meta.url)));
const options = { delimiter: null, decimal: null, header: null };
const optuna = `
  CREATE TABLE version_info (schema_version INTEGER, library_version TEXT);
  CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT, direction TEXT);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, study_id INTEGER, state TEXT, value FLOAT);
  INSERT INTO studies VALUES (1, 's', 'MAXIMIZE');`;
const small = () => databaseOf(`${optuna} INSERT INTO trials VALUES (1, 1, 'COMPLETE', 0.5)`);
const request = (bytes: Uint8Array) => ({ bytes, fileName: 'study.db', options });
const table = (text: string) => ({ bytes: Buffer.from(text), fileName: 'table.csv', options });
const left = () => readdirSync(tmpdir());
const messageOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof ParleyError ? error.message : error),
  );

/** Time limits pass when a test says so, not when a clock does. */
const holdTheClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
const passTheLimit = () => void vi.advanceTimersByTime(300_000);
afterEach(() => void vi.useRealTimers());

// A folder of this file's own, because other tests read files at the same time.
beforeAll(() => void vi.stubEnv('TMPDIR', newFolder()));
afterAll(() => {
  vi.unstubAllEnvs();
  removeFolders();
});

describe('reading a file in a process', () => {
  it('brings the table of a database over', async () => {
    const said: string[] = [];
    const read = await readApart(start)(request(small()), new AbortController().signal, (_, doing) => said.push(doing));
    expect(cellsOf(read)).toEqual([['s · trial 0', '0.5']]);
    expect(read.table.columns[1]?.numbers).toEqual(Float64Array.of(0.5));
    expect(said).toEqual(['Reading the database', 'Read']);
  });
  it('brings the table of a text over, says how far it is, and leaves the bytes where they were', async () => {
    const sent = table('model,acc\nx,0.5\ny,\n');
    const steps: number[] = [];
    const read = await readInProcess(start, sent, { onProgress: (fraction) => steps.push(fraction) });
    expect(cellsOf(read)).toEqual([
      ['x', '0.5'],
      ['y', ''],
    ]);
    expect(read.table.columns[1]?.numbers).toEqual(Float64Array.of(0.5, NaN));
    expect(read.table.sha256).toHaveLength(64);
    expect(sent.bytes).toHaveLength(19);
    expect(steps.at(0)).toBe(0);
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
  it('passes refusals on as they are', async () => {
    const cut = small().slice(0, 4096);
    await expect(readInProcess(start, request(cut))).rejects.toMatchObject({
      code: 'badInput',
      message: expect.stringContaining('study.db is not whole') as string,
    });
    await expect(readInProcess(start, table('a\0b'))).rejects.toMatchObject({
      name: 'ParleyError',
      code: 'badInput',
      message: expect.stringContaining('table.csv contains a NUL') as string,
    });
  });
  it('is killed in the middle of a statement that would never end', async () => {
    const before = left();
    const endless = startNode(fileURLToPath(new URL('../testing/endlessChild.ts', import.meta.url)));
    const onceRunning =
      (then: () => void): StartChild =>
      (order) => {
        const watcher = watch((JSON.parse(order) as ReadOrder).folder, (_event, name) => {
          if (name !== 'running') return;
          watcher.close();
          then();
        });
        return endless(order);
      };
    const control = new AbortController();
    const stopped = onceRunning(() => control.abort());
    await expect(readInProcess(stopped, request(small()), { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    holdTheClock();
    await expect(readInProcess(onceRunning(passTheLimit), request(small()))).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringContaining('was stopped after 300 seconds') as string,
    });
    expect(left()).toEqual(before);
  });
  it('leaves nothing behind when it is stopped at once', async () => {
    const before = left();
    const atOnce =
      (then: () => void): StartChild =>
      (order) => {
        queueMicrotask(then);
        return start(order);
      };
    const control = new AbortController();
    const stopped = atOnce(() => control.abort());
    await expect(readInProcess(stopped, request(small()), { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    await expect(readInProcess(start, request(small()), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    holdTheClock();
    await expect(readInProcess(atOnce(passTheLimit), request(small()))).rejects.toMatchObject({ code: 'tooLarge' });
    expect(left()).toEqual(before);
  });
  it('says so when the process ends without an answer', async () => {
    const nothing = startNode(fileURLToPath(new URL('../no-such-child.ts', import.meta.url)));
    await expect(readInProcess(nothing, request(small()))).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringMatching(
        /study\.db was ended before it was done, most likely .* nothing was imported/,
      ) as string,
    });
  });
  it('does not take a thread that cannot be started for one that took too much memory', async () => {
    const broken = path.join(newFolder(), 'child.mts');
    const watched = JSON.stringify(new URL('../../processes/watchedThread.ts', import.meta.url).href);
    writeFileSync(
      broken,
      `import { watchThread } from ${watched};
       const limits = { cpuSeconds: 60, heapMb: 64, processMb: 2048 };
       const say = (what) => (process.stdout.write(what), process.exit());
       watchThread(new URL('no-such-thread.ts', import.meta.url), {}, limits, say, say, () => say('failed'));`,
    );
    const { output, ended } = startNode(broken)('{}');
    let said = '';
    output.setEncoding('utf8').on('data', (text: string) => (said += text));
    await ended;
    expect(said).toBe('failed');
  });
});

describe('a file that needs more than it may', () => {
  // A cell with doubled quotes is a string of its own.
  const words = () => table(`m,a\n${'"x ""y""",1\n'.repeat(600_000)}`);
  it('of memory is named, with what to do about it', async () => {
    const why =
      'table.csv took more memory than it may (16 MB); nothing was imported. Check its quotes, or split the table';
    expect(await messageOf(readInProcess(start, words(), { heapMb: 16 }))).toContain(why);
    const outside = await messageOf(readInProcess(start, words(), { processMb: 1 }));
    expect(outside).toContain('table.csv took more memory than it may');
  });
  it('of computing time is named, with what to do about it', async () => {
    const book = {
      bytes: workbookOf({
        s: [
          ['model', 'acc'],
          ['x', 1],
        ],
      }),
      fileName: 'book.xlsx',
      options,
    };
    expect(await messageOf(readInProcess(start, book, { cpuSeconds: 0 }))).toBe(
      'Reading book.xlsx took more computing time than it may (0 seconds); nothing was imported. ' +
        'Export the part you need as CSV (UTF-8), and import that.',
    );
  });
  it('leaves the host as it was: 35 MB of quotation marks are refused or read, and the next file is read', async () => {
    const end = await messageOf(readInProcess(start, table('"'.repeat(35_000_000)), { heapMb: 256 }));
    expect(end).toMatch(/^Reading table\.csv (took more|was ended before it was done)|^table\.csv has/);
    expect((await readInProcess(start, table('m,a\nx,1\n'))).preview.rows).toBe(1);
  });
  // No time limit but the test's own: hostile text has to come to an end by itself.
  it.each([
    ['quotes only', '"'.repeat(10_000_000), 'table.csv has column names and no rows under them.'],
    ['quotes and letters', '"a'.repeat(5_000_000), 'problems'],
    ['open quotes and spaces', '"" '.repeat(3_000_000), 'problems'],
    ['commas only', ','.repeat(10_000_000), 'table.csv has no rows.'],
    ['line ends only', '\n'.repeat(10_000_000), 'table.csv has no rows.'],
    ['carriage returns and quotes', '"\r'.repeat(5_000_000), 'table.csv has no rows.'],
  ])('ends for 10 MB of %s', async (_, text, expected) => {
    const end = await readInProcess(start, table(text), { cpuSeconds: 600 }).then(
      (read) => (read.table.problems.errors > 0 ? 'problems' : 'nothing said'),
      (error: unknown) => (error instanceof ParleyError ? error.message : error),
    );
    expect(end).toBe(expected);
  });
});
