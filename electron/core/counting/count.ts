// Counting files into a cube, in a process of its own that can be stopped at any moment: which files a pattern means, the private folder
// for question, answer and what does not fit in memory, and that nothing of it is left behind.
import { globSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { CubeFile } from '../../../shared/domain/cube.ts';
import type { StartChild } from '../processes/childProcess.ts';
import type {
  Asked,
  ChildAnswer,
  ChildOrder,
  CountedFile,
  EngineLimits,
  LogFormat,
  LogSurvey,
  Printed,
} from './order.ts';

/** The files of the private folder. */
export const exchange = { order: 'order.json', answer: 'answer.json', owner: 'owner' } as const;
/** One line of the process's output: the fraction that is done, and what it does. */
export type CountProgressLine = [number, string];

const prefix = 'parley-cube-';

export const defaultLimits: EngineLimits = {
  threads: Math.min(8, availableParallelism()),
  memoryMb: 1024,
  spillMb: 50_000,
};

const formats: readonly [ending: RegExp, format: LogFormat][] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
  [/\.(csv|tsv|tab|txt)(\.gz)?$/i, 'csv'],
];

/** How a file is read, by its name; null: it is none that can be counted. */
export const formatOf = (name: string): LogFormat | null => formats.find(([ending]) => ending.test(name))?.[1] ?? null;

const hasPattern = (name: string) => /[*?[\]{}]/.test(name);

/**
 * The files that names and patterns mean, each once, sorted by code unit. Patterns are worked out here, since the engine may open only
 * files that are named.
 *
 * @throws ParleyError `notFound` where a name or a pattern means no file; `badInput` where files are of different kinds.
 */
export function filesOf(names: readonly string[]): CountedFile[] {
  const found = new Map<string, CountedFile>();
  for (const name of names) {
    const plain = statSync(name, { throwIfNoEntry: false });
    if (plain?.isDirectory())
      throw new ParleyError(
        'badInput',
        `${name} is a folder. Name its files: ${path.join(name, '*.parquet')}, in quotes.`,
      );
    const paths = plain || !hasPattern(name) ? [name] : globSync(name);
    const files = paths.filter((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
    if (files.length === 0)
      throw new ParleyError(
        'notFound',
        hasPattern(name) && !plain ? `No file matches ${name}.` : `There is no file ${name}.`,
      );
    for (const each of files) {
      const absolute = path.resolve(each);
      if (hasPattern(absolute))
        throw new ParleyError(
          'badInput',
          `The path ${absolute} has one of the characters * ? [ ] { }, which the engine takes for a pattern. Rename it.`,
        );
      const format = formatOf(absolute);
      if (format === null)
        throw new ParleyError(
          'badInput',
          `${path.basename(each)} is not a file that can be counted: .parquet, .csv, .tsv, .jsonl, or a .csv.gz.`,
        );
      found.set(absolute, { path: absolute, bytes: statSync(absolute).size, format });
    }
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const [first, other] = [files[0]!, files.find(({ format }) => format !== files[0]!.format)];
  if (other !== undefined)
    throw new ParleyError(
      'badInput',
      `${path.basename(first.path)} and ${path.basename(other.path)} are of different kinds. Count files of one kind at a time.`,
    );
  return files;
}

interface EngineControl {
  signal?: AbortSignal;
  onProgress?: (fraction: number, doing: string) => void;
  limits?: Partial<EngineLimits>;
}

interface CountControl extends EngineControl {
  /** The files are answers to these questions, not the log. */
  printed?: Printed | null;
  now?: Date;
}

/** Counts files outside the host's process; see `countFiles`. */
export type CountLog = (files: readonly CountedFile[], asked: Asked, control?: CountControl) => Promise<CubeFile>;
/** Looks outside the host's process what the columns of files hold; see `surveyOf`. */
export type SurveyLog = (files: readonly CountedFile[], control?: EngineControl) => Promise<LogSurvey>;

/**
 * Counts with processes that `start` starts.
 *
 * @throws ParleyError what the engine refuses; `cancelled` on abort; `tooLarge` where memory runs out; `internal` where the process
 *         ends without an answer. Nothing is left on disk in any case.
 */
export const countApart =
  (start: StartChild): CountLog =>
  async (files, asked, { printed = null, now = new Date(), ...control } = {}) => {
    const at = now.toISOString();
    const answer = await askApart(start, { what: 'count', files, asked, printed, at }, control);
    if ('cube' in answer) return answer.cube;
    throw new Error('The process that counts answered something else.');
  };

/** Looks with processes that `start` starts. @throws ParleyError as `countApart`. */
const surveyApart =
  (start: StartChild): SurveyLog =>
  async (files, control = {}) => {
    const answer = await askApart(start, { what: 'survey', files }, control);
    if ('survey' in answer) return answer.survey;
    throw new Error('The process that counts answered something else.');
  };

/** Both with the same processes. */
export const countingApart = (start: StartChild) => ({ survey: surveyApart(start), count: countApart(start) });

type Given<O> = O extends ChildOrder ? Omit<O, 'limits' | 'spill'> : never;

async function askApart(
  start: StartChild,
  given: Given<ChildOrder>,
  { signal, onProgress, limits = {} }: EngineControl,
): Promise<Extract<ChildAnswer, { ok: true }>> {
  sweep();
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  try {
    await writeFile(path.join(folder, exchange.owner), String(process.pid));
    const order: ChildOrder = {
      ...given,
      limits: { ...defaultLimits, ...limits },
      spill: path.join(folder, 'spill'),
    };
    await writeFile(path.join(folder, exchange.order), JSON.stringify(order), { mode: 0o600 });
    return await answerIn(folder, start, signal, onProgress);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function answerIn(
  folder: string,
  start: StartChild,
  signal: AbortSignal | undefined,
  onProgress: CountControl['onProgress'],
): Promise<Extract<ChildAnswer, { ok: true }>> {
  const stopped = () => new ParleyError('cancelled', 'Counting was stopped; nothing was written.');
  if (signal?.aborted) throw stopped();
  const child = start(folder);
  const kill = () => child.kill();
  signal?.addEventListener('abort', kill);
  const lines = createInterface({ input: child.output });
  lines.on('line', (line) => {
    try {
      onProgress?.(...(JSON.parse(line) as CountProgressLine));
    } catch {
      // What is no progress is not for anybody.
    }
  });
  try {
    await child.ended;
  } finally {
    signal?.removeEventListener('abort', kill);
    lines.close();
  }
  if (signal?.aborted) throw stopped();
  const text = await readFile(path.join(folder, exchange.answer), 'utf8').catch(() => null);
  if (text === null)
    throw new ParleyError(
      'tooLarge',
      'The process that counts ended without an answer; perhaps the computer had no memory left. Nothing was written. Close other programs, or count with less memory: parley cube --memory.',
    );
  const answer = JSON.parse(text) as ChildAnswer;
  if (answer.ok) return answer;
  if (answer.code === 'internal') throw new Error(`The files could not be counted: ${answer.message}`);
  throw new ParleyError(answer.code, answer.message);
}

/** Removes what earlier runs left that were killed with their host: an engine's spill may be of many gigabytes. */
export function sweep(folder = tmpdir()): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const own = path.join(folder, name);
    try {
      if (!isRunning(Number(readFileSync(path.join(own, exchange.owner), 'utf8'))))
        rmSync(own, { recursive: true, force: true });
    } catch {
      // Of somebody else, or being made at this moment.
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
