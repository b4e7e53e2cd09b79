// What the system and the File menu hear of recent reviews.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RecentDocuments, type RecentDocument } from './recentDocuments.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-recent-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const document = (name: string, hour: number): RecentDocument => {
  const file = path.join(folder, `${name}.parley`);
  fs.writeFileSync(file, '');
  return { path: file, title: name, openedAt: `2026-11-30T${String(hour).padStart(2, '0')}:00:00.000Z` };
};

test('it is told what was opened, and forgets what is deleted or cleared', () => {
  const told: string[] = [];
  const app = {
    addRecentDocument: (file: string) => void told.push(path.basename(file, '.parley')),
    clearRecentDocuments: () => void told.push('(cleared)'),
  };
  const [one, two, three] = [document('one', 8), document('two', 9), document('three', 10)];
  let list = [one];
  const file = path.join(folder, 'recent-menu.json');
  const recent = new RecentDocuments(app, file, () => list);
  // What was there before, the system knows.
  recent.changed();
  expect(told.splice(0)).toEqual([]);
  list = [two, one];
  recent.changed();
  list = [three, two, one];
  recent.changed();
  recent.changed();
  expect(told.splice(0)).toEqual(['two', 'three']);
  list = [one, three, two];
  recent.changed();
  expect(told.splice(0)).toEqual(['one']);

  fs.rmSync(three.path);
  recent.changed();
  expect(told.splice(0)).toEqual(['(cleared)', 'two', 'one']);
  expect(recent.list().map(({ title }) => title)).toEqual(['one', 'two']);

  recent.clear(new Date('2026-11-30T11:00:00.000Z'));
  expect(told.splice(0)).toEqual(['(cleared)']);
  expect(recent.list()).toEqual([]);
  list = [document('four', 12), one, two];
  recent.changed();
  expect(told.splice(0)).toEqual(['four']);
  // After the next start as well.
  expect(new RecentDocuments(app, file, () => list).list().map(({ title }) => title)).toEqual(['four']);
});
