// For tests: the files in fixtures/. Databases are kept as SQL and made here.
import { readdirSync, readFileSync } from 'node:fs';
import { databaseOf } from './readBytes.ts';

const root = new URL('../fixtures/', import.meta.url);

/** The content of a fixture; of one that ends in .sql, the database it makes. */
export function fixture(path: string): Uint8Array {
  const file = new URL(path, root);
  return path.endsWith('.sql') ? databaseOf(readFileSync(file, 'utf8')) : new Uint8Array(readFileSync(file));
}

/** The files below a folder of fixtures, by their path in it. */
export function fixtureFolder(folder: string): Record<string, Uint8Array> {
  return Object.fromEntries(fixturesIn(folder).map((path) => [path, fixture(`${folder}/${path}`)]));
}

/** The paths of the files below a folder of fixtures, in order. */
export const fixturesIn = (folder: string): string[] =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(new URL(`${folder}/`, root).pathname.length))
    .map((path) => path.replace(/^\//, ''))
    .sort();
