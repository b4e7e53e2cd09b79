// Entry of the process that vets a review file: node vetChild.ts ORDER → the verdict; see vetProcess.ts. The check runs in a
// thread; see `watchThread`.
import fs from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { vetFile, type VetResult, type VetRequest } from '../store/vet.ts';
import { endNow, watchThread } from '../processes/watchedThread.ts';
import { answerTo, unchecked, type VetOrder } from './vetProcess.ts';

const [order] = process.argv.slice(2);
if (!isMainThread) parentPort?.postMessage(vetFile(workerData as VetRequest));
else if (order === undefined) throw new Error('Usage: vetChild ORDER');
else watch(JSON.parse(order) as VetOrder);

function watch({ cpuSeconds, cpuSecondsPerMb, cpuSecondsToGlimpse, heapMb, processMb, ...request }: VetOrder): void {
  const { path } = request;
  const size = fs.lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const glimpsing = request.glimpse === undefined ? 0 : cpuSecondsToGlimpse;
  const allowed = cpuSeconds + glimpsing + (cpuSecondsPerMb * size) / 2 ** 20;
  const end = watchThread(
    new URL(import.meta.url),
    request,
    { cpuSeconds: allowed, heapMb, processMb },
    (verdict) => answer(verdict as VetResult),
    (exceeded) => {
      const what = exceeded === 'time' ? 'computing time' : 'memory';
      answer(unchecked(path, `the check used more ${what} than a review of its size needs. Try again.`));
    },
    ({ message }) => answer(unchecked(path, `the check failed (${message}). Try again.`)),
  );

  function answer(verdict: VetResult): void {
    end();
    // Whoever asked may be gone by now; then there is nobody to tell.
    process.stdout.on('error', endNow);
    const parts = answerTo(verdict);
    parts.forEach((part, i) => process.stdout.write(part, i === parts.length - 1 ? linger : undefined));
  }
}

/** Whoever asked ends this process when all has arrived: under Electron the end of a process cuts its output off. */
function linger(): void {
  setTimeout(endNow, 10_000);
}
