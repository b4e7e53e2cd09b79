// Chooses where a file is read, never on the main thread: databases in a process, everything else in a thread.
import type { ReadRequest } from '../evidence/evidence.ts';
import { isDatabase } from '../evidence/signatures.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { readInProcess } from './process.ts';
import type { StartReader } from './process.ts';
import { readInWorker } from './worker.ts';

/** Reads a file outside the main thread; rejects with `cancelled` when the signal says so. */
export type Parse = (
  request: ReadRequest,
  signal: AbortSignal,
  onProgress: (fraction: number, doing: string) => void,
) => Promise<ReadTable>;

/** Reads with the thread at `worker` and processes by `start`. */
export function readInBackground(worker: URL, start: StartReader): Parse {
  return (request, signal, onProgress) => {
    if (!isDatabase(request.bytes)) return readInWorker(worker, request, { signal, onProgress });
    onProgress(0, 'Reading the database');
    return readInProcess(start, request, { signal });
  };
}
