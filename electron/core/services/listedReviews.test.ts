// The list of reviews through the core: what it says of each, and what can be done to them without opening them.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closedReview } from '../testing/closedReview.ts';
import { prepare, record, shownNow } from '../testing/decided.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

let now = new Date('2026-11-12T10:00:00Z');
let app: TestApp;
const start = (more = {}, folder?: string) => testApp(folder, { now: () => now, ...more });
beforeEach(() => {
  now = new Date('2026-11-12T10:00:00Z');
  app = start();
});
afterEach(() => app.close());

const list = () => app.call('library.list', {});
const only = async () => (await list()).entries[0]!;
const look = async () => app.call('library.look', { entry: (await only()).entry });
const files = () => fs.readdirSync(app.libraryFolder).sort();

/** A review with a recorded decision for Beta, closed again. */
async function decidedReview(): Promise<void> {
  const review = await prepare(app.call);
  await record(app.call, review);
  await app.call('library.close', { review });
}

describe('looking into a review', () => {
  it('has the decisions that were superseded, and what is open of the one that counts with its dates', async () => {
    const review = await prepare(app.call);
    await record(app.call, review);
    await app.call('decision.reopen', { review, by: 'Ana', why: 'New evidence.' });
    const condition = (what: string, due: string | null) => ({
      kind: 'after' as const,
      what,
      owner: 'Bo',
      due,
      holdId: null,
      check: null,
      expected: null,
    });
    for (const [what, due] of [
      ['Some day', null],
      ['Later', '2027-02-01'],
      ['Soon', '2027-01-05'],
    ] as const) {
      await app.call('decision.setCondition', { review, id: null, definition: condition(what, due) });
    }
    const shown = await shownNow(app.call, review, null);
    await app.call('decision.record', { review, by: 'Ana', shown });
    await app.call('library.close', { review });
    const { glimpse } = await look();
    expect(glimpse?.superseded).toEqual([
      { number: 1, kind: 'choose', candidate: 'Beta', recordedAt: now.toISOString() },
    ]);
    expect(glimpse?.decision).toMatchObject({
      number: 2,
      conditions: { total: 3, open: 3, next: { due: '2027-01-05', owner: 'Bo' } },
    });
    expect(glimpse?.decision?.conditions.list.map(({ what, due }) => [what, due])).toEqual([
      ['Soon', '2027-01-05'],
      ['Later', '2027-02-01'],
      ['Some day', null],
    ]);
  });

  it('says nothing before, and everything after; until the file changes', async () => {
    await decidedReview();
    expect(await only()).toMatchObject({ open: false, glimpse: null, problem: null });
    const seen = await look();
    expect(seen.glimpse).toMatchObject({
      title: 'Which recommender?',
      question: 'Which recommender serves the app?',
      candidates: 4,
      names: ['Alpha', 'Beta', 'Gamma', 'Delta'],
      draft: false,
      decision: { number: 1, kind: 'choose', candidate: 'Beta', blind: false, recordedAt: now.toISOString() },
      holds: { outcome: 'holds', sentence: 'Decision 1 holds.' },
    });
    expect((await only()).glimpse).toEqual(seen.glimpse);
    // Another host of this installation knows it too.
    const other = start({}, app.folder);
    expect((await other.call('library.list', {})).entries[0]!.glimpse).toEqual(seen.glimpse);
    await other.close();
    const { review } = await app.call('library.open', { entry: seen.entry });
    await app.call('candidates.setMeasured', {
      review,
      candidateId: 2,
      metricId: 2,
      measured: 200,
      standardError: null,
    });
    const open = await only();
    expect(open).toMatchObject({ open: true, glimpse: { decision: { number: 1 }, holds: null } });
    await app.call('library.close', { review });
    expect((await only()).glimpse).toBe(null);
    expect((await look()).glimpse?.holds).toMatchObject({
      outcome: 'brokenMust',
      sentence: expect.stringMatching(/latency_ms ≤ 150\sms is a must of ML engineers, and Beta has 200\sms/) as string,
    });
  });

  it('does not replay content that it has seen, and forgets what another engine found', async () => {
    await decidedReview();
    const seen = await look();
    const file = path.join(app.libraryFolder, seen.fileName);
    const asked: unknown[] = [];
    const { vet } = await import('../testing/host.ts').then(({ testOptions }) => testOptions(app.folder));
    await app.close();
    app = start(
      { vet: (request: Parameters<typeof vet>[0]) => (asked.push(request.glimpse), vet(request)) },
      app.folder,
    );
    fs.utimesSync(file, new Date(), new Date());
    expect((await only()).glimpse).toBe(null);
    expect((await look()).glimpse).toEqual(seen.glimpse);
    expect(asked).toEqual([{ on: now.toISOString(), unless: expect.stringMatching(/^[0-9a-f]{64}$/) as string }]);
    const memory = path.join(app.folder, 'data', 'glimpses.json');
    fs.writeFileSync(memory, fs.readFileSync(memory, 'utf8').replace(/"engine":"[^"]+"/, '"engine":"0"'));
    expect((await only()).glimpse).toBe(null);
  });

  it('also where nothing can be remembered', async () => {
    await decidedReview();
    await app.close();
    const logged: string[] = [];
    app = start({ log: (message: string) => void logged.push(message) }, app.folder);
    const { entry } = await only();
    // Where the lock of the records belongs stands a folder.
    fs.mkdirSync(path.join(app.folder, 'data', 'glimpses.json.lock'));
    expect((await app.call('library.look', { entry })).glimpse?.holds?.outcome).toBe('holds');
    expect((await only()).glimpse).toBe(null);
    expect(logged.join()).toContain('What Parley remembers in glimpses.json could not be changed.');
  });

  it('says what is wrong with a file that cannot be read, and lists it all the same', async () => {
    fs.writeFileSync(path.join(app.libraryFolder, 'notes.parley'), 'not a review, just text '.repeat(100));
    expect(await only()).toMatchObject({ title: 'notes', problem: null });
    expect(await look()).toMatchObject({ problem: '“notes.parley”: The file is not a Parley review.', glimpse: null });
    expect((await only()).problem).toBe('“notes.parley”: The file is not a Parley review.');
  });
});

describe('renaming', () => {
  it('changes the title and leaves the file its name and the list its order', async () => {
    for (const title of ['First', 'Second']) {
      const { review } = await app.call('library.create', { title });
      await app.call('library.close', { review });
      now = new Date(now.getTime() + 1000);
    }
    const { entry, openedAt } = (await list()).entries[1]!;
    await app.call('library.rename', { entry, title: 'Erste' });
    expect((await list()).entries).toMatchObject([
      { title: 'Second' },
      { title: 'Erste', fileName: 'First.parley', openedAt },
    ]);
    const { review } = await app.call('library.open', { entry });
    expect((await app.call('review.get', { review })).settings.title).toBe('Erste');
  });

  it('tells the windows that have it open, which can undo it', async () => {
    const { review } = await app.call('library.create', { title: 'First' });
    await app.call('library.rename', { entry: (await only()).entry, title: 'Erste' });
    const got = await app.call('review.get', { review });
    expect(got).toMatchObject({ settings: { title: 'Erste' }, history: { undo: 'description' } });
  });
});

it('duplicates a review without its decisions, as one of its own, whether it is open or not', async () => {
  await decidedReview();
  const { entry } = await only();
  await app.call('library.duplicateEntry', { entry, title: 'Another' });
  const opened = await app.call('library.open', { entry });
  await app.call('library.duplicateEntry', { entry, title: 'Yet another' });
  await app.call('library.close', { review: opened.review });
  expect(files()).toEqual(['Another.parley', 'Which-recommender.parley', 'Yet-another.parley']);
  const ids = new Set<string>();
  for (const each of (await list()).entries) {
    const { review } = await app.call('library.open', { entry: each.entry });
    const { settings } = await app.call('review.get', { review });
    ids.add(settings.id);
    const { recorded, head } = await app.call('decision.get', { review });
    const original = settings.title === 'Which recommender?';
    expect([recorded.length, head === null]).toEqual(original ? [1, false] : [0, true]);
    expect((await app.call('review.catalog', { review })).names).toHaveLength(4);
  }
  expect(ids.size).toBe(3);
});

describe('deleting', () => {
  it('can be undone, with what the review was', async () => {
    await decidedReview();
    const before = fs.readFileSync(path.join(app.libraryFolder, 'Which-recommender.parley'));
    await look();
    const deleted = await app.call('library.remove', { entry: (await only()).entry });
    expect(deleted).toMatchObject({
      title: 'Which recommender?',
      fileName: 'Which-recommender.parley',
      inTrash: false,
    });
    expect(files()).toEqual([]);
    expect(await list()).toMatchObject({ entries: [], deleted: [deleted] });
    const restored = await app.call('library.restore', { deleted: deleted.deleted });
    expect(restored.fileName).toBe('Which-recommender.parley');
    expect(fs.readFileSync(path.join(app.libraryFolder, restored.fileName)).equals(before)).toBe(true);
    expect(await list()).toMatchObject({ entries: [{ entry: restored.entry }], deleted: [] });
    await expect(app.call('library.restore', { deleted: deleted.deleted })).rejects.toMatchObject({ code: 'notFound' });
    expect((await look()).glimpse?.decision?.number).toBe(1);
  });

  it('puts it back beside what took its name, and into the library where its folder is gone', async () => {
    const elsewhere = newFolder();
    const file = path.join(elsewhere, 'mailed.parley');
    fs.copyFileSync(await closedReview(), file);
    const opened = await app.openPath(file);
    await app.call('library.close', { review: opened.review });
    const remove = async () => app.call('library.remove', { entry: (await only()).entry });
    const first = await remove();
    fs.writeFileSync(file, 'another');
    expect(await app.call('library.restore', { deleted: first.deleted })).toMatchObject({
      fileName: 'mailed-2.parley',
      folder: elsewhere,
    });
    const second = await remove();
    fs.rmSync(elsewhere, { recursive: true });
    expect(await app.call('library.restore', { deleted: second.deleted })).toMatchObject({ folder: app.libraryFolder });
    expect(files()).toEqual(['mailed-2.parley']);
  });

  it('uses the system’s trash, and does without where the drive has none', async () => {
    const trash = path.join(app.folder, 'trash');
    fs.mkdirSync(trash);
    await app.close();
    let works = true;
    app = start(
      {
        trash: (file: string) => {
          if (!works) return Promise.reject(new Error('no trash here'));
          fs.renameSync(file, path.join(trash, path.basename(file)));
          return Promise.resolve();
        },
      },
      app.folder,
    );
    for (const inTrash of [true, false]) {
      works = inTrash;
      const { review } = await app.call('library.create', { title: inTrash ? 'Trashed' : 'Gone' });
      await app.call('library.close', { review });
      expect(await app.call('library.remove', { entry: (await only()).entry })).toMatchObject({ inTrash });
    }
    expect(fs.readdirSync(trash)).toEqual(['Trashed.parley']);
    const { deleted } = await list();
    expect(deleted.map(({ title, inTrash }) => [title, inTrash])).toEqual([
      ['Gone', false],
      ['Trashed', true],
    ]);
    await app.call('library.erase', { deleted: deleted[0]!.deleted });
    expect((await list()).deleted).toHaveLength(1);
  });

  it('keeps the copy for 30 days', async () => {
    for (const title of ['Old', 'New']) {
      const { review } = await app.call('library.create', { title });
      await app.call('library.close', { review });
      await app.call('library.remove', { entry: (await only()).entry });
      now = new Date('2026-12-13T10:00:00Z');
    }
    expect((await list()).deleted.map(({ title }) => title)).toEqual(['New']);
    const kept = fs.readdirSync(path.join(app.folder, 'data', 'deleted')).filter((name) => name.endsWith('.parley'));
    expect(kept).toHaveLength(1);
  });

  it('is refused while a window of this host, or another host, has it open', async () => {
    const { review } = await app.call('library.create', { title: 'Open' });
    const { entry } = await only();
    await expect(app.call('library.remove', { entry })).rejects.toMatchObject({
      code: 'refused',
      message: '“Open” is open in another window. Close it there, then delete it.',
    });
    await app.call('library.close', { review });
    const { takeLock } = await import('../store/lock.ts');
    const taken = takeLock(path.join(app.libraryFolder, 'Open.parley'), 'Parley (web) on here');
    const message = 'Parley (web) on here has “Open” open. Close it there, then delete it.';
    await expect(app.call('library.remove', { entry })).rejects.toMatchObject({ code: 'locked', message });
    await expect(app.call('library.rename', { entry, title: 'Other' })).rejects.toMatchObject({
      code: 'readOnly',
      message: expect.stringMatching(/^Parley \(web\) on here has “Open.parley” open/) as string,
    });
    if ('lock' in taken) taken.lock.release();
    expect(files()).toEqual(['Open.parley']);
  });
});

it('says when the folder of reviews is not there, and that nothing can be saved', async () => {
  fs.rmSync(app.libraryFolder, { recursive: true });
  const { entries, notices } = await list();
  expect(entries).toEqual([]);
  const sentence = `Nothing new can be saved: the folder ${app.libraryFolder} is not there. Put it back, or start Parley again to have it made.`;
  expect(notices).toEqual([sentence]);
  await expect(app.call('library.create', { title: 'New' })).rejects.toMatchObject({ message: sentence });
});

it('opens the sample that is there, also after it was renamed, and a fresh one when asked', async () => {
  const sample = path.join(app.folder, 'sample.parley');
  fs.copyFileSync(await closedReview(), sample);
  await app.close();
  app = start({ sampleFile: sample }, app.folder);
  const open = async (fresh: boolean) => {
    const { review, title } = await app.call('library.openSample', { fresh });
    const { id } = (await app.call('review.get', { review })).settings;
    await app.call('library.close', { review });
    return { id, title };
  };
  const first = await open(false);
  await app.call('library.rename', { entry: (await only()).entry, title: 'Mine' });
  expect(await open(false)).toEqual({ id: first.id, title: 'Mine' });
  expect((await list()).entries).toHaveLength(1);
  const fresh = await open(true);
  expect(fresh.id).not.toBe(first.id);
  expect(fresh.title).toMatch(/, fresh copy$/);
  expect((await list()).entries).toHaveLength(2);
  // Deleted and restored, it is still known as the sample.
  for (const { entry } of (await list()).entries) await app.call('library.remove', { entry });
  const { deleted } = await list();
  await app.call('library.restore', { deleted: deleted.at(-1)!.deleted });
  expect((await open(false)).id).toBe(fresh.id);
});
