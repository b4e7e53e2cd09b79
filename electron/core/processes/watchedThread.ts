// Work in a thread, whose computing time and memory are watched from the process's own thread: neither a statement that never ends
// nor a text that grows without end can watch itself. For processes that do nothing else; see `childProcess.ts`.
import { Worker } from 'node:worker_threads';

/** What work in a process of its own may use. */
export interface WorkLimits {
  /** Computing time of all threads, so that a busy machine makes the work slower and not wrong. */
  cpuSeconds: number;
  /** Strings and objects of JavaScript, in MB. */
  heapMb: number;
  /** All memory of the process, in MB: arrays of numbers and what libraries take lie outside the heap. */
  processMb: number;
}

/** What ran out. */
export type Exceeded = 'time' | 'memory';

const often = 50;

/**
 * Starts `entry` as a thread and passes on what it says, until the returned function is called.
 *
 * @param order    what the thread finds in its `workerData`.
 * @param exceeded called once at most; whoever is called ends the process, since a running statement holds up everything else.
 * @param failed   called instead where the thread ended by an error that the work did not report itself.
 */
export function watchThread(
  entry: URL,
  order: unknown,
  { cpuSeconds, heapMb, processMb }: WorkLimits,
  said: (message: unknown) => void,
  exceeded: (what: Exceeded) => void,
  failed: (error: Error) => void,
): () => void {
  const before = process.cpuUsage();
  const thread = new Worker(entry, {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, stackSizeMb: 4 },
  });
  const end = () => {
    clearInterval(clock);
    // One by one: Node has listeners of its own on a thread.
    for (const event of ['message', 'error', 'online']) thread.removeAllListeners(event);
  };
  const over = (what: Exceeded) => {
    end();
    exceeded(what);
  };
  const look = () => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 > cpuSeconds) return over('time');
    if (process.memoryUsage.rss() > processMb * 2 ** 20) over('memory');
  };
  const clock = setInterval(look, often);
  thread.on('online', look);
  thread.on('message', said);
  // The work reports its own errors; what it cannot report is that its memory ran out, or that it could not be started.
  thread.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') return over('memory');
    end();
    failed(error);
  });
  return end;
}

/** Ends this process, whatever it is doing. */
export function endNow(): void {
  process.kill(process.pid, 'SIGKILL');
}
