// Which tool wrote a folder, by the files in it.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { FolderFile } from '../../../../shared/contract/imports.ts';
import { folderOf } from './folder.ts';
import { isMlflowFolder, readMlflowFolder } from './mlflowFolder.ts';
import type { Chosen, Source } from './source.ts';

/** @throws ParleyError `badInput` when nothing in it is known. */
export function readFolder(files: readonly FolderFile[], fileName: string, chosen: Chosen): Source {
  const folder = folderOf(files);
  if (isMlflowFolder(folder)) return readMlflowFolder(folder, fileName, chosen);
  throw new ParleyError(
    'badInput',
    `The folder ${fileName} holds no results that Parley knows. Choose the folder of the runs itself, or a file in it.`,
  );
}
