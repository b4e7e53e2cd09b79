// What lies beside a review under the names of its lock is not trusted: anybody can put it there.
import Database from 'better-sqlite3';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { newFolder, removeFolders } from '../testing/host.ts';
import { holderPath, lockPath, takeLock } from './lock.ts';

afterAll(removeFolders);

let file: string;
beforeEach(() => {
  file = path.join(newFolder(), 'review.parley');
  fs.writeFileSync(file, 'the review');
});

const module = fileURLToPath(new URL('./lock.ts', import.meta.url));

/** What another process is told that asks for the lock. */
const another = (): unknown => {
  const ask = `import { takeLock } from ${JSON.stringify(module)};
    const taken = takeLock(${JSON.stringify(file)}, 'Another');
    console.log(JSON.stringify('lock' in taken ? 'taken' : taken));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], { encoding: 'utf8' });
  return JSON.parse(stdout);
};

describe('the lock beside a review', () => {
  it('is of one process, which is named, and leaves nothing behind', () => {
    const mine = takeLock(file, 'Parley (test) on here');
    expect(another()).toEqual({ held: 'Parley (test) on here' });
    expect(fs.statSync(lockPath(file)).size).toBe(0);
    if ('lock' in mine) mine.lock.release();
    expect(another()).toBe('taken');
    // The other process was ended without letting go.
    expect(takeLock(file, 'me')).toHaveProperty('lock');
  });

  it('runs nothing that somebody put there', () => {
    const planted = new Database(lockPath(file));
    planted.exec(`
      CREATE TABLE holder (id INTEGER PRIMARY KEY, text TEXT);
      CREATE TABLE ran (at TEXT);
      CREATE TRIGGER endless BEFORE INSERT ON holder BEGIN
        INSERT INTO ran WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n;
      END;`);
    planted.close();
    // In a process that can be killed: without the guard it never ends.
    const ask = `import { takeLock } from ${JSON.stringify(module)};
      process.exitCode = 'lock' in takeLock(${JSON.stringify(file)}, 'me') ? 7 : 8;`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', ask], { timeout: 30_000 });
    expect(status).toBe(7);
  });

  it.each([
    ['a link to the review', () => fs.symlinkSync(file, lockPath(file))],
    ['a second name of the review', () => fs.linkSync(file, lockPath(file))],
    ['a text', () => fs.writeFileSync(lockPath(file), 'somebody was here')],
    ['a pipe', () => void execFileSync('mkfifo', [lockPath(file)])],
  ])('takes the place of %s, and leaves the review alone', (_what, plant) => {
    plant();
    expect(takeLock(file, 'me')).toHaveProperty('lock');
    expect(another()).toEqual({ held: 'me' });
    expect(fs.readFileSync(file, 'utf8')).toBe('the review');
    expect(fs.lstatSync(lockPath(file)).isFile()).toBe(true);
  });

  it('says that it cannot be taken where a folder stands in its place', () => {
    fs.mkdirSync(lockPath(file));
    expect(takeLock(file, 'me')).toEqual({ impossible: true });
  });

  it.each([
    ['a long text', () => fs.writeFileSync(holderPath(file), 'x'.repeat(1_000_000))],
    ['several lines', () => fs.writeFileSync(holderPath(file), 'one\ntwo')],
    ['a pipe', () => void execFileSync('mkfifo', [holderPath(file)])],
    ['a link', () => fs.symlinkSync('/etc/hostname', holderPath(file))],
    ['nothing', () => undefined],
  ])('names nobody where the holder says %s', (_what, plant) => {
    takeLock(file, 'me');
    fs.rmSync(holderPath(file));
    plant();
    expect(another()).toEqual({ held: '' });
  });

  it('does not write through a link in the place of the holder', () => {
    fs.symlinkSync(file, holderPath(file));
    expect(takeLock(file, 'me')).toHaveProperty('lock');
    expect(fs.readFileSync(file, 'utf8')).toBe('the review');
  });
});
