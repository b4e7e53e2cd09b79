// Reads from a server in a thread of its own, whose memory is bounded. The secret goes into the thread's memory and nowhere else; what is
// stopped is stopped on the server too. What the thread does is in serverThread.ts.
import { Worker } from 'node:worker_threads';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadOptions, SourceChoice } from '../../../../shared/contract/imports.ts';
import type { ReadProgress, ReadTable } from '../planning/parsedTable.ts';
import { deserializeError, type SerializedError } from './stoppable.ts';

/** Tells the thread what it was started for. */
export const serverMark = 'parley:server';

export interface ServerOrder {
  address: string;
  /** null: the server is asked without one. */
  secret: string | null;
  options: ReadOptions;
  /** 'look': what there is to choose; 'read': the table. */
  what: 'look' | 'read';
}

/** What a server has to choose from, before anything is read. */
export interface ServerLook {
  format: string;
  choices: SourceChoice[];
}

export type Answers = { look: ServerLook; read: ReadTable };
/** Asks a server outside the host's own thread; rejects with `cancelled` when the signal says so. */
export type AskServer = <W extends ServerOrder['what']>(
  order: ServerOrder & { what: W },
  signal: AbortSignal,
  onProgress: ReadProgress,
) => Promise<Answers[W]>;

/** What the thread says. */
export type ServerSaid =
  | { progress: [number, string] }
  | { ok: Answers[ServerOrder['what']] }
  | { error: SerializedError }
  | { crash: string };

/** How long a thread may take to stop on the server before it is ended, in milliseconds. */
const patience = 5_000;

/** In a thread that is started for it and ends with it. */
export const askServerInThread =
  (entry: URL): AskServer =>
  (order, signal, onProgress) =>
    new Promise((resolve, reject) => {
      const cancelled = () => new ParleyError('cancelled', 'Stopped; nothing was imported.');
      if (signal.aborted) return reject(cancelled());
      const worker = new Worker(entry, {
        workerData: { mark: serverMark, order },
        resourceLimits: { maxOldGenerationSizeMb: 2_048 },
      });
      let late: NodeJS.Timeout | undefined;
      const stop = () => {
        worker.postMessage('stop');
        late = setTimeout(() => void worker.terminate(), patience);
        reject(cancelled());
      };
      signal.addEventListener('abort', stop);
      worker.on('message', (said: ServerSaid) => {
        if ('progress' in said) return onProgress(...said.progress);
        if ('ok' in said) resolve(said.ok as Answers[typeof order.what]);
        else if ('error' in said) reject(deserializeError(said.error));
        else reject(new Error(said.crash));
      });
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new ParleyError('tooLarge', 'What came from the server took more memory than it may. Choose less of it.')
            : error,
        ),
      );
      worker.on('exit', () => {
        clearTimeout(late);
        signal.removeEventListener('abort', stop);
        reject(new Error('The thread that asks a server ended without an answer.'));
      });
    });
