// Versions of a review: found, looked at, restored, and what they may tell while a round is going on; what is left of a damaged file;
// reviews on drives that cannot be written.
import fs from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../shared/contract/contract.ts';
import { closedReview } from '../testing/closedReview.ts';
import { importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';
import { lastRound, openRound, prepareRound, revealWith, vote } from '../testing/voting.ts';

afterAll(removeFolders);

/** Half a minute passes with every look at it, so that each version has a time of its own. */
function clock(from = '2026-11-30T10:00:00.000Z') {
  let at = Date.parse(from);
  return { now: () => new Date((at += 30_000)), pass: (minutes: number) => (at += minutes * 60_000) };
}

/** Opens the review, runs `change` on it, closes it; a version of how it was left is kept. */
async function session(app: TestApp, entry: string, change: (call: Call, review: string) => Promise<unknown>) {
  const { review } = await app.call('library.open', { entry });
  await change(app.call, review);
  await app.call('library.close', { review });
}
const entryIn = async (app: TestApp) => (await app.call('library.list', {})).entries[0]!.entry;
const versionsOf = async (app: TestApp, entry: string) => (await app.call('versions.list', { entry })).versions;
const namesOf = async (call: Call, review: string) => (await call('review.catalog', { review })).names;

describe('a damaged file that the host was asked for', () => {
  it('leads to what is kept of it, until another review is opened', async () => {
    const folder = newFolder();
    const file = await closedReview(folder, (call, review) => call('candidates.add', { review, name: 'Epsilon' }));
    const bytes = fs.readFileSync(file);
    fs.writeFileSync(file, bytes.subarray(0, bytes.length - 4096));
    const app = testApp(folder);
    await expect(app.openInitial(file)).rejects.toMatchObject({ code: 'damaged' });
    const { initial, damaged } = await app.call('library.about', {});
    expect([initial, damaged?.message]).toEqual([null, expect.stringContaining('not whole')]);
    const list = await app.call('versions.list', { entry: damaged!.entry });
    expect(list).toMatchObject({ salvageable: true, fileName: path.basename(file) });
    const { opened } = await app.call('versions.restore', {
      entry: damaged!.entry,
      version: list.versions[0]!.version,
    });
    expect(await namesOf(app.call, opened.review)).toContain('Epsilon');
    expect((await app.call('library.about', {})).damaged).toBe(null);
    await app.close();
  });

  it('is led to as well where it is changed or taken away while it is open', async () => {
    const folder = newFolder();
    const app = testApp(folder);
    const { review, entry, fileName } = await app.call('library.create', { title: 'Which recommender?' });
    fs.rmSync(path.join(app.libraryFolder, fileName));
    const change = () => app.call('review.describe', { review, title: 'Another', note: '' });
    await expect(change()).rejects.toMatchObject({ code: 'moved', entry });
    // A conflict of another kind leads nowhere.
    const { review: second } = await app.call('library.create', { title: 'A second' });
    const order = app.call('objectives.reorder', { review: second, ids: [1, 2] });
    await expect(order).rejects.toMatchObject({ code: 'conflict', entry: undefined });
    await app.close();
  });
});

describe('the versions of a review', () => {
  it('say when and why they were kept, and what has changed since the one before', async () => {
    const time = clock();
    const app = testApp(newFolder(), { now: time.now });
    const { review, entry } = await app.call('library.create', { title: 'Which recommender?' });
    await importTable(app.call, review, smallTable);
    await app.call('library.close', { review });
    await session(app, entry, (call, again) => call('candidates.add', { review: again, name: 'Epsilon' }));
    time.pass(20);
    await session(app, entry, async (call, again) => {
      const { settings } = await call('review.get', { review: again });
      await call('ballots.setRationale', { review: again, roleId: settings.roles[1]!.id, rationale: 'Fast, please.' });
      await call('roles.create', { review: again, name: 'Legal', colour: 'rose', influence: 1 });
    });
    const list = await app.call('versions.list', { entry });
    expect(list).toMatchObject({ title: 'Which recommender?', problem: null, since: ['Nothing'], notices: [] });
    const changed = list.versions.map(({ changes }) => changes);
    expect(changed).toContainEqual(['Role Legal added', 'Sales’ reasons']);
    expect(changed.at(-1)).toBe(null);
    expect(list.versions.at(-1)?.content).toBe('4 candidates, 4 roles (0 weighed), no decisions');
    for (const version of list.versions) {
      expect(version).toMatchObject({ why: 'change', noLook: null, noRestore: null });
      expect(version.bytes).toBeGreaterThan(10_000);
    }
    const times = list.versions.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
    await app.close();
  });

  it('are looked at without anything being touched', async () => {
    const file = await closedReview();
    const app = testApp(path.dirname(path.dirname(file)));
    const entry = await entryIn(app);
    const { review: open } = await app.call('library.open', { entry });
    await app.call('candidates.add', { review: open, name: 'Epsilon' });
    const version = (await versionsOf(app, entry)).at(-1)!;
    const before = fs.readFileSync(file);
    const looked = await app.call('versions.look', { entry, version: version.version });
    expect(looked).toMatchObject({ entry, version: version.version });
    expect(looked.readOnly).toMatch(/^The version of .* is only to be read\./);
    expect(await namesOf(app.call, looked.review)).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
    await expect(app.call('candidates.add', { review: looked.review, name: 'Zeta' })).rejects.toMatchObject({
      code: 'readOnly',
    });
    const copy = await app.call('library.duplicate', { review: looked.review, title: 'From before' });
    expect(copy.readOnly).toBe(null);
    expect(await namesOf(app.call, copy.review)).toHaveLength(4);
    await app.call('library.close', { review: looked.review });
    expect(fs.readFileSync(file).equals(before)).toBe(true);
    expect(await namesOf(app.call, open)).toHaveLength(5);
    await app.close();
  });

  it('are restored, and restoring is taken back by restoring what was there', async () => {
    const app = testApp();
    const { review, entry } = await app.call('library.create', { title: 'Back and forth' });
    await importTable(app.call, review, smallTable);
    await app.call('library.close', { review });
    const four = (await versionsOf(app, entry))[0]!;
    const { review: again } = await app.call('library.open', { entry });
    await app.call('candidates.add', { review: again, name: 'Epsilon' });
    // Open in the window that asks.
    const { opened, before, movedTo } = await app.call('versions.restore', { entry, version: four.version });
    expect(movedTo).toBe(null);
    expect(opened).toMatchObject({ entry, version: null, readOnly: null });
    expect(await namesOf(app.call, opened.review)).toHaveLength(4);
    const kept = (await versionsOf(app, entry)).find(({ version }) => version === before);
    expect(kept).toMatchObject({ why: 'beforeRestore' });
    const back = await app.call('versions.restore', { entry, version: before! });
    expect(await namesOf(app.call, back.opened.review)).toHaveLength(5);
    await app.call('candidates.add', { review: back.opened.review, name: 'Zeta' });
    expect(fs.readdirSync(app.libraryFolder).filter((name) => name.includes('part'))).toEqual([]);
    await app.close();
  });

  it('are not restored under the hands of another window, nor of another program', async () => {
    const file = await closedReview();
    const folder = path.dirname(path.dirname(file));
    const app = testApp(folder);
    const entry = await entryIn(app);
    const [version] = await versionsOf(app, entry);
    const other = app.as('other-window');
    const stop = app.core.follow({ client: 'other-window', principal: { kind: 'owner' } }, () => undefined);
    const { review } = await other.call('library.open', { entry });
    await other.call('candidates.add', { review, name: 'Epsilon' });
    await expect(app.call('versions.restore', { entry, version: version!.version })).rejects.toMatchObject({
      code: 'refused',
      message: 'The review is open in another window. Close it there, then restore the version.',
    });
    stop();
    const elsewhere = testApp(folder);
    await expect(elsewhere.call('versions.restore', { entry, version: version!.version })).rejects.toMatchObject({
      code: 'locked',
    });
    expect(await namesOf(other.call, review)).toHaveLength(5);
    await other.call('candidates.add', { review, name: 'Zeta' });
    await elsewhere.close();
    await app.close();
  });

  it('of another review under the same name are not among them', async () => {
    const app = testApp();
    const first = await app.call('library.create', { title: 'Twice' });
    await importTable(app.call, first.review, smallTable);
    await app.call('library.close', { review: first.review });
    await app.call('library.remove', { entry: first.entry });
    const second = await app.call('library.create', { title: 'Twice' });
    expect(second.entry).toBe(first.entry);
    expect(await versionsOf(app, second.entry)).toEqual([]);
    await app.close();
  });
});

describe('while a round is going on', () => {
  const canary = 'Kanarienvogel';

  it('nothing of before is looked at or told, and nothing is restored; afterwards it is', async () => {
    const app = testApp();
    const review = await prepareRound(app.call);
    const { settings } = await app.call('review.get', { review });
    const { id: roleId, name } = settings.roles[0]!;
    await app.call('ballots.setRationale', { review, roleId, rationale: canary });
    const entry = await entryIn(app);
    await app.call('library.close', { review });
    const { review: again } = await app.call('library.open', { entry });
    await app.call('round.open', { review: again, by: 'Bo' });
    const made = [];
    for (const seat of (await lastRound(app.call, again)).ballots) {
      made.push(await vote(app.call, again, seat.roleId, { rationale: canary }));
    }
    const during = await app.call('versions.list', { entry });
    expect(during.notices[0]).toMatch(/^Round 1 is going on/);
    expect(during.versions.length).toBeGreaterThan(0);
    expect(JSON.stringify(during)).not.toContain(canary);
    expect(JSON.stringify(during)).not.toContain(`${name}’`);
    for (const { version, noRestore } of during.versions) {
      expect(noRestore).toMatch(/^Round 1 is going on/);
      await expect(app.call('versions.restore', { entry, version })).rejects.toMatchObject({ code: 'refused' });
    }
    const before = during.versions.at(-1)!;
    expect(before.noLook).toMatch(/looked at after the reveal/);
    await expect(app.call('versions.look', { entry, version: before.version })).rejects.toMatchObject({
      code: 'refused',
    });
    // Closed as well: then the file says it.
    await app.call('library.close', { review: again });
    await expect(app.call('versions.look', { entry, version: before.version })).rejects.toMatchObject({
      code: 'refused',
    });
    const { review: third } = await app.call('library.open', { entry });
    await revealWith(app.call, third, made);
    const after = await app.call('versions.list', { entry });
    const sealed = after.versions.find(({ why }) => why === 'beforeReveal')!;
    expect(sealed.noRestore).toMatch(/^Round 1 is going on in this version and is over by now/);
    // What was sealed in it stays sealed, and what was wanted before stays out of sight.
    const looked = await app.call('versions.look', { entry, version: sealed.version });
    expect(JSON.stringify(await app.call('review.get', { review: looked.review }))).not.toContain(canary);
    const free = after.versions.at(-1)!;
    expect(free).toMatchObject({ noLook: null, noRestore: null });
    expect((await app.call('versions.look', { entry, version: free.version })).version).toBe(free.version);
    await app.close();
  });

  it('a damaged file goes back into the same round, and no further', async () => {
    const app = testApp();
    const review = await openRound(app.call);
    const entry = await entryIn(app);
    const file = path.join(app.libraryFolder, (await app.call('library.list', {})).entries[0]!.fileName);
    await app.call('library.close', { review });
    fs.writeFileSync(file, fs.readFileSync(file).subarray(0, 8192));
    const { versions, problem } = await app.call('versions.list', { entry });
    expect(problem).not.toBe(null);
    const inRound = versions.filter(({ noRestore }) => noRestore === null);
    expect(inRound.length).toBeGreaterThan(0);
    const { opened } = await app.call('versions.restore', { entry, version: inRound[0]!.version });
    expect((await lastRound(app.call, opened.review)).state).toBe('open');
    await app.close();
  });
});

describe('a damaged review', () => {
  it('names itself when it is opened, and a good version takes its place while it is moved aside', async () => {
    const file = await closedReview();
    const folder = path.dirname(path.dirname(file));
    const whole = fs.readFileSync(file);
    const bad = Buffer.from(whole);
    bad.fill(0xa5, 4096 * 2, 4096 * 6);
    fs.writeFileSync(file, bad);
    const app = testApp(folder);
    const entry = await entryIn(app);
    await expect(app.call('library.open', { entry })).rejects.toMatchObject({ code: 'damaged', entry });
    const list = await app.call('versions.list', { entry });
    expect(list).toMatchObject({ title: 'Which recommender?', salvageable: true, since: null });
    expect(list.problem).not.toBe(null);
    const { opened, movedTo, before } = await app.call('versions.restore', {
      entry,
      version: list.versions[0]!.version,
    });
    expect(before).toBe(null);
    expect(await namesOf(app.call, opened.review)).toEqual(['Alpha', 'Beta', 'Gamma', 'Delta']);
    expect(fs.readFileSync(path.join(app.libraryFolder, movedTo!)).equals(bad)).toBe(true);
    expect((await app.call('library.list', {})).entries).toHaveLength(1);
    await app.close();
  });

  it('leads to its versions from a file outside the library, where nothing can be remembered', async () => {
    const file = await closedReview();
    fs.writeFileSync(file, 'not a review at all '.repeat(200));
    const blocked = path.join(newFolder(), 'file');
    fs.writeFileSync(blocked, '');
    const app = testApp(newFolder(), { userData: path.join(blocked, 'data') });
    const failure = await app.openPath(file).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'damaged' });
    const { entry } = failure as { entry: string };
    expect(await app.call('versions.list', { entry })).toMatchObject({ salvageable: true, versions: [] });
    await expect(app.call('versions.salvage', { entry })).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringMatching(/Nothing of it can be read any more/) as string,
    });
    await app.close();
  });

  it('is not salvaged while it is whole', async () => {
    const file = await closedReview();
    const app = testApp(path.dirname(path.dirname(file)));
    await expect(app.call('versions.salvage', { entry: await entryIn(app) })).rejects.toMatchObject({
      code: 'refused',
    });
    await app.close();
  });
});

describe('folders that cannot be written', () => {
  it('keep nobody from opening and changing a review', async () => {
    const file = await closedReview();
    const blocked = path.join(newFolder(), 'file');
    fs.writeFileSync(blocked, '');
    const logged: string[] = [];
    const app = testApp(newFolder(), {
      userData: path.join(blocked, 'data'),
      libraryFolder: path.join(blocked, 'library'),
      log: (message) => void logged.push(message),
    });
    const { review, entry } = await app.openPath(file);
    await app.call('candidates.add', { review, name: 'Epsilon' });
    expect(await namesOf(app.call, review)).toHaveLength(5);
    expect(await versionsOf(app, entry)).toEqual([]);
    const { notices } = await app.call('library.list', {});
    expect(notices.join(' ')).toMatch(/Nothing new can be saved/);
    expect(notices.join(' ')).toMatch(/keeps no versions/);
    // What the notice says can be done is done without that folder.
    expect((await app.call('library.copy', { review })).bytes.byteLength).toBeGreaterThan(10_000);
    await app.close();
    expect(logged.join(' ')).toContain('no version was kept');
  });

  it('are cleared of what a killed host left in the making, and of nothing else', () => {
    const folder = newFolder();
    const library = path.join(folder, 'library');
    const kept = path.join(folder, 'data', 'backups', 'Review-12345678');
    fs.mkdirSync(library);
    fs.mkdirSync(kept, { recursive: true });
    const old = [`.${randomUUID()}.part`, `recent.json.${randomUUID()}.part`].map((name) => path.join(library, name));
    const mine = path.join(library, 'chapter.part');
    const young = path.join(library, `.${randomUUID()}.part`);
    const copy = path.join(kept, `2026-11-30T10-00-00-000Z.parley.${randomUUID()}.part`);
    for (const file of [...old, mine, young, copy]) fs.writeFileSync(file, 'x');
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const file of [...old, mine, copy]) fs.utimesSync(file, yesterday, yesterday);
    testApp(folder);
    for (const file of [...old, copy]) expect(fs.existsSync(file)).toBe(false);
    for (const file of [mine, young]) expect(fs.existsSync(file)).toBe(true);
  });
});
