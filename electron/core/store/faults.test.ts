// What happens to files while they are open, and who else may have them open.
import Database from 'better-sqlite3';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedReview } from '../../../shared/contract/library.ts';
import { closedReview } from '../testing/closedReview.ts';
import { newFolder, testApp, type TestApp, removeFolders } from '../testing/host.ts';
import { toFailure } from './failures.ts';
import { identityOf } from './identity.ts';
import { lockPath } from './lock.ts';
import { openReviewFile } from './open.ts';
import { readReview, setDescription } from './review.ts';
import { vetFile, type VetRequest } from './vet.ts';

afterAll(removeFolders);

const other = fileURLToPath(new URL('../testing/otherProcess.ts', import.meta.url));

let file: string;
let app: TestApp;
let child: ChildProcess | null = null;
beforeEach(async () => {
  file = await closedReview();
  app = testApp();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  child = null;
  await app.close();
});

/** Another process that has the file open; resolves once it has. */
const holdOpen = () =>
  new Promise<OpenedReview>((resolve, reject) => {
    child = spawn(process.execPath, [other, 'hold', newFolder(), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout?.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()) as OpenedReview));
    child.once('exit', reject);
  });

const killed = (process: ChildProcess) =>
  new Promise((resolve) => {
    process.removeAllListeners('exit');
    process.once('exit', resolve);
    process.kill('SIGKILL');
  });

/** Resolves when a process has said so many lines. */
const lines = (process: ChildProcess, count: number) =>
  new Promise<void>((resolve, reject) => {
    let seen = 0;
    process.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString().split('\n').length - 1;
      if (seen >= count) resolve();
    });
    process.once('exit', () => reject(new Error(`The process ended after ${seen} lines.`)));
  });

const openOptions = {
  vet: (request: VetRequest) => Promise.resolve(vetFile(request)),
  ownJournal: false,
  holder: 'test',
  onSlow: () => undefined,
  backUp: () => undefined,
};

const describeAs = (review: string, title: string) => app.call('review.describe', { review, title, note: '' });
const titleOf = async (review: string) => (await app.call('review.get', { review })).settings.title;
const filesBeside = () => fs.readdirSync(path.dirname(file)).sort();

describe('an open review', () => {
  it('leaves nothing beside the file once it is closed', async () => {
    const { review } = await app.openPath(file);
    await describeAs(review, 'Changed');
    expect(filesBeside()).toContain(path.basename(lockPath(file)));
    await app.call('library.close', { review });
    expect(filesBeside()).toEqual([path.basename(file)]);
  });

  it('has one handle however often it is opened here', async () => {
    const [first, second] = await Promise.all([app.openPath(file), app.openPath(file)]);
    expect(second.review).toBe(first.review);
    const another = testApp();
    await expect(another.openPath(file)).rejects.toMatchObject({ code: 'locked' });
    await another.close();
    // The refusal must not have loosened the lock.
    const once = spawnSync(process.execPath, [other, 'once', newFolder(), file], { encoding: 'utf8' });
    expect(JSON.parse(once.stdout.split('\n')[0] ?? '')).toMatchObject({
      readOnly: expect.stringContaining('open') as string,
    });
  });

  it('is for reading only while another process has it, who is named, and free again when that process is killed', async () => {
    expect(await holdOpen()).toMatchObject({ readOnly: null });
    const first = await app.openPath(file);
    expect(first.readOnly).toMatch(/^Parley \(test\) on .* has “Which-recommender\.parley” open/);
    expect((await app.call('review.catalog', { review: first.review })).names).toHaveLength(4);
    await expect(describeAs(first.review, 'x')).rejects.toMatchObject({ code: 'readOnly', message: first.readOnly });
    expect((await app.call('library.copy', { review: first.review })).bytes.length).toBeGreaterThan(4096);
    await app.call('library.close', { review: first.review });
    await killed(child!);
    expect(await app.openPath(file)).toMatchObject({ readOnly: null });
  });

  it('can be opened for reading while another process writes all the time', async () => {
    child = spawn(process.execPath, [other, 'write', newFolder(), file], { stdio: ['ignore', 'pipe', 'inherit'] });
    await lines(child, 3);
    for (let round = 0; round < 5; round++) {
      const { review, readOnly } = await app.openPath(file);
      expect(readOnly).toMatch(/open, so it can only be read/);
      const { names, columns } = await app.call('review.catalog', { review });
      expect(columns[0]!.measured).toHaveLength(names.length);
      await app.call('library.close', { review });
    }
  });

  it('is opened as it was vetted, whoever writes in between without minding the lock', async () => {
    let looks = 0;
    const write = () => {
      const database = new Database(file);
      database.exec(`UPDATE review SET title = 'Look ${looks}'`);
      database.close();
    };
    const vet = (request: VetRequest) => {
      const verdict = vetFile(request);
      if (++looks < 9) write();
      return Promise.resolve(verdict);
    };
    const open = await openReviewFile(file, { ...openOptions, vet });
    expect(looks).toBe(9);
    expect(readReview(open.readable).title).toBe('Look 8');
    open.close();
    // The same size, date and change counter: only the content tells.
    looks = 0;
    const { atime, mtime } = fs.statSync(file);
    const overwrite = (request: VetRequest) => {
      const verdict = vetFile(request);
      if (++looks > 1) return Promise.resolve(verdict);
      const bytes = fs.readFileSync(file);
      bytes.write('Look 7', bytes.indexOf('Look 8'));
      fs.writeFileSync(file, bytes);
      fs.utimesSync(file, atime, mtime);
      return Promise.resolve(verdict);
    };
    const again = await openReviewFile(file, { ...openOptions, vet: overwrite });
    expect(looks).toBe(2);
    expect(readReview(again.readable).title).toBe('Look 7');
    again.close();
    const endless = (request: VetRequest) => {
      const verdict = vetFile(request);
      looks++;
      write();
      return Promise.resolve(verdict);
    };
    const refused = openReviewFile(file, { ...openOptions, vet: endless, patience: 0 });
    await expect(refused).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/all the time/) });
    expect(filesBeside()).toEqual([path.basename(file)]);
  });

  it.each([
    ['moved', () => fs.renameSync(file, `${file}.elsewhere`)],
    ['deleted', () => fs.rmSync(file)],
    [
      'replaced',
      () => {
        fs.copyFileSync(path.join(path.dirname(file), 'twin'), `${file}.new`);
        fs.renameSync(`${file}.new`, file);
      },
    ],
  ])('stops writing when it is %s, and can still be copied', async (_what, happen) => {
    fs.copyFileSync(file, path.join(path.dirname(file), 'twin'));
    const { review } = await app.openPath(file);
    await describeAs(review, 'Saved');
    happen();
    await expect(describeAs(review, 'Lost')).rejects.toMatchObject({ code: 'moved' });
    expect((await app.call('review.get', { review })).readOnly).toMatch(/while it was open/);
    expect(await titleOf(review)).toBe('Saved');
    const { bytes } = await app.call('library.copy', { review });
    const copy = await app.call('library.receive', { fileName: 'rescued.parley', bytes });
    expect(copy.title).toBe('Saved');
  });

  it('stops writing when another program writes into it, and says so', async () => {
    const { review } = await app.openPath(file);
    await describeAs(review, 'Saved');
    execFileSync(process.execPath, [
      '-e',
      `const D = require('better-sqlite3'); const d = new D(${JSON.stringify(file)});
       d.exec("UPDATE review SET title = 'Theirs'"); d.close();`,
    ]);
    await expect(describeAs(review, 'Mine')).rejects.toMatchObject({ code: 'conflict' });
    expect((await app.call('review.get', { review })).readOnly).toMatch(/Another program has written/);
  });

  it('stops writing when a program overwrites it in place', async () => {
    fs.copyFileSync(file, `${file}.old`);
    const { review } = await app.openPath(file);
    await describeAs(review, 'Saved');
    execFileSync('cp', [`${file}.old`, file]);
    await expect(describeAs(review, 'Mine')).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    ['with another date', new Date(2001, 1, 1)],
    ['with the same date', null],
  ])(
    'notices another version of the same size and counter of changes, %s, and keeps what is on the screen',
    async (_what, date) => {
      const { review } = await app.openPath(file);
      await describeAs(review, 'Mine 1');
      const { atime, mtime } = fs.statSync(file);
      // As a program that synchronises folders writes: into the file, without minding locks, in a process of its own.
      const theirs = path.join(newFolder(), 'theirs');
      execFileSync('cp', [file, theirs]);
      const bytes = fs.readFileSync(theirs);
      bytes.write('Theirs', bytes.indexOf('Mine 1'));
      fs.writeFileSync(theirs, bytes);
      execFileSync('sh', ['-c', `cat "${theirs}" > "${file}"`]);
      fs.utimesSync(file, atime, date ?? mtime);
      expect(await titleOf(review)).toBe('Mine 1');
      await expect(describeAs(review, 'Mine 2')).rejects.toMatchObject({
        code: expect.stringMatching(/conflict|readOnly/) as string,
      });
      expect((await app.call('review.get', { review })).readOnly).toMatch(/Another program has written/);
      const { bytes: saved } = await app.call('library.copy', { review });
      expect((await app.call('library.receive', { fileName: 'mine.parley', bytes: saved })).title).toBe('Mine 1');
      await app.call('library.close', { review });
      expect((await app.openPath(file)).title).toBe('Theirs');
    },
  );

  it('shows what was on the screen after another program has written, and copies that', async () => {
    const { review } = await app.openPath(file);
    await describeAs(review, 'Mine');
    execFileSync(process.execPath, [
      '-e',
      `const D = require('better-sqlite3'); const d = new D(${JSON.stringify(file)});
       d.exec("UPDATE review SET title = 'Theirs'"); d.close();`,
    ]);
    expect(await titleOf(review)).toBe('Mine');
    const { bytes } = await app.call('library.copy', { review });
    expect((await app.call('library.receive', { fileName: 'mine.parley', bytes })).title).toBe('Mine');
  });

  it('does not mind a new date', async () => {
    const { review } = await app.openPath(file);
    fs.utimesSync(file, new Date(), new Date(2001, 1, 1));
    await describeAs(review, 'Changed');
    expect(await titleOf(review)).toBe('Changed');
  });

  it('says when the disk is full, keeps what was saved, and goes on when there is room', async () => {
    const open = await openReviewFile(file, openOptions);
    const pages = open.database.pragma('page_count', { simple: true }) as number;
    open.database.pragma(`max_page_count = ${pages}`);
    const note = 'n'.repeat(8000);
    const fill = () => open.write('change', 'description', (db) => setDescription(db, 'Full', note));
    let failure: unknown;
    try {
      fill();
    } catch (error) {
      failure = toFailure(error);
    }
    expect(failure).toMatchObject({ code: 'diskFull' });
    expect(readReview(open.readable).title).toBe('Which recommender?');
    expect(open.labels).toEqual({ undo: null, redo: null });
    open.database.pragma(`max_page_count = ${pages + 100}`);
    fill();
    expect(open.labels.undo).toBe('description');
    open.write('undo', '', () => open.replay('undo'));
    expect(readReview(open.readable)).toMatchObject({ title: 'Which recommender?', note: '' });
    open.close();
    expect(vetFile({ path: file, ownJournal: false })).toMatchObject({ ok: true });
  });

  it('does not become larger than it could be opened again, and says so', async () => {
    const maxBytes = fs.statSync(file).size;
    const open = await openReviewFile(file, { ...openOptions, maxBytes });
    const fill = (note: string) => open.write('change', 'description', (db) => setDescription(db, 'Full', note));
    expect(() => fill('n'.repeat(8000))).toThrow(/would have 1 MB with this; a review has at most 0/);
    expect(readReview(open.readable).title).toBe('Which recommender?');
    expect(open.labels).toEqual({ undo: null, redo: null });
    fill('short');
    expect(open.labels.undo).toBe('description');
    open.close();
    expect(fs.statSync(file).size).toBe(maxBytes);
  });

  it('takes back a change that a crash left half done, if it was ours', async () => {
    const userData = path.join(newFolder(), 'data');
    const mine = testApp(undefined, { userData });
    await mine.openPath(file);
    await mine.close();
    const record = path.join(userData, 'open');
    expect(fs.readdirSync(record)).toEqual([]);
    // As a crash leaves it: our own record of the open file, and a journal with the half change in the file.
    const identity = identityOf(fs.statSync(file));
    const before = await import('../installation/recents.ts');
    fs.writeFileSync(path.join(record, `${before.entryOf(file)}.json`), JSON.stringify(identity));
    spawnSync(process.execPath, [other, 'tear', newFolder(), file]);
    expect(fs.statSync(`${file}-journal`).size).toBeGreaterThan(0);
    await expect(app.openPath(file)).rejects.toMatchObject({ code: 'refused' });
    const again = testApp(undefined, { userData });
    const { review, notices, title } = await again.openPath(file);
    expect(title).toBe('Which recommender?');
    expect(notices).toEqual([expect.stringMatching(/taken back/)]);
    expect((await again.call('review.catalog', { review })).columns[1]!.measured[0]).toBe(120);
    await again.close();
    expect(filesBeside()).toEqual([path.basename(file)]);
  });

  // The super-user may write anything, so that these need a process without that right.
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const asNobody = () => {
    const folder = newFolder();
    fs.chmodSync(folder, 0o777);
    const done = spawnSync(process.execPath, [other, 'once', folder, file], { ...nobody, encoding: 'utf8' });
    const [opened, answer] = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    return { opened, answer };
  };
  it.skipIf(process.platform === 'win32').each([
    ['the file', 'DELETE', 0o444, 0o777],
    ['the folder', 'DELETE', 0o666, 0o555],
    ['the folder of a file in write-ahead mode', 'WAL', 0o666, 0o555],
  ])('is for reading only where %s cannot be written', (_what, mode, fileMode, folderMode) => {
    const database = new Database(file);
    database.pragma(`journal_mode = ${mode}`);
    database.close();
    fs.chmodSync(path.dirname(path.dirname(file)), 0o755);
    fs.chmodSync(file, fileMode);
    fs.chmodSync(path.dirname(file), folderMode);
    const { opened, answer } = asNobody();
    fs.chmodSync(path.dirname(file), 0o755);
    expect(opened).toMatchObject({
      title: 'Which recommender?',
      readOnly: expect.stringMatching(/cannot be written/) as string,
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'readOnly' } });
    expect(vetFile({ path: file, ownJournal: false })).toMatchObject({ ok: true, title: 'Which recommender?' });
  });
});
