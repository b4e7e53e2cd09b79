// What dispatch promises beyond the contract suite: bugs surface as `internal`, tasks can be watched and stopped, and the
// types keep queries from writing.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandHandlers, QueryHandlers } from '../services/handlerTypes.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { fileNameFrom } from '../installation/files.ts';
import type { ReadableDb } from '../store/handle.ts';
import { csv, importTable, newFolder, smallTable, testApp, removeFolders } from '../testing/host.ts';

afterAll(removeFolders);

const read = { task: 't', fileName: 'a.csv', kind: 'file' as const, bytes: csv(smallTable) };
const options = { delimiter: null, decimal: null, header: null };

describe('dispatch', () => {
  it('answers a bug with `internal` and logs it under the name of the operation', async () => {
    const logged: unknown[] = [];
    const bug = new TypeError('of undefined');
    const app = testApp(newFolder(), { parse: () => Promise.reject(bug), log: (...parts) => logged.push(parts) });
    const answer = await app.dispatch('imports.read', { ...read, options });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('undefined');
    expect(logged).toEqual([['imports.read failed', bug]]);
    await app.close();
  });

  it('tells how far a task is, stops it, and forgets it', async () => {
    const app = testApp(newFolder(), {
      parse: (_request, signal, progress) =>
        new Promise((_resolve, reject) => {
          progress(0.25, 'Reading the rows');
          signal.addEventListener('abort', () => reject(new ParleyError('cancelled', 'Stopped.')));
        }),
    });
    const reading = app.dispatch('imports.read', { ...read, options });
    await Promise.resolve();
    expect(await app.call('tasks.progress', { task: 't' })).toEqual({ fraction: 0.25, doing: 'Reading the rows' });
    expect(await app.dispatch('imports.read', { ...read, options })).toMatchObject({
      ok: false,
      error: { code: 'badInput' },
    });
    await app.call('tasks.cancel', { task: 't' });
    expect(await reading).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await app.call('tasks.progress', { task: 't' })).toBe(null);
    await app.close();
  });

  it('keeps parsed tables until they are dropped', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Tables' });
    const tables: string[] = [];
    for (let i = 0; i < 4; i++) tables.push((await app.call('imports.read', { ...read, options })).table);
    const { columns } = await app.call('imports.read', { ...read, options });
    const mapping = {
      uses: columns.map(({ use }) => use),
      duplicates: 'refuse' as const,
      unreadable: 'refuse' as const,
    };
    const check = (table: string) => app.call('imports.check', { review, table, mapping });
    expect(await check(tables[0]!)).toMatchObject({ acceptable: true });
    expect(await check(tables[2]!)).toMatchObject({ acceptable: true, candidates: 4, newMetrics: 2 });
    await app.call('imports.drop', { table: tables[2]! });
    await expect(check(tables[2]!)).rejects.toMatchObject({ code: 'notFound' });
    await app.close();
  });

  it('checks an accepted table against the review as it has become', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Tables' });
    const { table, columns } = await app.call('imports.read', { ...read, options });
    const mapping = {
      uses: columns.map(({ use }) => use),
      duplicates: 'refuse' as const,
      unreadable: 'refuse' as const,
    };
    expect(await app.call('imports.check', { review, table, mapping })).toMatchObject({ existing: 0 });
    await app.call('candidates.add', { review, name: 'Gamma' });
    expect(await app.call('imports.check', { review, table, mapping })).toMatchObject({ existing: 1 });
    await app.close();
  });

  it('makes a backup after the first change of a session, and vets it', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Backed up' });
    await importTable(app.call, review, smallTable);
    const folder = path.join(app.folder, 'data', 'backups');
    await app.close();
    const [backup] = fs.globSync(path.join(folder, '*', '*Z.parley'));
    const again = testApp();
    const opened = await again.openPath(backup!);
    expect((await again.call('review.catalog', { review: opened.review })).names).toHaveLength(4);
    await again.close();
  });

  it('keeps queries from writing, by type and when they try anyway', async () => {
    const app = testApp();
    const { review } = await app.call('library.create', { title: 'Types' });
    const wrong: Partial<QueryHandlers> = {
      'review.catalog': (db, _input, { open }) => {
        // @ts-expect-error -- a query's handle has nothing to write with
        void db.write;
        return open.catalog();
      },
    };
    const late: Partial<CommandHandlers> = {
      // @ts-expect-error -- a command answers at once
      'review.describe': async () => Promise.resolve(null),
    };
    expect([wrong, late]).toHaveLength(2);
    const { readableHandle } = await import('../store/handle.ts');
    const Database = (await import('better-sqlite3')).default;
    const db: ReadableDb = readableHandle(new Database(':memory:'));
    expect(() => db.read('CREATE TABLE t (x)').get()).toThrow(/would write/);
    expect((await app.call('review.get', { review })).settings.revision).toBe(0);
    await app.close();
  });
});

it.each([
  ['Which recommender?', 'Which-recommender'],
  ['Übersicht: Café / Q3', 'Ubersicht-Cafe-Q3'],
  ['../../etc/passwd', 'etc-passwd'],
  ['推薦', 'Review'],
  ['CON', 'Review-CON'],
  ['nul.txt', 'Review-nul.txt'],
  ['...', 'Review'],
  ['x'.repeat(300), 'x'.repeat(80)],
])('names the file of “%s” %s', (title, name) => {
  expect(fileNameFrom(title)).toBe(name);
});
