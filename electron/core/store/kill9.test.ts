// Killing the host at random moments: no acknowledged change is lost, and none is half there.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { newFolder, testApp, removeFolders } from '../testing/host.ts';

afterAll(removeFolders);

const other = fileURLToPath(new URL('../testing/otherProcess.ts', import.meta.url));
/** In the soak often, and however long it takes. */
const long = process.env['PARLEY_SOAK'] === '1';
const lanes = 2;
const rounds = 25;
/** Each begins with a new review: of one that is never cleared, changes take longer and longer. */
const reviews = long ? 20 : 1;
/** On a busy machine starting a process takes seconds; then there are fewer rounds, and at least so many. */
const fewest = 5;
const longEnough = 60_000;

const inTheMiddle = (file: string) => (fs.statSync(`${file}-journal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/**
 * Changes the review in another process and kills it once `kill` says so; resolves to the last number it acknowledged.
 * @param kill  is told how to kill, and how to see whether the process has ended by itself.
 */
function changeAndKill(
  how: 'change' | 'keep',
  [folder, file]: [string, string],
  afterAcks: number,
  kill: (now: () => void, over: () => boolean) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [other, how, folder, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let closed = false;
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      const waiting = output.split('\n').length - 2 < afterAcks;
      output += chunk.toString();
      if (waiting && output.split('\n').length - 2 >= afterAcks) {
        kill(
          () => !closed && child.kill('SIGKILL'),
          () => closed,
        );
      }
    });
    child.on('close', () => {
      closed = true;
      if (errors !== '') reject(new Error(errors));
      const numbers = output.split('\n').filter((line) => /^\d+$/.test(line));
      resolve(Number(numbers.at(-1) ?? -1));
    });
  });
}

interface Killed {
  kills: number;
  changes: number;
  /** Kills in the middle of a change. */
  interrupted: number;
}

/** Kills the host again and again on one file, looking at the file each time. */
async function killRepeatedly(others: AbortController): Promise<Killed> {
  const folder = newFolder();
  const file = await closedReview(folder);
  let changes = 0;
  let interrupted = 0;
  const start = performance.now();
  let kills = 0;
  const enough = () => !long && kills >= fewest && performance.now() - start >= longEnough;
  for (; kills < rounds && !enough(); kills++) {
    if (others.signal.aborted) break;
    const last = await changeAndKill('change', [folder, file], 1 + Math.floor(Math.random() * 60), (now) =>
      setTimeout(now, Math.random() * 4),
    );
    if (inTheMiddle(file)) interrupted++;
    const app = testApp(folder);
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    const { settings } = await app.call('review.get', { review });
    const { names, columns } = await app.call('review.catalog', { review });
    // Four candidates and the first revision were there before; one change may be saved and not yet acknowledged.
    expect(names.slice(4)).toEqual([...names.keys()].slice(4).map((n) => `candidate ${n}`));
    expect([last + 1, last + 2]).toContain(names.length);
    expect(settings.revision).toBe(names.length - 3);
    expect(columns.map(({ measured }) => measured.length)).toEqual([names.length, names.length]);
    await app.close();
    changes = names.length - 4;
  }
  expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  return { kills, changes, interrupted };
}

const times = lanes * reviews * rounds;
it(
  `keeps every acknowledged change through up to ${times} kills`,
  { timeout: long ? 7_200_000 : 300_000 },
  async () => {
    const stop = new AbortController();
    // A lane that fails stops the others, and is waited for by them: the folders go only when nobody works in them.
    const lane = async () => {
      const done: Killed[] = [];
      try {
        for (let review = 0; review < reviews; review++) done.push(await killRepeatedly(stop));
        return done;
      } catch (error) {
        stop.abort();
        throw error;
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
    const done = ended.flatMap((each) => {
      if (each.status === 'rejected') throw each.reason;
      return each.value;
    });
    const sum = (of: keyof Killed) => done.reduce((total, each) => total + each[of], 0);
    console.info(`${sum('kills')} kills, ${sum('changes')} changes, ${sum('interrupted')} kills in the middle of one`);
  },
);

it('keeps every acknowledged prediction log whole, killed while the next one is written', async () => {
  const folder = newFolder();
  const file = await closedReview(folder);
  let interrupted = 0;
  for (let kills = 0; kills < 8; kills++) {
    const last = await changeAndKill('keep', [folder, file], 1, (now, over) => {
      // Writing takes a few milliseconds of the time that a log takes, so that moment is waited for.
      const look = () => (inTheMiddle(file) || over() ? now() : setImmediate(look));
      look();
    });
    if (inTheMiddle(file)) interrupted++;
    const app = testApp(folder);
    const { review, readOnly } = await app.openPath(file);
    expect(readOnly).toBe(null);
    const { logs, revision } = (await app.call('review.get', { review })).settings;
    expect(logs.map(({ name }) => name)).toEqual([...logs.keys()].map((n) => `log ${n}`));
    // The table was the first change; one log may be saved and not yet acknowledged.
    expect([last + 1, last + 2]).toContain(logs.length);
    expect(revision).toBe(logs.length + 1);
    for (const { id, headers, candidates } of logs) {
      expect([headers.length, candidates.length]).toEqual([7, 2]);
      const values = await app.call('predictions.values', { review, log: id });
      for (const { numbers, words } of values) expect(numbers ?? words!.codes).toHaveLength(20_000);
    }
    await app.close();
  }
  expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  expect(interrupted).toBeGreaterThan(0);
  console.info(`8 kills, ${interrupted} in the middle of a log`);
});
