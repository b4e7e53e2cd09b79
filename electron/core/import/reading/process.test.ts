// Reading a database in a process: the result, that it can always be stopped, and that nothing is left behind.
import { readdirSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readInBackground } from './readInBackground.ts';
import { readInProcess, startNode, type StartReader } from './process.ts';
import { cellsOf } from '../testing/readText.ts';
import { databaseOf } from '../testing/readBytes.ts';

const start = startNode(fileURLToPath(new URL('./child.ts', import.meta.url)));
const options = { delimiter: null, decimal: null, header: null };
const optuna = `
  CREATE TABLE version_info (schema_version INTEGER, library_version TEXT);
  CREATE TABLE studies (study_id INTEGER PRIMARY KEY, study_name TEXT, direction TEXT);
  CREATE TABLE trials (trial_id INTEGER PRIMARY KEY, study_id INTEGER, state TEXT, value FLOAT);
  INSERT INTO studies VALUES (1, 's', 'MAXIMIZE');`;
const small = () => databaseOf(`${optuna} INSERT INTO trials VALUES (1, 1, 'COMPLETE', 0.5)`);
const request = (bytes: Uint8Array) => ({ bytes, fileName: 'study.db', options });
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('parley-import-'));

/** Time limits pass when a test says so, not when a clock does. */
const holdTheClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
const passTheLimit = () => void vi.advanceTimersByTime(20_000);
afterEach(() => void vi.useRealTimers());

describe('reading a database in a process', () => {
  it('brings the table over', async () => {
    const apart = readInBackground(new URL('./worker.ts', import.meta.url), start);
    const said: string[] = [];
    const read = await apart(request(small()), new AbortController().signal, (_, doing) => said.push(doing));
    expect(cellsOf(read)).toEqual([['s · trial 0', '0.5']]);
    expect(read.table.columns[1]?.numbers).toEqual(Float64Array.of(0.5));
    expect(said).toEqual(['Reading the database']);
  });
  it('passes refusals on as they are', async () => {
    const cut = small().slice(0, 4096);
    await expect(readInProcess(start, request(cut))).rejects.toMatchObject({
      code: 'badInput',
      message: expect.stringContaining('study.db is not whole') as string,
    });
  });
  it('is killed in the middle of a statement that would never end', async () => {
    const before = left();
    const endless = startNode(fileURLToPath(new URL('../testing/endlessChild.ts', import.meta.url)));
    const onceRunning =
      (then: () => void): StartReader =>
      (folder, memoryMb) => {
        const watcher = watch(folder, (_event, name) => {
          if (name !== 'running') return;
          watcher.close();
          then();
        });
        return endless(folder, memoryMb);
      };
    const control = new AbortController();
    const stopped = onceRunning(() => control.abort());
    await expect(readInProcess(stopped, request(small()), { signal: control.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    holdTheClock();
    await expect(readInProcess(onceRunning(passTheLimit), request(small()))).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringContaining('was stopped after 20 seconds') as string,
    });
    expect(left()).toEqual(before);
  });
  it('leaves nothing behind when it is stopped at once', async () => {
    const before = left();
    const atOnce =
      (then: () => void): StartReader =>
      (folder, memoryMb) => {
        queueMicrotask(then);
        return start(folder, memoryMb);
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
    await expect(readInProcess(nothing, request(small()))).rejects.toMatchObject({ code: 'tooLarge' });
  });
});
