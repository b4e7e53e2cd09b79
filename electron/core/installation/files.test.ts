// Writing a whole file: the content is on the disk before its name is, and a failure leaves the old file.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { newFolder, removeFolders } from '../testing/host.ts';
import { closedReview } from '../testing/closedReview.ts';
import { sweepParts, writeWhole } from './files.ts';

afterAll(removeFolders);
afterEach(() => void vi.restoreAllMocks());

/** What was done to which file, in order; descriptors by the path they were opened with. */
function watch(): string[] {
  const done: string[] = [];
  const names = new Map<number, string>();
  const { openSync, fsyncSync, renameSync, writeFileSync } = fs;
  vi.spyOn(fs, 'openSync').mockImplementation((file, ...more) => {
    const descriptor = openSync(file, ...more);
    names.set(descriptor, String(file));
    return descriptor;
  });
  vi.spyOn(fs, 'writeFileSync').mockImplementation((file, ...more) => {
    done.push(`write ${typeof file === 'number' ? names.get(file) : String(file)}`);
    writeFileSync(file, ...more);
  });
  vi.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
    done.push(`sync ${names.get(descriptor)}`);
    fsyncSync(descriptor);
  });
  vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    done.push(`rename ${String(from)} ${String(to)}`);
    renameSync(from, to);
  });
  return done;
}

test('content, disk, name, disk: in this order', () => {
  const folder = newFolder();
  const file = path.join(folder, 'recent.json');
  const done = watch();
  writeWhole(file, '[]');
  const part = done[0]!.slice('write '.length);
  expect(path.dirname(part)).toBe(folder);
  expect(part).not.toBe(file);
  const wanted = [`write ${part}`, `sync ${part}`, `rename ${part} ${file}`];
  expect(done).toEqual(process.platform === 'win32' ? wanted : [...wanted, `sync ${folder}`]);
  expect(fs.readFileSync(file, 'utf8')).toBe('[]');
  expect(fs.readdirSync(folder)).toEqual(['recent.json']);
});

test('what cannot be written leaves the former content and no rest', () => {
  const folder = newFolder();
  const file = path.join(folder, 'recent.json');
  writeWhole(file, 'old');
  vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
    throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  });
  expect(() => writeWhole(file, 'new')).toThrow('no space');
  expect(fs.readFileSync(file, 'utf8')).toBe('old');
  expect(fs.readdirSync(folder)).toEqual(['recent.json']);
});

test('what a killed import left is swept once it is an hour old, and nothing else', () => {
  const folder = newFolder();
  const id = '0b5e6a52-0f53-4cb0-9a5c-3e4a26a1f0c1';
  const names = [`.${id}.part`, `.${id}.part-journal`, `columns.json.${id}.part`, 'Mine.part', `${id}.parley`];
  for (const name of names) fs.writeFileSync(path.join(folder, name), '');
  sweepParts(folder, new Date());
  expect(fs.readdirSync(folder)).toHaveLength(names.length);
  sweepParts(folder, new Date(Date.now() + 2 * 3_600_000));
  expect(fs.readdirSync(folder).sort()).toEqual([`${id}.parley`, 'Mine.part']);
});

test.skipIf(process.platform === 'win32')('a review is of its owner alone', async () => {
  expect(fs.statSync(await closedReview()).mode & 0o777).toBe(0o600);
});
