// The one way in: bytes of any kind → a table and its preview. What it is shows the content, never the name of the file.
import { createHash } from 'node:crypto';
import type { FolderFile, ReadOptions } from '../../../../shared/contract/imports.ts';
import { assembleSource } from '../planning/assemble.ts';
import { checkSize, decodeText } from '../text/decode.ts';
import type { Progress, ReadTable } from '../planning/parsedTable.ts';
import { hash, readDecoded } from '../formats/table.ts';
import { readFolder } from '../formats/folders.ts';
import { isDatabase, isParquet, isZip } from '../formats/signatures.ts';
import { readStructured } from '../formats/structured.ts';

export interface ReadRequest {
  bytes: Uint8Array;
  fileName: string;
  options: ReadOptions;
  /** The files of a folder; `bytes` is then empty. */
  files?: FolderFile[] | undefined;
  /** Of a database, what stood in the file beside it that ends in -wal. */
  beside?: Uint8Array | undefined;
  /** Of the bytes, where somebody else works it out; '' until then. */
  sha256?: string;
}

/**
 * Reads whatever it is.
 *
 * @throws ParleyError what `readTable` and the readers of the formats throw: `badInput` with place and remedy, `tooLarge`.
 */
export async function readSource(request: ReadRequest, onProgress: Progress = () => undefined): Promise<ReadTable> {
  const { bytes, fileName, options, files } = request;
  const sha256 = () => request.sha256 ?? hash(bytes);
  const chosen = options.choices ?? {};
  if (files) {
    checkSize(
      files.reduce((sum, file) => sum + file.bytes.length, 0),
      fileName,
    );
    onProgress(0, 'Reading the folder');
    return assembleSource(readFolder(files, fileName, chosen, onProgress), fileName, hashOfAll(files));
  }
  checkSize(bytes.length + (request.beside?.length ?? 0), fileName);
  if (isDatabase(bytes)) {
    onProgress(0, 'Reading the database');
    // Each library is loaded only where it is needed: most files are text.
    const { readDatabase } = await import('../formats/databases.ts');
    return assembleSource(readDatabase(bytes, fileName, chosen, request.beside), fileName, sha256());
  }
  if (isZip(bytes)) {
    onProgress(0, 'Reading the workbook');
    const { readWorkbook } = await import('../formats/workbook.ts');
    return readWorkbook(bytes, fileName, options, sha256());
  }
  if (isParquet(bytes)) {
    onProgress(0, 'Reading the columns');
    const { readParquet } = await import('../formats/parquet.ts');
    return assembleSource(await readParquet(bytes, fileName), fileName, sha256());
  }
  onProgress(0, 'Reading the text');
  const decoded = decodeText(bytes, fileName);
  // A separator that was chosen means that the text was seen to be a table.
  const structured = options.delimiter === null ? readStructured(decoded.text, fileName, chosen) : null;
  if (structured) return assembleSource(structured, fileName, sha256());
  return readDecoded(decoded, sha256(), fileName, options, { onProgress });
}

/** One checksum for all files of a folder: of their paths and their own checksums, in order of the paths. */
function hashOfAll(files: readonly FolderFile[]): string {
  const all = createHash('sha256');
  const lines = files.map(({ path, bytes }) => `${path}\0${hash(bytes)}\n`).sort();
  for (const line of lines) all.update(line);
  return all.digest('hex');
}
