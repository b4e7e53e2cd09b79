// Entry of the process that reads one file: node child.ts ORDER, with the request in a folder; says on the way how far it is, and
// leaves the answer there. Reading happens in a thread; see `watchThread`.
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize } from 'node:v8';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { endNow, watchThread } from '../../processes/watchedThread.ts';
import type { ReadRequest } from '../evidence/evidence.ts';
import { packed } from './parcel.ts';
import { exchange } from './process.ts';
import type { ReadAnswer, ReadOrder, ReadProgressLine } from './process.ts';
import { serializeError } from './stoppable.ts';

/** What the thread says: how far it is, and that the answer lies in the folder. */
type Said = ReadProgressLine | 'done';

const [order] = process.argv.slice(2);
if (!isMainThread) await readIn((workerData as ReadOrder).folder);
else if (order === undefined) throw new Error('Usage: child ORDER');
else watch(JSON.parse(order) as ReadOrder);

function watch(order: ReadOrder): void {
  // Whoever asked may be gone by now; then there is nobody to tell.
  process.stdout.on('error', endNow);
  watchThread(
    new URL(import.meta.url),
    order,
    order,
    (message) => {
      const said = message as Said;
      if (said === 'done') endNow();
      else process.stdout.write(`${JSON.stringify(said)}\n`);
    },
    (exceeded) => give({ ok: false, exceeded }),
    (error) => give({ ok: false, crash: error.stack ?? error.message }),
  );

  function give(answer: ReadAnswer): void {
    leave(order.folder, answer);
    endNow();
  }
}

async function readIn(folder: string): Promise<void> {
  const request = deserialize(readFileSync(path.join(folder, exchange.request))) as ReadRequest;
  const say = (said: Said) => parentPort?.postMessage(said);
  leave(folder, await answerTo(request, (fraction, doing) => say([fraction, doing])));
  say('done');
}

async function answerTo(
  request: ReadRequest,
  onProgress: (fraction: number, doing: string) => void,
): Promise<ReadAnswer> {
  try {
    // Only here: the thread that watches would load every format as well, before it starts this one.
    const { readSource } = await import('./readSource.ts');
    return { ok: true, value: await readSource(request, onProgress) };
  } catch (error) {
    if (error instanceof ParleyError) return { ok: false, error: serializeError(error) };
    return { ok: false, crash: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Written under another name first, so that a half-written answer is never read. */
function leave(folder: string, answer: ReadAnswer): void {
  const file = path.join(folder, exchange.answer);
  const descriptor = openSync(`${file}.part`, 'w', 0o600);
  for (const piece of packed(answer)) writeFileSync(descriptor, piece);
  closeSync(descriptor);
  renameSync(`${file}.part`, file);
}
