// Reading in a thread: the result, and that it can always be stopped.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { cellsOf } from '../testing/readText.ts';
import { readInWorker } from './worker.ts';

const url = new URL('./worker.ts', import.meta.url);
const options = { delimiter: null, decimal: null, header: null };
const request = (text: string) => ({ bytes: new TextEncoder().encode(text), fileName: 'table.csv', options });
const large = (rows: number) => request(`m,${'a,'.repeat(19)}b\n${`x,${'1.25,'.repeat(19)}2\n`.repeat(rows)}`);

afterEach(() => void vi.useRealTimers());

describe('reading in a thread', () => {
  it('brings the table over and leaves the bytes where they were', async () => {
    const sent = request('model,acc\nx,0.5\ny,\n');
    const steps: number[] = [];
    const read = await readInWorker(url, sent, { onProgress: (fraction) => steps.push(fraction) });
    expect(cellsOf(read)).toEqual([
      ['x', '0.5'],
      ['y', ''],
    ]);
    expect(read.table.columns[1]?.numbers).toEqual(Float64Array.of(0.5, NaN));
    expect(sent.bytes.length).toBe(19);
    expect(steps.at(0)).toBe(0);
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
  it('takes bytes out of memory that Node shares between many, as hosts hand them in', async () => {
    const text = 'model,acc\nx,0.5\n';
    const bytes = Buffer.from(text);
    expect(bytes.buffer.byteLength).toBeGreaterThan(bytes.length);
    expect(cellsOf(await readInWorker(url, { ...request(text), bytes }))).toEqual([['x', '0.5']]);
    expect(bytes.toString()).toBe(text);
  });
  it('can be stopped as soon as it has answered, also where its entry loads this module', async () => {
    const entry = new URL('../testing/builtWorker.ts', import.meta.url);
    for (let i = 0; i < 10; i += 1) {
      const read = await readInWorker(entry, large(500));
      expect(read.table.columns).toHaveLength(21);
    }
  });
  it('reads one file after another in the thread that waits', async () => {
    const texts = ['m,a\nx,1\n', 'm,a\ny,2\nz,3\n', 'n\nq\n'];
    const rows = async (text: string) => (await readInWorker(url, request(text))).preview.rows;
    for (const text of texts) expect(await rows(text)).toBe(text.split('\n').length - 2);
    expect(await Promise.all(texts.map(rows))).toEqual([1, 2, 1]);
  });
  it('passes refusals on as they are', async () => {
    await expect(readInWorker(url, request('a\0b'))).rejects.toMatchObject({
      name: 'ParleyError',
      code: 'badInput',
      message: expect.stringContaining('table.csv contains a NUL'),
    });
  });
  it('stops when told to, before and while it runs', async () => {
    await expect(readInWorker(url, request('m,a\nx,1\n'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const control = new AbortController();
    const running = readInWorker(url, large(200_000), { signal: control.signal, onProgress: () => control.abort() });
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
  it('stops when its time is up, and says so', async () => {
    // The time is up when the thread has said that it reads, however long that took.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const onProgress = () => void vi.advanceTimersByTime(20_000);
    await expect(readInWorker(url, large(200_000), { onProgress })).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringContaining('was stopped after 20 seconds') as string,
    });
  });
  it('stops when its memory is used up, and says so', async () => {
    // A cell with doubled quotes is a string of its own.
    const words = request(`m,a\n${'"x ""y""",1\n'.repeat(600_000)}`);
    await expect(readInWorker(url, words, { heapMb: 16 })).rejects.toMatchObject({
      code: 'tooLarge',
      message: expect.stringContaining('more memory than it may (16 MB)'),
    });
  });
  it('gives an account of a thread that crashes', async () => {
    const missing = new URL('../testing/no-such-worker.ts', import.meta.url);
    await expect(readInWorker(missing, request('m,a\nx,1\n'))).rejects.toMatchObject({
      code: 'internal',
      message: 'Reading table.csv failed inside Parley; nothing was imported.',
    });
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
    const end = await readInWorker(url, request(text), { timeoutMs: 600_000 }).then(
      ({ table }) => (table.problems.errors > 0 ? 'problems' : 'nothing said'),
      (error: unknown) => (error instanceof ParleyError ? error.message : error),
    );
    expect(end).toBe(expected);
  });
});
