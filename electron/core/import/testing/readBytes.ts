// For tests: reads bytes of any kind, and shows what came of them as plain rows.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { FolderFile } from '../../../../shared/contract/imports.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { readSource } from '../reading/readSource.ts';
import { cellsOf } from './readText.ts';

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** Reads content as a file of some name; `choices` are what the person chose. */
export function read(
  content: string | Uint8Array,
  { fileName = 'evidence', choices = {} }: { fileName?: string; choices?: Record<string, string> } = {},
): Promise<ReadTable> {
  const options = { delimiter: null, decimal: null, header: null, choices };
  return readSource({ bytes: bytesOf(content), fileName, options });
}

/** Reads files, by path, as the folder "runs". */
export function readFolder(
  contents: Record<string, string | Uint8Array>,
  choices: Record<string, string> = {},
): Promise<ReadTable> {
  const files: FolderFile[] = Object.entries(contents).map(([path, content]) => ({ path, bytes: bytesOf(content) }));
  const options = { delimiter: null, decimal: null, header: null, choices };
  return readSource({ bytes: new Uint8Array(), fileName: 'runs', options, files });
}

/** One object per record, by column name: the cells as text. */
export function rowsOf(result: ReadTable): Record<string, string>[] {
  const headers = result.preview.columns.map(({ header }) => header);
  return cellsOf(result).map((cells) => Object.fromEntries(cells.map((cell, i) => [headers[i] ?? '', cell])));
}

/** What each column is proposed as, by name. */
export function usesOf({ preview }: ReadTable): Record<string, string> {
  return Object.fromEntries(
    preview.columns.map(({ header, use }) => [
      header,
      use.use === 'metric' ? `metric ${use.direction}` : use.use === 'standardError' ? `error of ${use.of}` : use.use,
    ]),
  );
}

/** The bytes of a database that the statements make. */
export function databaseOf(sql: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const file = join(folder, 'db');
  try {
    const database = new Database(file);
    database.exec(sql);
    database.close();
    return new Uint8Array(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
