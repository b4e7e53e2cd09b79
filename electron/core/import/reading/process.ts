// Reads a database in a process of its own, because a running statement can only be stopped by killing its process. Request and
// answer travel through a private folder that is deleted afterwards.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { ReadTable } from '../planning/parsedTable.ts';
import { deserializeError, untilStopped } from './stoppable.ts';
import type { SerializedError } from './stoppable.ts';
import type { ReadRequest } from '../evidence/evidence.ts';

/** The files of the private folder. */
export const exchange = { request: 'request', answer: 'answer' } as const;

export type ProcessAnswer = { ok: true; value: ReadTable } | ({ ok: false } & SerializedError);

/** Starts a process that reads `exchange.request` in the folder and writes `exchange.answer`. */
export type StartReader = (folder: string, memoryMb: number) => { ended: Promise<void>; kill: () => void };

interface ProcessLimits {
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
  const remedy = 'Export the part you need as CSV (UTF-8), and import that.';
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-import-'));
  let ended = Promise.resolve();
  try {
    await writeFile(path.join(folder, exchange.request), serialize(request), { mode: 0o600 });
    const answer = await untilStopped(
      { fileName, signal, timeoutMs, remedy: `; nothing was imported. ${remedy}` },
      () => {
        const child = start(folder, memoryMb);
        ended = child.ended;
        const done = ended.then(() => readFile(path.join(folder, exchange.answer)).catch(() => null));
        return { done, stop: child.kill };
      },
    );
    if (answer === null) {
      throw new ParleyError(
        'tooLarge',
        `Reading ${fileName} took more memory than it may; nothing was imported. ${remedy}`,
      );
    }
    const result = deserialize(answer) as ProcessAnswer;
    if (!result.ok) throw deserializeError(result);
    return result.value;
  } finally {
    // A process that was killed may still be writing into the folder.
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}
