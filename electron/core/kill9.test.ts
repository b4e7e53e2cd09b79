// Killing the host at random moments: no acknowledged change is lost, and none is half there.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { closedReview } from './testing/closedReview.ts';
import { newFolder, testApp, removeFolders } from './testing/host.ts';

afterAll(removeFolders);

const other = fileURLToPath(new URL('./testing/otherProcess.ts', import.meta.url));
const lanes = 2;
const rounds = 25;
/** On a busy machine starting a process takes seconds; then there are fewer rounds, and at least so many. */
const fewest = 5;
const longEnough = 60_000;

/** Changes the review in another process, kills it after a while; resolves to the last number it acknowledged. */
function changeAndKill(folder: string, file: string, afterAcks: number, delay: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [other, 'change', folder, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.split('\n').length - 2 >= afterAcks) setTimeout(() => child.kill('SIGKILL'), delay);
    });
    child.on('close', () => {
      if (errors !== '') reject(new Error(errors));
      const numbers = output.split('\n').filter((line) => /^\d+$/.test(line));
      resolve(Number(numbers.at(-1) ?? -1));
    });
  });
}

/** Kills the host again and again on one file, looking at the file each time. */
async function killRepeatedly(
  others: AbortController,
): Promise<{ kills: number; changes: number; interrupted: number }> {
  const folder = newFolder();
  const file = await closedReview(folder);
  let changes = 0;
  let interrupted = 0;
  const start = performance.now();
  let kills = 0;
  for (; kills < rounds && (kills < fewest || performance.now() - start < longEnough); kills++) {
    if (others.signal.aborted) break;
    const last = await changeAndKill(folder, file, 1 + Math.floor(Math.random() * 60), Math.random() * 4);
    if ((fs.statSync(`${file}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0) interrupted++;
    const app = testApp(folder);
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    const { settings } = await app.call('review.get', { review });
    const { names, columns } = await app.call('review.catalog', { review });
    // Four candidates and the first revision were there before; one change may be saved and not yet acknowledged.
    expect(names.slice(4)).toEqual([...names.keys()].slice(4).map((n) => `candidate ${n}`));
    expect([last + 1, last + 2]).toContain(names.length);
    expect(settings.revision).toBe(names.length - 3);
    expect(columns.map(({ values }) => values.length)).toEqual([names.length, names.length]);
    await app.close();
    changes = names.length - 4;
  }
  expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  return { kills, changes, interrupted };
}

it(`keeps every acknowledged change through ${lanes * rounds} kills`, { timeout: 240_000 }, async () => {
  const stop = new AbortController();
  // A lane that fails stops the others, and is waited for by them: the folders go only when nobody works in them.
  const lane = () =>
    killRepeatedly(stop).catch((error: unknown) => {
      stop.abort();
      throw error;
    });
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const done = ended.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
  const sum = (of: 'kills' | 'changes' | 'interrupted') => done.reduce((total, each) => total + each[of], 0);
  console.info(`${sum('kills')} kills, ${sum('changes')} changes, ${sum('interrupted')} kills in the middle of one`);
});
