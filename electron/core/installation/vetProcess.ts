// Vets review files in a process of its own. The process watches itself: it counts the computing time of the check, so that a
// busy machine makes it slower and not wrong. What hangs all the same is killed from here: nothing else stops it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { errorCode } from '../../../shared/contract/errors.ts';
import { glimpse } from '../../../shared/domain/glimpse.ts';
import { versionSummary } from '../../../shared/domain/version.ts';
import { startNode, type StartChild } from '../processes/childProcess.ts';
import { fileIdentity } from '../store/identity.ts';
import type { VetResult, Vet, VetRequest } from '../store/vet.ts';
import type { WorkLimits } from '../processes/watchedThread.ts';

/** `cpuSeconds` is what a check may use besides what the size of the file allows. */
export interface VetLimits extends WorkLimits {
  cpuSecondsPerMb: number;
  /** Besides, where the list wants to know whether the decision in it holds. */
  cpuSecondsToGlimpse: number;
  /** After so many milliseconds without an answer the process is stuck, on a drive that does not answer for example. */
  silenceMs: number;
}

// A whole check of a review of 20,000 candidates uses under a second.
const vetLimits: VetLimits = {
  cpuSeconds: 5,
  cpuSecondsPerMb: 0.2,
  cpuSecondsToGlimpse: 30,
  heapMb: 512,
  // The file, copies of it, and its pages.
  processMb: 2048,
  silenceMs: 120_000,
};

/** What the vetting process is told, as JSON in its only argument. */
export type VetOrder = VetRequest & VetLimits;

/** What the vetting process says of a verdict: the line, and the content behind it. */
export function answerTo(verdict: VetResult): Uint8Array[] {
  if (!verdict.ok) return [Buffer.from(`${JSON.stringify(verdict)}\n`)];
  const line = JSON.stringify({ ...verdict, content: verdict.content?.byteLength ?? null });
  return [Buffer.from(`${line}\n`), verdict.content ?? new Uint8Array()];
}

const said = z.union([
  z.strictObject({
    ok: z.literal(true),
    identity: fileIdentity,
    digest: z.string(),
    version: z.int(),
    title: z.string(),
    wal: z.boolean(),
    recovers: z.boolean(),
    content: z.int().nonnegative().nullable(),
    glimpse: glimpse.nullable(),
    summary: versionSummary.nullable(),
    missing: z.array(z.string()).nullable(),
  }),
  z.strictObject({ ok: z.literal(false), code: errorCode, message: z.string() }),
]);

/** Collects what the process says until the verdict is all there. */
class Answer {
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #line: { said: z.infer<typeof said>; end: number } | null = null;

  /** Adds a piece; returns the verdict once it is whole. Throws where it is none. */
  add(chunk: Buffer): VetResult | null {
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
    if (!this.#line) {
      const start = Buffer.concat(this.#chunks);
      const end = start.indexOf('\n');
      if (end < 0) return null;
      this.#line = { said: said.parse(JSON.parse(start.toString('utf8', 0, end))), end: end + 1 };
    }
    const verdict = this.#line.said;
    if (!verdict.ok) return verdict;
    if (verdict.content === null) return { ...verdict, content: null };
    if (this.#length < this.#line.end + verdict.content) return null;
    const content = Buffer.concat(this.#chunks).subarray(this.#line.end, this.#line.end + verdict.content);
    return { ...verdict, content };
  }
}

/** A check that came to no end says nothing about the file. */
export const unchecked = (file: string, why: string): VetResult => ({
  ok: false,
  code: 'unchecked',
  message: `“${path.basename(file)}” could not be checked, so it was not opened: ${why}`,
});

/** Vets with a process that `start` starts for each file: its output is one line of JSON, and after it the bytes that the line promises. A check that comes to no end is tried once more. */
export function vetApart(start: StartChild, limits: Partial<VetLimits> = {}): Vet {
  const all = { ...vetLimits, ...limits };
  return async (request) => {
    const first = await vetOnce(start, request, all);
    return !first.ok && first.code === 'unchecked' ? vetOnce(start, request, all) : first;
  };
}

function vetOnce(start: StartChild, request: VetRequest, limits: VetLimits): Promise<VetResult> {
  const { path: file } = request;
  const order: VetOrder = { ...request, ...limits };
  const child = start(JSON.stringify(order));
  const answer = new Answer();
  return new Promise((resolve) => {
    let done = false;
    const end = (verdict: VetResult) => {
      // Killing makes the process end; by then its number may belong to another.
      if (done) return;
      done = true;
      clearTimeout(timer);
      child.kill();
      resolve(verdict);
    };
    const timer = setTimeout(() => {
      const seconds = Math.round(limits.silenceMs / 1000);
      end(
        unchecked(file, `there was no answer within ${seconds} seconds. The drive or the computer is busy; try again.`),
      );
    }, limits.silenceMs);
    child.output.on('data', (chunk: Buffer) => {
      try {
        const verdict = answer.add(chunk);
        if (verdict) end(verdict);
      } catch {
        end(unchecked(file, 'the check did not answer as it should. Try again.'));
      }
    });
    // After a verdict this changes nothing.
    void child.ended.then(() => end(unchecked(file, 'the check was ended before it was done. Try again.')));
  });
}

/** Spawns `node vetChild` for each file. `entry` is the bundled or plain vetChild module. */
export const vetInProcess = (
  entry: URL = new URL('./vetChild.ts', import.meta.url),
  limits: Partial<VetLimits> = {},
): Vet => vetApart(startNode(fileURLToPath(entry)), limits);
