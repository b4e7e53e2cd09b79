// Files that pages hand over to the host.
import type { ClientId, Incoming } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { Workspace } from '../installation/workspace.ts';
import { toFailure } from '../store/failures.ts';
import { unwritableLibrary } from './libraryFiles.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const uploadTasks = {
  'uploads.drop': (workspace, { upload }) => {
    workspace.uploads.drop(upload);
    return null;
  },
} satisfies Partial<TaskHandlers>;

/** As `Uploads.receive`; where the library cannot be written, that is what is said. */
export async function receiveUpload(workspace: Workspace, incoming: Incoming, client: ClientId): Promise<string> {
  try {
    return await workspace.uploads.receive(incoming, client);
  } catch (error) {
    const why = incoming.purpose === 'review' ? unwritableLibrary(workspace.options.libraryFolder) : null;
    if (why !== null && toFailure(error) !== null) throw new ParleyError('readOnly', why);
    throw error;
  }
}
