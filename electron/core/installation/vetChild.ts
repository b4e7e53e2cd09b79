// Entry of the process that vets a review file: node vetChild.ts ORDER → the verdict; see vetProcess.ts. The check runs in a
// thread, and the process's own thread counts what it uses: a statement that never ends cannot do that itself.
import fs from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { vetFile, type VetResult, type VetRequest } from '../store/vet.ts';
import { answerTo, unchecked, type VetOrder } from './vetProcess.ts';

const [order] = process.argv.slice(2);
if (!isMainThread) parentPort?.postMessage(vetFile(workerData as VetRequest));
else if (order === undefined) throw new Error('Usage: vetChild ORDER');
else watch(JSON.parse(order) as VetOrder);

function watch({ cpuSeconds, cpuSecondsPerMb, cpuSecondsToGlimpse, memoryMb, ...request }: VetOrder): void {
  const { path } = request;
  const size = fs.lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const glimpsing = request.glimpse === undefined ? 0 : cpuSecondsToGlimpse;
  const allowed = cpuSeconds + glimpsing + (cpuSecondsPerMb * size) / 2 ** 20;
  const before = process.cpuUsage();
  const check = new Worker(new URL(import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  const count = () => {
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 <= allowed) return;
    answer(unchecked(path, 'the check used more computing time than a review of its size needs. Try again.'));
  };
  const clock = setInterval(count, 50);
  check.on('online', count);
  check.on('message', answer);
  check.on('error', () => {
    answer(unchecked(path, 'the check used more memory than a review of its size needs. Try again.'));
  });

  function answer(verdict: VetResult): void {
    clearInterval(clock);
    check.removeAllListeners();
    // Whoever asked may be gone by now; then there is nobody to tell.
    process.stdout.on('error', end);
    const parts = answerTo(verdict);
    parts.forEach((part, i) => process.stdout.write(part, i === parts.length - 1 ? linger : undefined));
  }
}

/** Whoever asked ends this process when all has arrived: under Electron the end of a process cuts its output off. */
function linger(): void {
  setTimeout(end, 10_000);
}

/** The hard way: a running statement of the check's thread would hold up every other. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
