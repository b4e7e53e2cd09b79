// Folders: which of their files are read, how they are named, and when they are too large.
import { describe, expect, it } from 'vitest';
import { mayHoldResults } from '../../../shared/domain/resultFiles.ts';
import { areResults, chosenFolder, databaseWithLog, droppedFolder, packFolder } from './folder.ts';

const run = 'a'.repeat(32);

describe('mayHoldResults', () => {
  it.each([
    [`0/${run}/metrics/val/loss`, true],
    [`0/${run}/metrics/artifacts/loss`, true],
    [`0/${run}/params/depth`, true],
    [`0/${run}/meta.yaml`, true],
    [`0/${run}/artifacts/model.json`, false],
    ['models/ranker/aliases/champion', true],
    ['run/dvclive/metrics.json', true],
    ['.git/config.json', false],
    ['README.md', true],
    ['notes.md', false],
    ['model.bin', false],
  ])('%s: %s', (path, expected) => expect(mayHoldResults(path)).toBe(expected));
});

const file = (text: string) => new File([text], 'x');

describe('packFolder', () => {
  it('brings the files of results by their paths inside the folder', async () => {
    const files = [
      { path: 'a/metrics.json', file: file('{}') },
      { path: 'a/model.bin', file: file('xxxx') },
    ];
    expect(await packFolder('runs', files)).toEqual({
      fileName: 'runs',
      kind: 'folder',
      bytes: new Uint8Array(),
      files: [{ path: 'a/metrics.json', bytes: new TextEncoder().encode('{}') }],
    });
  });
  it('says why there is nothing to import', async () => {
    expect(await packFolder('runs', [{ path: 'model.bin', file: file('x') }])).toMatch(
      /^runs holds no files of results/,
    );
    const many = Array.from({ length: 20_001 }, (_, i) => ({ path: `${i}.json`, file: file('1') }));
    expect(await packFolder('runs', many)).toBe(
      'runs holds 20,001 files of results with 1 MB; the limits are 20,000 files and 64 MB. Choose a folder inside it.',
    );
  });
});

describe('where the files come from', () => {
  it('a dialog puts the name of the folder before each path', () => {
    const chosen = Object.defineProperty(file('1'), 'webkitRelativePath', { value: 'runs/a/metrics.json' });
    expect(chosenFolder([chosen])).toMatchObject({ name: 'runs', files: [{ path: 'a/metrics.json' }] });
  });
  it('a dropped folder is walked, batch by batch, without what is passed over', async () => {
    const leaf = (name: string) => ({
      name,
      isDirectory: false,
      file: (done: (one: File) => void) => done(file(name)),
    });
    const folder = (name: string, entries: unknown[]) => ({
      name,
      isDirectory: true,
      createReader: () => {
        const batches = [...entries.map((entry) => [entry]), []];
        return { readEntries: (done: (batch: unknown) => void) => done(batches.shift()) };
      },
    });
    const tree = folder('runs', [
      folder('a', [leaf('metrics.json'), leaf('model.bin')]),
      folder('.git', [leaf('x.json')]),
      leaf('b.yaml'),
    ]);
    const found = await droppedFolder(tree as unknown as FileSystemDirectoryEntry);
    expect(found.map(({ path }) => path)).toEqual(['a/metrics.json', 'b.yaml']);
  });
  it('several files of results are taken together, tables are not', () => {
    expect(areResults(['a.json', 'b.json'])).toBe(true);
    expect(areResults(['a.json'])).toBe(false);
    expect(areResults(['a.csv', 'b.csv'])).toBe(false);
  });
});

describe('databaseWithLog', () => {
  const named = (...names: string[]) => names.map((name) => ({ name }));
  it('finds the file beside a database, and nothing where it stands alone', () => {
    const files = named('mlflow.db-shm', 'mlflow.db-wal', 'mlflow.db');
    expect(databaseWithLog(files)).toEqual({ database: files[2], log: files[1] });
    expect(databaseWithLog(named('mlflow.db', 'other.db-wal'))).toBeNull();
    expect(databaseWithLog([])).toBeNull();
  });
});
