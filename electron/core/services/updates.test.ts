// When releases are asked for: only where that was chosen, at most once a day, and quietly.
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { readPreferences } from '../../../shared/domain/preferences.ts';
import { newFolder, removeFolders, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

const fix = { tag_name: 'v0.2.0', draft: false, prerelease: false, body: 'Security: a fix.' };
let now = new Date('2026-11-30T10:00:00.000Z');
let answer: () => Promise<unknown>;
let asked = 0;
const read: string[] = [];
const start = (folder: string, version = '0.1.0') =>
  testApp(folder, {
    version,
    now: () => now,
    log: () => undefined,
    releases: {
      list: () => {
        asked += 1;
        return answer();
      },
      open: (release) => Promise.resolve(void read.push(release)),
    },
  });
const choose = ({ call }: TestApp, securityUpdates: boolean) =>
  call('preferences.set', { preferences: { ...readPreferences(null), securityUpdates } });
const later = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000));

let app: TestApp;
let folder: string;
beforeEach(() => {
  folder = newFolder();
  app = start(folder);
  asked = 0;
  answer = () => Promise.resolve([fix]);
});
afterEach(() => app.close());

it('asks nobody unless that was chosen', async () => {
  expect(await app.call('updates.look', {})).toBeNull();
  await choose(app, false);
  expect(await app.call('updates.look', {})).toBeNull();
  expect(asked).toBe(0);
});

it('asks once a day, remembers what it heard, and is done once that version runs', async () => {
  await choose(app, true);
  expect(await app.call('updates.look', {})).toBe('0.2.0');
  later(23);
  answer = () => Promise.reject(new Error('not now'));
  expect(await app.call('updates.look', {})).toBe('0.2.0');
  expect(asked).toBe(1);
  later(2);
  // No connection: what is known stays known, and nothing is said of it.
  expect(await app.call('updates.look', {})).toBe('0.2.0');
  expect(await app.call('updates.look', {})).toBe('0.2.0');
  expect(asked).toBe(2);
  await app.close();
  app = start(folder, '0.2.0');
  expect(await app.call('updates.look', {})).toBeNull();
  expect(asked).toBe(2);
  // A clock that was set back.
  later(-100);
  await app.call('updates.look', {});
  expect(asked).toBe(3);
});

it('is quiet about whatever comes instead of a list, and says so to somebody who asked', async () => {
  await choose(app, true);
  for (const nonsense of [null, {}, 'no', [{ tag_name: 5 }], Array.from({ length: 200 }, () => fix)]) {
    answer = () => Promise.resolve(nonsense);
    later(25);
    expect(await app.call('updates.look', {})).toBeNull();
    await expect(app.call('updates.check', {})).rejects.toMatchObject({ code: 'unreachable' });
  }
});

it('answers whoever asks at once, and opens the page of a release', async () => {
  expect(await app.call('updates.check', {})).toEqual({ newer: { version: '0.2.0', fixesSecurity: true } });
  answer = () => Promise.resolve([{ ...fix, body: 'New plots.' }]);
  expect(await app.call('updates.check', {})).toEqual({ newer: { version: '0.2.0', fixesSecurity: false } });
  answer = () => Promise.resolve([]);
  expect(await app.call('updates.check', {})).toEqual({ newer: null });
  await app.call('updates.read', { version: '0.2.0' });
  expect(read).toEqual(['0.2.0']);
  await expect(app.call('updates.read', { version: '../evil' })).rejects.toMatchObject({ code: 'badInput' });
});

it('has nobody to ask in other hosts', async () => {
  const web = testApp();
  await choose(web, true);
  expect((await web.call('library.about', {})).canCheckForUpdates).toBe(false);
  expect(await web.call('updates.look', {})).toBeNull();
  await expect(web.call('updates.check', {})).rejects.toMatchObject({ code: 'refused' });
  await web.close();
});
