// Vets review files in a process of its own, under plain Node. A process that hangs is killed the hard way: nothing else
// stops a database statement.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorCode } from '../../../shared/contract/errors.ts';
import type { Verdict, VetRequest } from '../store/vet.ts';

export type Vet = (request: VetRequest) => Promise<Verdict>;

/** How long vetting may take, in milliseconds, and how much memory JavaScript may use there, in megabytes. */
export const vetLimits = { timeout: 5000, memory: 512 };

const verdict = z.union([
  z.strictObject({
    ok: z.literal(true),
    identity: z.strictObject({ dev: z.number(), ino: z.number(), size: z.number(), mtimeMs: z.number() }),
    version: z.int(),
    title: z.string(),
    wal: z.boolean(),
    recovers: z.boolean(),
  }),
  z.strictObject({ ok: z.literal(false), code: errorCode, message: z.string() }),
]);

/** The arguments of the vetting process. */
export const vetArguments = ({ path, ownJournal }: VetRequest) => [path, ownJournal ? 'own' : 'foreign'];

/** Reads what the vetting process has printed; anything but a verdict means that it did not get to the end. */
export function toVerdict(output: string): Verdict {
  try {
    return verdict.parse(JSON.parse(output));
  } catch {
    return {
      ok: false,
      code: 'damaged',
      message:
        'The file could not be checked: it takes longer or more memory than any review does, so it was not opened.',
    };
  }
}

/** Spawns `node vetChild` for each file. `entry` is the bundled or plain vetChild module. */
export function vetInProcess(entry: URL = new URL('./vetChild.ts', import.meta.url)): Vet {
  return (request) =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [`--max-old-space-size=${vetLimits.memory}`, fileURLToPath(entry), ...vetArguments(request)],
        { timeout: vetLimits.timeout, killSignal: 'SIGKILL', maxBuffer: 64 * 1024, windowsHide: true },
        (_error, stdout) => resolve(toVerdict(stdout)),
      );
    });
}
