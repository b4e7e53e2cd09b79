// The whole main side, whatever the host: made once, asked through `dispatch`.
import type { OpenedReview } from '../../shared/contract/library.ts';
import { createDispatch, type Dispatch, type Log } from './dispatch.ts';
import type { ReadRequest } from './import/worker.ts';
import type { ReadTable } from './import/table.ts';
import type { Vet } from './vetProcess.ts';
import { Workspace } from './workspace.ts';

/** Reads a table outside the main thread; rejects with `cancelled` when the signal says so. */
export type Parse = (
  request: ReadRequest,
  signal: AbortSignal,
  onProgress: (fraction: number, doing: string) => void,
) => Promise<ReadTable>;

export interface AppOptions {
  host: 'desktop' | 'web' | 'command line' | 'test';
  /** One sentence when this host stands in for another, nothing. */
  hostNote?: string;
  version: string;
  /** Where new, received and sample reviews go; made if it is not there. */
  libraryFolder: string;
  /** Where this installation keeps its own files: the list of recent reviews, backups. */
  userData: string;
  now: () => Date;
  /** Checks a file in a process of its own; see `vetInProcess`. */
  vet: Vet;
  /** Reads a table in a thread of its own; see `readInWorker`. */
  parse: Parse;
  /** The review that ships with Parley, or null. */
  sampleFile: string | null;
  /** The host's own file dialog, where it has one. Resolves to null when the person cancels. */
  pickFile?: () => Promise<string | null>;
  log: Log;
}

export interface App {
  /** Answers any operation of the contract. Never throws. */
  dispatch: Dispatch;
  /**
   * Opens a review by its path, for hosts that were given one by the person (command line, double click);
   * `library.about` names it from then on. Rejects with a ParleyError.
   */
  openPath: (file: string) => Promise<OpenedReview>;
  /** Writes what is outstanding and closes every review. The app cannot be used afterwards. */
  close: () => Promise<void>;
}

/** Makes the app. Throws where the folders cannot be made. */
export function createApp(options: AppOptions): App {
  const workspace = new Workspace(options);
  return {
    dispatch: createDispatch(workspace, options.log),
    openPath: (file) => workspace.openInitial(file),
    close: () => workspace.close(),
  };
}
