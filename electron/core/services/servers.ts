// Servers of experiments: connecting, what there is to choose, and what of a review came from one.
import { ParleyError } from '../../../shared/contract/errors.ts';
import { addressText, readAddress } from '../connections/address.ts';
import type { AskServer } from '../import/reading/server.ts';
import type { Workspace } from '../installation/workspace.ts';
import { listQueries } from '../store/sourceQueries.ts';
import type { TaskHandlers } from './taskTypes.ts';

/** How this host asks servers. @throws ParleyError `refused` where it does not. */
export function askerOf(workspace: Workspace): AskServer {
  const { askServer } = workspace.options;
  if (!askServer) throw new ParleyError('refused', 'Servers cannot be asked from here.');
  return askServer;
}

export const serverTasks = {
  'servers.connect': async (workspace, { address: given, secret, keep }, { signal, progress }) => {
    const address = addressText(readAddress(given));
    const options = { delimiter: null, decimal: null, header: null };
    const order = {
      address,
      secret: secret ?? workspace.connections.secretFor(address),
      options,
      what: 'look' as const,
    };
    const { format, choices } = await askerOf(workspace)(order, signal, progress);
    workspace.keepRecords(() => workspace.connections.note(address, secret, keep));
    return { address, format, choices };
  },
  'servers.list': ({ connections }) => ({ servers: connections.list(), keychain: connections.keepsSecrets }),
  'servers.forget': (workspace, { address }) => {
    workspace.connections.forget(address);
    return null;
  },
  'servers.sources': (workspace, { review }) =>
    listQueries(workspace.review(review).readable).map(({ sourceId, name, address, at, rows }) => ({
      source: sourceId,
      name,
      address,
      at,
      rows,
    })),
} satisfies Partial<TaskHandlers>;
