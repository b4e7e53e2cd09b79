// Two hosts of one installation at the same time: neither forgets what the other has noted, and no write fails.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../testing/host.ts';
import { ColumnMemory } from './columnMemory.ts';
import { entryOf, Recents } from './recents.ts';

afterAll(removeFolders);

const entry = fileURLToPath(new URL('../testing/otherRecords.ts', import.meta.url));

/** Resolves with the exit code of a process that keeps `count` records of each kind. */
const keepRecords = (folder: string, name: string, count: number) =>
  new Promise<number | null>((resolve) => {
    spawn(process.execPath, [entry, folder, name, String(count)], { stdio: 'inherit' }).on('exit', resolve);
  });

describe('two hosts of one installation', () => {
  it('keep their records in the same files, and nothing is lost', async () => {
    const folder = newFolder();
    const count = 60;
    const names = ['left', 'right'];
    expect(await Promise.all(names.map((name) => keepRecords(folder, name, count)))).toEqual([0, 0]);
    const titles = new Recents(path.join(folder, 'recent.json'), folder).list().map(({ title }) => title);
    const recall = new ColumnMemory(path.join(folder, 'columns.json')).recall();
    for (const name of names) {
      for (let i = 0; i < count; i++) {
        expect(titles).toContain(`${name} ${i}`);
        expect(recall(`${name} ${i}`)).toEqual({ unit: name });
      }
    }
    expect(fs.readFileSync(path.join(folder, 'shared'), 'utf8')).toMatch(/^((left){10000}|(right){10000})$/);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('see what the other has opened, retitled and forgotten', () => {
    const folder = newFolder();
    const host = () => new Recents(path.join(folder, 'recent.json'), folder);
    const [left, right] = [host(), host()];
    const list = () => [left, right].map((each) => each.list().map(({ title }) => title));
    left.note('/a.parley', 'A', '2026-01-01T00:00:00.000Z');
    right.note('/b.parley', 'B', '2026-01-02T00:00:00.000Z');
    expect(list()).toEqual([
      ['B', 'A'],
      ['B', 'A'],
    ]);
    left.retitle('/a.parley', 'A, again');
    expect(left.list()[1]).toMatchObject({ title: 'A, again' });
    right.forget(entryOf(right.list()[0]!.path));
    left.flush();
    expect(list()).toEqual([['A, again'], ['A, again']]);
  });

  it('replace a lock that is no lock', () => {
    const folder = newFolder();
    const file = path.join(folder, 'columns.json');
    fs.writeFileSync(`${file}.lock`, 'not a database, and longer than its header '.repeat(20));
    new ColumnMemory(file).note([{ header: 'a', answer: { unit: 's' } }]);
    expect(new ColumnMemory(file).recall()('a')).toEqual({ unit: 's' });
  });
});
