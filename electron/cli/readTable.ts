// Reads a file or folder of results into an open review as it is proposed, for commands without a screen.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Call, Out } from '../../shared/contract/contract.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { ColumnPreview, ColumnUse, FolderFile, ZeroMeaning } from '../../shared/contract/imports.ts';
import { isFolder, readFolder } from './readFolder.ts';

/**
 * @param zeros      what a 0 means among positive costs, times and sizes; null: it is asked where there is one.
 * @param objectives which columns also become objectives.
 * @returns what was written.
 * @throws ParleyError when the file cannot be read, or leaves a question open.
 */
export async function readInto(
  call: Call,
  review: string,
  file: string,
  zeros: ZeroMeaning | null,
  objectives: number[] | ((columns: readonly ColumnPreview[], rows: number) => number[]),
): Promise<Out<'imports.accept'>> {
  const fileName = basename(file);
  const { table, columns, rows } = await call('imports.read', {
    task: 'read',
    fileName,
    ...(await contentOf(file)),
    options: { delimiter: null, decimal: null, header: null },
  });
  const open = columns.find(({ asks }) => asks.includes('zeros'));
  if (open && zeros === null) {
    throw new ParleyError(
      'badInput',
      `${fileName}: ${open.header} has ${open.zeros === 1 ? 'a zero' : `${open.zeros} zeros`} among positive numbers. Say what ${open.zeros === 1 ? 'it means' : 'they mean'}: --zeros=measured or --zeros=unknown.`,
    );
  }
  const uses = columns.map(({ use, asks }): ColumnUse => {
    return use.use === 'metric' && zeros !== null && asks.includes('zeros') ? { ...use, zeros } : use;
  });
  const mapping = { uses, duplicates: 'refuse', unreadable: 'refuse' } as const;
  const chosen = typeof objectives === 'function' ? objectives(columns, rows) : objectives;
  return call('imports.accept', { task: 'read', review, table, mapping, objectives: chosen });
}

/** A folder is its files that may hold results; anything else is its bytes. */
async function contentOf(
  path: string,
): Promise<{ kind: 'folder'; bytes: Uint8Array; files: FolderFile[] } | { kind: 'file'; bytes: Uint8Array }> {
  if (await isFolder(path)) return { kind: 'folder', bytes: new Uint8Array(), files: await readFolder(path) };
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new ParleyError(
      'notFound',
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  });
  return { kind: 'file', bytes: new Uint8Array(bytes) };
}
