// Reads a database in a process of its own: a running statement cannot be stopped from outside but by killing its process.
// Request and answer travel through a private folder, which is gone afterwards.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ErrorCode, Problem } from '../../../../shared/contract/errors.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import type { ReadRequest } from '../evidence/evidence.ts';

/** The files of the private folder. */
export const exchange = { request: 'request', answer: 'answer' } as const;

export type Answer =
  { ok: true; value: ReadTable } | { ok: false; code: ErrorCode; message: string; problems: Problem[] | undefined };

/** Starts a process that reads `exchange.request` in the folder and writes `exchange.answer`. */
export type StartReader = (folder: string, memoryMb: number) => { ended: Promise<void>; kill: () => void };

export interface ProcessLimits {
  signal?: AbortSignal;
  timeoutMs?: number;
  memoryMb?: number;
}

/** Starts `entry` under plain Node. */
export function startNode(entry: string): StartReader {
  return (folder, memoryMb) => {
    const child = spawn(process.execPath, [`--max-old-space-size=${memoryMb}`, entry, folder], {
      stdio: 'ignore',
      windowsHide: true,
    });
    return {
      ended: new Promise((resolve) => {
        child.on('exit', () => resolve());
        child.on('error', () => resolve());
      }),
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

/**
 * Reads a file in a process; see `readSource`.
 *
 * @throws ParleyError what `readSource` throws; `cancelled` on abort; `tooLarge` when time or memory runs out.
 */
export async function readInProcess(
  start: StartReader,
  request: ReadRequest,
  { signal, timeoutMs = 20_000, memoryMb = 768 }: ProcessLimits = {},
): Promise<ReadTable> {
  const { fileName } = request;
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-import-'));
  try {
    await writeFile(path.join(folder, exchange.request), serialize(request), { mode: 0o600 });
    // Checked after the last wait before the start, so that an abort is never missed.
    if (signal?.aborted) throw cancelled(fileName);
    const { ended, kill } = start(folder, memoryMb);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, timeoutMs);
    signal?.addEventListener('abort', kill, { once: true });
    await ended;
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
    if (signal?.aborted) throw cancelled(fileName);
    const answer = late ? null : await readFile(path.join(folder, exchange.answer)).catch(() => null);
    if (answer === null) {
      const why = late
        ? `was stopped after ${Math.round(timeoutMs / 100) / 10} seconds`
        : 'took more memory than it may';
      throw new ParleyError(
        'tooLarge',
        `Reading ${fileName} ${why}; nothing was imported. Export the part you need as CSV (UTF-8), and import that.`,
      );
    }
    const said = deserialize(answer) as Answer;
    if (!said.ok) throw new ParleyError(said.code, said.message, said.problems);
    return said.value;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const cancelled = (fileName: string) =>
  new ParleyError('cancelled', `Reading ${fileName} was cancelled; nothing was imported.`);
