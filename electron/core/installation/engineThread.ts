// Runs the engine in a thread of its own, where it would stop the host for seconds: the chance of a decision is drawn thousands of
// times, and a replay draws it again. The same file is the thread's entry.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ChanceSettings } from '../../../shared/domain/record.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { installKernels } from '../../../shared/engine/kernels/install.ts';
import { recordedResults, type Recorded } from '../../../shared/engine/record/recordedResults.ts';
import { replayRecord } from '../../../shared/engine/record/replay.ts';

interface Results {
  snapshot: ReviewSnapshot;
  chance: ChanceSettings | null;
  /** Catalogue positions that are kept in any case. */
  named: readonly number[];
}

const jobs = {
  recordedResults: ({ snapshot, chance, named }: Results): Recorded | null => recordedResults(snapshot, chance, named),
  replay: replayRecord,
};
type Jobs = typeof jobs;
type Job = keyof Jobs;

/** Does a job of the engine; in a thread where the host has one. Inputs and answers are copied. */
export type Compute = <J extends Job>(job: J, input: Parameters<Jobs[J]>[0]) => Promise<ReturnType<Jobs[J]>>;

const run = <J extends Job>(job: J, input: Parameters<Jobs[J]>[0]): ReturnType<Jobs[J]> =>
  // The table has one entry per job; the compiler does not see that both are of the same one.
  (jobs[job] as (input: unknown) => ReturnType<Jobs[J]>)(input);

/** In the caller's own thread, for tests and for commands that wait anyway. */
export const computeHere: Compute = (job, input) => Promise.resolve(run(job, input));

const mark = 'parley:engine';

/** In a thread that is started for the job and ends with it. Rejects with what was thrown there. */
export function computeInThread(entry: URL): Compute {
  return (job, input) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(entry, { workerData: { mark, job, input } });
      worker.once('message', (answer: ReturnType<Jobs[typeof job]>) => resolve(answer));
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread of the engine ended without an answer.')));
    });
}

const given = workerData as { mark?: string; job: Job; input: never } | null;
if (!isMainThread && given?.mark === mark) {
  installKernels();
  parentPort?.postMessage(run(given.job, given.input));
}
