// The whole main side, the same for every host: created once, called through `dispatch`.
import { installKernels } from '../../../shared/engine/kernels/install.ts';
import type { Caller, ClientId, Dispatch, Follow, Lend, Receive } from '../../../shared/contract/caller.ts';
import type { OpenedReview } from '../../../shared/contract/library.ts';
import { createDispatch, createLend, createReceive } from './dispatch.ts';
import type { AppOptions } from '../installation/options.ts';
import type { RecentReview } from '../installation/recents.ts';
import { Workspace } from '../installation/workspace.ts';

export type { AppOptions } from '../installation/options.ts';

export interface App {
  dispatch: Dispatch;
  /** Takes a file that a page hands over piece by piece. */
  receive: Receive;
  /** Takes note of a log on this computer that the person chose, for hosts that know where it lies. */
  lend: Lend;
  /** Tells of every change of a review, whoever makes it, until the function that is returned is called. */
  follow: Follow;
  /** The window behind a secret of `live.present`, or null. @param client the name that its page gives itself. */
  screen: (secret: string, client: ClientId) => Caller | null;
  /**
   * Opens a review by its path, for hosts that were given one by the person (command line, double click);
   * `library.about` names it from then on. Rejects with a ParleyError.
   */
  openInitial: (file: string) => Promise<OpenedReview>;
  /** Opens a review by its path, for hosts that have a window of its own for each. Rejects with a ParleyError. */
  openPath: (file: string) => Promise<OpenedReview>;
  /** The reviews that were opened here and are on the list, latest first. */
  recent: () => RecentReview[];
  /** The path of a review on the list, by its entry; null where nobody has heard of it. */
  fileOf: (entry: string) => string | null;
  /** A window is gone for good: what it alone had open is closed. */
  leave: (client: ClientId) => void;
  /** Writes what is outstanding and closes every review. The app cannot be used afterwards. */
  close: () => Promise<void>;
}

/** Makes the app, and lets the engine use its kernels in this process. Throws where the folders cannot be made. */
export function createApp(options: AppOptions): App {
  installKernels();
  const workspace = new Workspace(options);
  return {
    dispatch: createDispatch(workspace, options.log),
    receive: createReceive(workspace, options.log),
    lend: createLend(workspace, options.log),
    follow: (caller, changed) => workspace.followers.add(caller, changed),
    screen: (secret, client) => workspace.screens.caller(secret, client),
    openInitial: (file) => workspace.openInitial(file),
    openPath: (file) => workspace.openPath(file),
    recent: () => workspace.recents.list().filter(({ openedAt }) => openedAt !== null),
    fileOf: (entry) => workspace.fileOf(entry),
    leave: (client) => workspace.leaveAll(client),
    close: () => workspace.close(),
  };
}
