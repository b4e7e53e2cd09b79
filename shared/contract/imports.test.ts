// Paths inside a dropped folder: nothing that leads out of it.
import { expect, test } from 'vitest';
import { imports } from './imports.ts';

const accepted = (path: string) =>
  imports['imports.read'].input.safeParse({
    task: 'read',
    fileName: 'runs',
    kind: 'folder',
    bytes: new Uint8Array(0),
    files: [{ path, bytes: new Uint8Array(1) }],
    options: { delimiter: null, decimal: null, header: null },
  }).success;

test.each(['results.json', 'runs/1/metrics.csv', 'a..b/..c', '.dvc/config', 'ä/ö.yaml'])('%s is inside', (path) => {
  expect(accepted(path)).toBe(true);
});

test.each([
  '..',
  '../secret.csv',
  'runs/../../secret.csv',
  'runs/..',
  './a.csv',
  'runs/./a.csv',
  '/etc/passwd',
  'runs//a.csv',
  'runs/',
  '',
  '..\\secret.csv',
  'C:\\a.csv',
  'a\0.csv',
  'a'.repeat(1001),
])('%j leads out, or nowhere', (path) => {
  expect(accepted(path)).toBe(false);
});
