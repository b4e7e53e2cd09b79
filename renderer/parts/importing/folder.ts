// The files of a chosen or dropped folder, packed for the import: only those that may hold results, by their paths inside it.
import { formatCount } from '../../../shared/domain/format.ts';
import type { FolderFile } from '../../../shared/contract/imports.ts';
import { mayHoldResults, mostFiles, mostFolderBytes, passedOver } from '../../../shared/domain/resultFiles.ts';
import type { TableSource } from '../reading/tableReading.svelte.ts';

/** A file and where it stands inside the folder, as in "run 1/metrics.json". */
export interface PlacedFile {
  path: string;
  file: File;
}

const atOnce = 128;

/**
 * Packs a folder.
 *
 * @param name what the folder is called.
 * @returns the source of an import, or a sentence that says why there is none.
 */
export async function packFolder(name: string, files: readonly PlacedFile[]): Promise<TableSource | string> {
  const wanted = files.filter(({ path }) => mayHoldResults(path));
  if (wanted.length === 0) {
    return `${name} holds no files of results. Choose the folder that the tool wrote, such as MLflow, Weights & Biases, Ray Tune, TensorBoard or an evaluation harness.`;
  }
  const size = wanted.reduce((sum, { file }) => sum + file.size, 0);
  if (wanted.length > mostFiles || size > mostFolderBytes) {
    const count = formatCount(wanted.length);
    const megabytes = formatCount(Math.ceil(size / 1024 / 1024));
    return `${name} holds ${count} files of results with ${megabytes} MB; the limits are ${formatCount(mostFiles)} files and 64 MB. Choose a folder inside it.`;
  }
  const packed: FolderFile[] = [];
  // Thousands of small files one after another would take seconds; all at once, too many open files.
  for (let from = 0; from < wanted.length; from += atOnce) {
    const some = wanted
      .slice(from, from + atOnce)
      .map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) }));
    packed.push(...(await Promise.all(some)));
  }
  return { fileName: name, kind: 'folder', bytes: new Uint8Array(), files: packed };
}

/** The files of a folder that was chosen in a dialog: the browser puts the folder's name before each path. */
export function chosenFolder(files: readonly File[]): { name: string; files: PlacedFile[] } {
  const placed = files.map((file) => {
    const [, ...rest] = file.webkitRelativePath.split('/');
    return { path: rest.join('/'), file };
  });
  return { name: files[0]?.webkitRelativePath.split('/')[0] ?? 'The folder', files: placed };
}

const fileOf = (entry: FileSystemFileEntry) => new Promise<File>((resolve, reject) => entry.file(resolve, reject));
const batchOf = (reader: FileSystemDirectoryReader) =>
  new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));

const deepest = 12;

/** The files of a folder that was dropped. Stops above the limit of files, which `packFolder` then names. */
export async function droppedFolder(folder: FileSystemDirectoryEntry): Promise<PlacedFile[]> {
  const found: PlacedFile[] = [];
  const walk = async (directory: FileSystemDirectoryEntry, before: string, depth: number): Promise<void> => {
    const reader = directory.createReader();
    // A reader gives its entries in batches, and an empty one at the end.
    for (let batch = await batchOf(reader); batch.length > 0; batch = await batchOf(reader)) {
      if (found.length > mostFiles) return;
      const files = batch.filter((entry) => !entry.isDirectory && mayHoldResults(before + entry.name));
      const read = files.map(async (entry) => ({
        path: before + entry.name,
        file: await fileOf(entry as FileSystemFileEntry),
      }));
      found.push(...(await Promise.all(read)));
      for (const entry of batch) {
        if (!entry.isDirectory || passedOver.has(entry.name) || depth === deepest) continue;
        await walk(entry as FileSystemDirectoryEntry, `${before}${entry.name}/`, depth + 1);
      }
    }
  };
  await walk(folder, '', 0);
  return found;
}

/** A database among files that were chosen together, with the write-ahead file beside it; null where there is no such pair. */
export function databaseWithLog<F extends { name: string }>(files: readonly F[]): { database: F; log: F } | null {
  for (const database of files) {
    const log = files.find(({ name }) => name === `${database.name}-wal`);
    if (log) return { database, log };
  }
  return null;
}

/** Whether several files are dropped results of one kind, such as one JSON per model, and not tables. */
export const areResults = (names: readonly string[]): boolean =>
  names.length > 1 && names.every((name) => mayHoldResults(name));
