// The one way in: bytes of any kind → a table and its preview. What it is shows the content, never the name of the file.
import type { FolderFile, ReadOptions } from '../../../../shared/contract/imports.ts';
import { assembleSource } from '../assemble.ts';
import { checkSize } from '../decode.ts';
import type { Progress, ReadTable } from '../parsedTable.ts';
import { hash, readTable } from '../table.ts';
import { isDatabase } from './signatures.ts';

export interface ReadRequest {
  bytes: Uint8Array;
  fileName: string;
  options: ReadOptions;
  /** The files of a folder; `bytes` is then empty. */
  files?: FolderFile[] | undefined;
}

/**
 * Reads whatever it is.
 *
 * @throws ParleyError what `readTable` and the readers of the formats throw: `badInput` with place and remedy, `tooLarge`.
 */
export async function readSource(request: ReadRequest, onProgress: Progress = () => undefined): Promise<ReadTable> {
  const { bytes, fileName, options } = request;
  checkSize(bytes.length, fileName);
  if (isDatabase(bytes)) {
    onProgress(0, 'Reading the database');
    // Loaded only here, so that threads that read text never load the database library.
    const { readDatabase } = await import('./databases.ts');
    return assembleSource(readDatabase(bytes, fileName, options.choices ?? {}), fileName, hash(bytes));
  }
  return readTable(bytes, fileName, options, onProgress);
}
