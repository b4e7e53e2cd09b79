// `parley cube`: counts prediction logs into a cube, and writes it as a file; or prints the questions that somebody else asks, and makes
// the cube of their answers.
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { ParleyError } from '../../shared/contract/errors.ts';
import { countText, listText } from '../../shared/domain/format.ts';
import type { CubeFile } from '../../shared/domain/cube.ts';
import { mailedCube } from '../../shared/measures/log/mailedCube.ts';
import { LogProblem } from '../../shared/measures/log/usableRows.ts';
import { countApart, filesOf } from '../core/counting/count.ts';
import { dialectNames } from '../core/counting/dialects.ts';
import type { Asked, AskedCandidate, Printed } from '../core/counting/order.ts';
import { printedText } from '../core/counting/printed.ts';
import { nearestName } from '../core/formula/nearest.ts';
import { countTable, usualSeconds } from '../core/counting/serverCount.ts';
import { isServerAddress, readAddress, secretInEnvironment } from '../core/connections/address.ts';
import { LARGEST_CUBE } from '../core/store/cubes.ts';
import { startNode } from '../core/processes/childProcess.ts';
import { processEntry } from '../installation.ts';
import type { Flags } from './arguments.ts';

type CubeFlags = Pick<
  Flags,
  | 'label'
  | 'candidates'
  | 'scores'
  | 'groups'
  | 'weight'
  | 'unit'
  | 'least'
  | 'positive'
  | 'threshold'
  | 'unreadable'
  | 'memory'
  | 'table'
  | 'sql'
  | 'results'
  | 'distinct'
  | 'range'
  | 'timeout'
  | 'out'
>;

/**
 * Counts, writes the file whole or not at all, and says what was counted.
 *
 * @throws ParleyError with a sentence.
 */
export async function countCommand(names: readonly string[], flags: CubeFlags): Promise<string> {
  const { out } = flags;
  const printed = printedOf(flags);
  if (printed !== null && flags.unit !== undefined)
    throw new ParleyError('badInput', '--unit is counted by Parley itself, and by no question that it prints.');
  if (printed !== null && flags.results !== true) {
    if (names.length > 0)
      throw new ParleyError(
        'badInput',
        '--sql prints questions about a table, which --table names; it reads no file. With --results, files are their answers.',
      );
    return printedText(askedOf(flags), printed);
  }
  if (names.length === 0)
    throw new ParleyError('badInput', 'Say which logs to count: parley cube LOG… --label=… --out=….');
  if (out === undefined || !out.endsWith('.cube.json'))
    throw new ParleyError(
      'badInput',
      'Say where to write the cube, as a file that ends with .cube.json: --out=log.cube.json.',
    );
  const asked = askedOf(flags);
  const [server] = names.filter((name) => isServerAddress(name) && !/^https?:/i.test(name.trim()));
  if (server !== undefined && (names.length > 1 || printed !== null))
    throw new ParleyError('badInput', 'Count one table of one server at a time, with no file beside it.');
  const files = server === undefined ? filesOf(names) : [];
  if (existsSync(out))
    throw new ParleyError('refused', `There is already a file ${out}. Remove it, or name another one.`);
  const least = leastOf(flags.least);
  const whole =
    server === undefined
      ? await counted(files, asked, { printed, memoryMb: memoryOf(flags.memory) })
      : await countedThere(server, asked, flags);
  const cube = least === null ? whole : withoutSmallCells(whole, least);
  const text = `${JSON.stringify(cube)}\n`;
  const megabytes = Math.ceil(Buffer.byteLength(text) / 2 ** 20);
  if (megabytes > LARGEST_CUBE / 2 ** 20)
    throw new ParleyError(
      'tooLarge',
      `The cube would take ${megabytes} MB, and a review takes up to ${LARGEST_CUBE / 2 ** 20}. Count fewer groups at a time, or leave out the scores.`,
    );
  const part = `${out}.part`;
  try {
    await writeFile(part, text);
    await rename(part, out);
  } finally {
    await rm(part, { force: true });
  }
  return `${summary(cube, out)}\n`;
}

interface Watched {
  signal: AbortSignal;
  onProgress: (fraction: number, doing: string) => void;
}

/** Runs with progress on the error output, where somebody watches it; Ctrl-C stops it. */
async function watched<T>(work: (control: Watched) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const stop = () => control.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const seen = process.stderr.isTTY;
  const onProgress = (fraction: number, doing: string) => {
    if (seen) process.stderr.write(`\r\u001b[K${Math.floor(100 * fraction)} %  ${doing}`);
  };
  try {
    return await work({ signal: control.signal, onProgress });
  } finally {
    if (seen) process.stderr.write('\r\u001b[K');
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

const counted = (
  files: ReturnType<typeof filesOf>,
  asked: Asked,
  { printed, memoryMb }: { printed: Printed | null; memoryMb: number | null },
): Promise<CubeFile> =>
  watched((control) =>
    countApart(startNode(processEntry('countChild')))(files, asked, {
      ...control,
      printed,
      ...(memoryMb === null ? {} : { limits: { memoryMb } }),
    }),
  );

/** On the server that holds the table. Its password is in the environment and nowhere else. */
function countedThere(server: string, asked: Asked, { table, timeout }: CubeFlags): Promise<CubeFile> {
  const address = readAddress(server);
  if (table === undefined)
    throw new ParleyError('badInput', 'Say which table of the server holds the log: --table=SCHEMA.TABLE.');
  const seconds = timeout === undefined ? usualSeconds : Number(timeout);
  if (!(seconds > 0 && seconds <= 1_000_000) || timeout === '')
    throw new ParleyError('badInput', '--timeout is how many seconds one question may take: --timeout=3600.');
  const secret = secretInEnvironment(address);
  return watched((control) =>
    countTable(address, secret, tableParts(table), asked, { ...control, limits: { statementSeconds: seconds } }),
  );
}

function leastOf(flag: string | undefined): number | null {
  if (flag === undefined) return null;
  const least = Number(flag);
  if (!Number.isInteger(least) || least < 2 || least > 1_000_000)
    throw new ParleyError('badInput', '--least is the fewest cases of a cell that is shown, at least 2: --least=10.');
  return least;
}

function withoutSmallCells(cube: CubeFile, least: number): CubeFile {
  try {
    return mailedCube(cube, least);
  } catch (error) {
    if (error instanceof LogProblem) throw new ParleyError('refused', `${error.message} Nothing was written.`);
    throw error;
  }
}

function memoryOf(flag: string | undefined): number | null {
  if (flag === undefined) return null;
  const match = /^(\d{1,6})\s?(MB|GB)?$/i.exec(flag.trim());
  const megabytes = match ? Number(match[1]) * (/^gb$/i.test(match[2] ?? '') ? 1024 : 1) : 0;
  if (megabytes < 64)
    throw new ParleyError('badInput', '--memory is a number of megabytes, at least 64: --memory=2048.');
  return megabytes;
}

/** Columns parted by commas, or by giving the flag more than once; a comma within a name is written "\,". */
const listed = (flags: readonly string[] = []): string[] =>
  flags
    .flatMap((flag) => flag.split(/(?<!\\),/))
    .map((name) => name.replaceAll('\\,', ',').trim())
    .filter((name) => name !== '');

/**
 * The question that the flags ask.
 *
 * @throws ParleyError naming the flag that is missing or cannot be.
 */
export function askedOf(flags: CubeFlags): Asked {
  if (flags.label === undefined || flags.label === '')
    throw new ParleyError('badInput', 'Say which column holds what really happened: --label=COLUMN.');
  const threshold = flags.threshold === undefined ? 0.5 : Number(flags.threshold);
  if (!Number.isFinite(threshold) || flags.threshold === '')
    throw new ParleyError('badInput', '--threshold is a number: --threshold=0.5.');
  if (flags.unreadable !== undefined && flags.unreadable !== 'missing')
    throw new ParleyError('badInput', '--unreadable is missing.');
  const named = (text: string) => {
    const parts = /^([^=]+)=(.+)$/.exec(text);
    return parts ? { name: parts[1]!.trim(), column: parts[2]!.trim() } : { name: text, column: text };
  };
  const candidates: AskedCandidate[] = listed(flags.candidates).map((text) => {
    const { name, column } = named(text);
    return { name: plainName(name, column), decision: column, score: null, threshold };
  });
  for (const text of listed(flags.scores)) {
    const { name, column } = named(text);
    const own = plainName(name, column);
    const known = candidates.find((candidate) => candidate.name === own && candidate.score === null);
    if (known) known.score = column;
    else candidates.push({ name: own, decision: null, score: column, threshold });
  }
  if (candidates.length === 0)
    throw new ParleyError('badInput', 'Say which columns hold what the candidates said: --candidates=… or --scores=….');
  const names = candidates.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    throw new ParleyError('badInput', `Two candidates are named “${twice}”. Name them: --candidates=NAME=COLUMN.`);
  return {
    label: flags.label,
    candidates,
    groups: listed(flags.groups),
    weight: flags.weight ?? null,
    ...(flags.unit === undefined ? {} : { unit: flags.unit }),
    positive: flags.positive ?? null,
    scores: candidates.some(({ score }) => score !== null),
    unreadableAsMissing: flags.unreadable === 'missing',
  };
}

/**
 * How questions are printed, or were; null where Parley asks them itself.
 *
 * @throws ParleyError naming the flag that is missing or cannot be.
 */
function printedOf({ sql, table, results, distinct, range }: CubeFlags): Printed | null {
  if (sql === undefined) {
    if (results === true || distinct === true || range !== undefined)
      throw new ParleyError(
        'badInput',
        '--results, --distinct and --range are of printed questions: say for which database, --sql=DIALECT.',
      );
    return null;
  }
  const dialect = dialectNames.find((name) => name === sql.toLowerCase());
  if (dialect === undefined) {
    const near = nearestName(sql, dialectNames);
    const hint = near === null ? '' : ` Did you mean ${near}?`;
    throw new ParleyError('badInput', `--sql=${sql} is no dialect.${hint} There are ${listText(dialectNames)}.`);
  }
  if (table === undefined)
    throw new ParleyError('badInput', 'Say which table the questions are about: --table=SCHEMA.TABLE.');
  const [from, to] =
    range === undefined ? [0, 1] : range.split(',').map((text) => (text.trim() === '' ? NaN : Number(text)));
  if (!Number.isFinite(from) || !Number.isFinite(to) || !(from! < to!))
    throw new ParleyError('badInput', '--range is the least and the largest score: --range=0,1.');
  return { dialect, table: tableParts(table), exact: distinct === true, from: from!, to: to! };
}

/**
 * The parts of a table's name, parted by dots; a dot within one is written "\\.".
 *
 * @throws ParleyError where a part is empty.
 */
export function tableParts(name: string): string[] {
  const parts = name.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
  if (parts.every((part) => part.trim() !== '')) return parts;
  throw new ParleyError('badInput', `--table=${name} has an empty part. Write it as --table=SCHEMA.TABLE.`);
}

/** "score_forest" and "pred_forest" are of forest. A name that was given stays. */
const plainName = (name: string, column: string): string =>
  name === column ? name.replace(/^(score|scores|prob|proba|pred|prediction|decision|d|p)[_ .-](?=.)/i, '') : name;

function summary(cube: CubeFile, out: string): string {
  const { cells, scores, units, source, remarks } = cube;
  const lines = [
    `${out}: ${countText(source.rows, 'row')} in ${countText(cells.n.length, 'cell')}, ` +
      `${countText(cube.candidates.length, 'candidate')}, counted by ${source.engine}.`,
    `Positive is “${cube.positive ?? ''}”.`,
  ];
  if (scores.length > 0) {
    const exact = scores.filter((table) => table.exact).length;
    lines.push(
      exact === scores.length
        ? 'Every score was counted by itself.'
        : 'Scores were counted in 5,120 bins; measures that this blurs show their bounds.',
    );
  }
  if (cube.mailed !== undefined)
    lines.push(`Made to be mailed: no cell of fewer than ${cube.mailed.least} cases is in it.`);
  if (units !== undefined) lines.push(`Cases come in ${countText(units.units, 'unit')}, named by “${units.column}”.`);
  if (remarks.roundedWeights > 0)
    lines.push(`${countText(remarks.roundedWeights, 'weight')} had more than six decimals and were rounded to six.`);
  lines.push(`Digest ${cube.digest}.`);
  return lines.join('\n');
}
