// The files of a folder that may hold results, for an import without a screen: the same files that the page packs.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { FolderFile } from '../../shared/contract/imports.ts';
import { formatCount } from '../../shared/domain/format.ts';
import { mayHoldResults, mostFiles, mostFolderBytes, passedOver } from '../../shared/domain/resultFiles.ts';

const deepest = 12;

/** Whether the path is a folder; false also where nothing is. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;

/**
 * Reads them. Links are not followed: what they lead to stands elsewhere, or is counted where it is.
 *
 * @throws ParleyError `badInput` when there are none, `tooLarge` above the limits of an import.
 */
export async function readFolder(root: string): Promise<FolderFile[]> {
  const paths: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !passedOver.has(entry.name) && depth < deepest) await walk(path, depth + 1);
      else if (entry.isFile() && mayHoldResults(relative(root, path).split(sep).join('/'))) paths.push(path);
    }
  };
  await walk(root, 0);
  if (paths.length === 0) throw new ParleyError('badInput', `${root} holds no files of results.`);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  const size = sizes.reduce((sum, one) => sum + one, 0);
  if (paths.length > mostFiles || size > mostFolderBytes) {
    const megabytes = formatCount(Math.ceil(size / 1024 / 1024));
    throw new ParleyError(
      'tooLarge',
      `${root} holds ${formatCount(paths.length)} files of results with ${megabytes} MB; the limits are ${formatCount(mostFiles)} files and 64 MB. Name a folder inside it.`,
    );
  }
  const files: FolderFile[] = [];
  for (const path of paths) {
    files.push({ path: relative(root, path).split(sep).join('/'), bytes: new Uint8Array(await readFile(path)) });
  }
  return files;
}
