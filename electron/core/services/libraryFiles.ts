// Files on their way into the library folder: written under a name that nobody sees, vetted, and only then given their name.
import fs from 'node:fs';
import path from 'node:path';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { extension, moveToFreeName } from '../installation/files.ts';
import type { Workspace } from '../installation/workspace.ts';
import { toFailure } from '../store/failures.ts';
import type { VetResult } from '../store/vet.ts';

/**
 * @param name  of the file, without extension; a number is added where it is taken.
 * @param write makes the file at a path that does not exist.
 * @param shown what a complaint calls it.
 * @throws ParleyError what vetting says of it, or that the library cannot be written.
 */
export async function putIntoLibrary(
  workspace: Workspace,
  name: string,
  write: (part: string) => void | Promise<void>,
  shown = `${name}${extension}`,
): Promise<{ file: string; verdict: VetResult & { ok: true } }> {
  const { libraryFolder, vet } = workspace.options;
  const part = workspace.newPart();
  try {
    await write(part);
    const verdict = await vet({ path: part, ownJournal: false });
    if (!verdict.ok) throw new ParleyError(verdict.code, verdict.message.replaceAll(path.basename(part), shown));
    return { file: moveToFreeName(part, libraryFolder, name), verdict };
  } catch (error) {
    const why = unwritableLibrary(libraryFolder);
    if (why !== null && toFailure(error) !== null) throw new ParleyError('readOnly', why);
    throw error;
  } finally {
    fs.rmSync(part, { force: true });
  }
}

/** Why the library folder cannot be written, as a sentence; null when it can. */
export function unwritableLibrary(folder: string): string | null {
  try {
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.W_OK);
    return null;
  } catch (error) {
    if (!toFailure(error)) throw error;
    return fs.existsSync(folder)
      ? `Nothing new can be saved: the folder ${folder} cannot be written. Allow writing there, or start Parley with PARLEY_LIBRARY set to another folder.`
      : `Nothing new can be saved: the folder ${folder} is not there. Put it back, or start Parley again to have it made.`;
  }
}
