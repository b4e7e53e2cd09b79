// Reads a file in a thread of its own, which can be stopped however long a hostile file would take. The same file is the
// thread's entry: it waits for what to read when it finds itself in a worker that was started for that. A thread that has read
// a file well waits a while for the next, because starting one and its compiler warming up take longer than most files.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { hash } from '../evidence/evidence.ts';
import { readSource } from './readSource.ts';
import { deserializeError, serializeError, untilStopped } from './stoppable.ts';
import type { SerializedError, Running } from './stoppable.ts';
import type { ReadRequest } from '../evidence/evidence.ts';

interface ReadControl {
  /** Stops the reading; the promise then rejects with `cancelled`. */
  signal?: AbortSignal;
  onProgress?: (fraction: number, doing: string) => void;
  /** How long reading may take. A real table of 64 MB takes a few seconds. */
  timeoutMs?: number;
  /** How much memory the thread's strings and objects may take; packed numbers come on top. */
  heapMb?: number;
}

type Message =
  | { kind: 'progress'; fraction: number; doing: string }
  | { kind: 'read'; value: ReadTable }
  | ({ kind: 'failed' } & SerializedError);

const mark = 'parley:read-table';

/** How long a thread waits for the next file. */
const waitMs = 60_000;

interface Waiting {
  worker: Worker;
  key: string;
  timer: NodeJS.Timeout;
}
let waiting: Waiting | null = null;

/** Removed one by one: Node has listeners of its own on a worker, and without those no message arrives. */
function stopListening(worker: Worker): void {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
}

/** Takes the idle thread if it was started with the same key; null if there is none. */
function takeWaiting(key: string): Worker | null {
  if (waiting?.key !== key) return null;
  const { worker, timer } = waiting;
  waiting = null;
  clearTimeout(timer);
  stopListening(worker);
  worker.ref();
  return worker;
}

function keepWaiting(worker: Worker, key: string): void {
  if (waiting !== null) return void worker.terminate();
  const gone = () => {
    if (waiting?.worker === worker) waiting = null;
  };
  const timer = setTimeout(() => {
    gone();
    void worker.terminate();
  }, waitMs);
  timer.unref();
  worker.on('error', gone);
  worker.on('exit', gone);
  // The program may end without waiting for it.
  worker.unref();
  waiting = { worker, key, timer };
}

/**
 * Reads a file in a worker thread; see `readSource`. Databases have a process of their own (`readInProcess`).
 *
 * @param workerUrl where this module stands as a file of its own.
 * @returns the table; its typed arrays are moved here, not copied. `request.bytes` stays as it is.
 * @throws ParleyError what `readSource` throws; `cancelled` on abort; `tooLarge` when time or memory runs out; `internal`, with
 *         its cause, when the thread crashes.
 */
export function readInWorker(
  workerUrl: URL,
  request: ReadRequest,
  { signal, onProgress, timeoutMs = 20_000, heapMb = 512 }: ReadControl = {},
): Promise<ReadTable> {
  const { fileName } = request;
  const remedy = '. Check its quotes, or split the table, and try again.';
  return untilStopped({ fileName, signal, timeoutMs, remedy }, () =>
    startReading(workerUrl, request, heapMb, onProgress),
  );
}

/** Sends a file to a thread: the one that waits, or a new one. */
function startReading(
  workerUrl: URL,
  request: ReadRequest,
  heapMb: number,
  onProgress: ReadControl['onProgress'],
): Running<ReadTable> {
  const { fileName } = request;
  const key = `${workerUrl.href} ${heapMb}`;
  const worker =
    takeWaiting(key) ??
    new Worker(workerUrl, {
      workerData: { mark },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 4 },
    });
  const stop = () => {
    stopListening(worker);
    // A thread that is being stopped may still report an error, which nobody waits for.
    worker.on('error', () => undefined);
    void worker.terminate();
  };
  let sha256: string | null = null;
  const withChecksum = ({ table, preview }: ReadTable): ReadTable => {
    if (request.files) return { table, preview };
    const known = { sha256: sha256 ?? hash(request.bytes) };
    return { table: { ...table, ...known }, preview: { ...preview, ...known } };
  };
  const done = new Promise<ReadTable>((resolve, reject) => {
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') onProgress?.(message.fraction, message.doing);
      else if (message.kind === 'failed') fail(deserializeError(message));
      else {
        stopListening(worker);
        keepWaiting(worker, key);
        resolve(withChecksum(message.value));
      }
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const sentence = `Reading ${fileName} took more memory than it may (${heapMb} MB). Check its quotes, or split the table, and try again.`;
      fail(outOfMemory ? new ParleyError('tooLarge', sentence) : crashed(fileName, error));
    });
    worker.on('exit', (code) => fail(crashed(fileName, new Error(`The thread ended with code ${code}.`))));
  });
  if (request.files) worker.postMessage(request);
  else {
    // A copy that moves, because the bytes stay here; and the checksum is worked out meanwhile. Not `slice`: what hosts hand in
    // may be a Buffer, whose slice is a view of memory that does not move.
    const bytes = new Uint8Array(request.bytes);
    worker.postMessage({ ...request, bytes, sha256: '' }, [bytes.buffer]);
    setImmediate(() => (sha256 = hash(request.bytes)));
  }
  return { done, stop };
}

function crashed(fileName: string, cause: Error): ParleyError {
  const error = new ParleyError('internal', `Reading ${fileName} failed inside Parley; nothing was imported.`);
  error.cause = cause;
  return error;
}

const started = workerData as { mark?: unknown } | null;
if (!isMainThread && parentPort && started?.mark === mark) {
  const port = parentPort;
  const tell = (message: Message, move: ArrayBuffer[] = []) => port.postMessage(message, move);
  const read = async (request: ReadRequest) => {
    try {
      const value = await readSource(request, (fraction, doing) => tell({ kind: 'progress', fraction, doing }));
      const arrays = value.table.columns.flatMap(({ starts, ends, kinds, numbers, spreads }) => [
        starts,
        ends,
        kinds,
        numbers,
        ...(spreads ? [spreads] : []),
      ]);
      const buffers = new Set([...arrays, value.table.records].map((array) => array.buffer as ArrayBuffer));
      tell({ kind: 'read', value }, [...buffers]);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      tell({ kind: 'failed', ...serializeError(error) });
    }
  };
  // Not at once: Node 24 ends the whole process when a thread is stopped while its modules are still being evaluated.
  port.on('message', (request: ReadRequest) => setImmediate(() => void read(request)));
}
