// Reads a file in a process of its own, whatever it is: a running statement of a database is stopped by nothing but killing its
// process, and text that takes all memory would take the host with it. Request and answer travel through a private folder that is
// deleted afterwards.
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { serialize } from 'node:v8';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { formatCount } from '../../../../shared/domain/format.ts';
import type { StartChild } from '../../processes/childProcess.ts';
import type { Exceeded, WorkLimits } from '../../processes/watchedThread.ts';
import type { ReadRequest } from '../evidence/evidence.ts';
import { kindOf } from '../evidence/signatures.ts';
import type { ReadProgress, ReadTable } from '../planning/parsedTable.ts';
import { unpacked } from './parcel.ts';
import { deserializeError, untilStopped } from './stoppable.ts';
import type { SerializedError } from './stoppable.ts';

/** The files of the private folder. */
export const exchange = { request: 'request', answer: 'answer' } as const;

/** What the process is told, as JSON in its only argument. */
export type ReadOrder = WorkLimits & { folder: string };

/** One line of its output: the fraction that is done, and what it does. */
export type ReadProgressLine = [number, string];

/** What it leaves in the folder. */
export type ReadAnswer =
  | { ok: true; value: ReadTable }
  | { ok: false; error: SerializedError }
  | { ok: false; exceeded: Exceeded }
  | { ok: false; crash: string };

/** Reads a file outside the host's process; rejects with `cancelled` when the signal says so. */
export type Parse = (request: ReadRequest, signal: AbortSignal, onProgress: ReadProgress) => Promise<ReadTable>;

interface ReadControl extends Partial<WorkLimits> {
  signal?: AbortSignal | undefined;
  onProgress?: ReadProgress;
  /** How long to wait for an answer at all, in milliseconds: the drive may not answer. */
  timeoutMs?: number;
}

// A text of 64 MB uses 6 s and 900 MB; a workbook of a million cells 20 s and 1,200 MB.
const mostOfAll: WorkLimits = { cpuSeconds: 60, heapMb: 1024, processMb: 2048 };

/** Reads with processes that `start` starts, one for each file. */
export const readApart =
  (start: StartChild): Parse =>
  (request, signal, onProgress) =>
    readInProcess(start, request, { signal, onProgress });

/**
 * Reads a file in a process; see `readSource`.
 *
 * @throws ParleyError what `readSource` throws; `cancelled` on abort; `tooLarge` when time or memory runs out; `internal`, with
 *         its cause, when the reader itself fails.
 */
export async function readInProcess(
  start: StartChild,
  request: ReadRequest,
  { signal, onProgress, timeoutMs = 300_000, ...given }: ReadControl = {},
): Promise<ReadTable> {
  const { fileName } = request;
  const limits = { ...mostOfAll, ...given };
  const remedy = `; nothing was imported. ${remedyFor(request)}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-import-'));
  let ended = Promise.resolve();
  try {
    await writeFile(path.join(folder, exchange.request), serialize(request), { mode: 0o600 });
    const answer = await untilStopped({ fileName, signal, timeoutMs, remedy }, () => {
      const order: ReadOrder = { ...limits, folder };
      const child = start(JSON.stringify(order));
      ended = child.ended;
      followProgress(child.output, onProgress);
      const done = ended.then(() => readFile(path.join(folder, exchange.answer)).catch(() => null));
      return { done, stop: child.kill };
    });
    if (answer === null) throw endedWithoutAWord(fileName, remedy);
    const result = unpacked(answer) as ReadAnswer;
    if (result.ok) return result.value;
    if ('error' in result) throw deserializeError(result.error);
    if ('exceeded' in result) throw tooLarge(fileName, result.exceeded, limits, remedy);
    const error = new ParleyError('internal', `Reading ${fileName} failed inside Parley; nothing was imported.`);
    error.cause = result.crash;
    throw error;
  } finally {
    // A process that was killed may still be writing into the folder.
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

function tooLarge(fileName: string, exceeded: Exceeded, limits: WorkLimits, remedy: string): ParleyError {
  const what =
    exceeded === 'time'
      ? `computing time than it may (${limits.cpuSeconds} seconds)`
      : `memory than it may (${formatCount(limits.heapMb)} MB)`;
  return new ParleyError('tooLarge', `Reading ${fileName} took more ${what}${remedy}`);
}

/** The system ends processes that take too much memory; but whoever else did, it cannot be told. */
const endedWithoutAWord = (fileName: string, remedy: string): ParleyError =>
  new ParleyError(
    'tooLarge',
    `Reading ${fileName} was ended before it was done, most likely because memory ran out${remedy}`,
  );

function remedyFor({ bytes, from, files }: ReadRequest): string {
  if (files) return 'Choose a folder with fewer files, or one file of it.';
  return kindOf(from === undefined ? bytes : beginningOf(from)) === 'text'
    ? 'Check its quotes, or split the table, and try again.'
    : 'Export the part you need as CSV (UTF-8), and import that.';
}

/** Enough of a file to tell its kind. */
function beginningOf(file: string): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(64);
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

function followProgress(output: Readable, onProgress: ReadProgress | undefined): void {
  createInterface({ input: output }).on('line', (line) => {
    const [fraction, doing] = JSON.parse(line) as ReadProgressLine;
    onProgress?.(fraction, doing);
  });
}
