// A log of a question with several answers as columns. Built from the columns of a wide table and what each was said to be.
import type { ClassProbability, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { requireKnownAnswers, sameAnswer, usedWords } from './answers.ts';
import type { LogRows } from './usableRows.ts';
import { LogProblem, requireCandidates, usableRows, wordsOf } from './usableRows.ts';

/** All columns have the same rows, those that can be measured. */
export interface MulticlassLog extends LogRows {
  /** Every answer that is a label or a prediction: numbers by size, then words by alphabet. */
  classes: string[];
  /** Places among the classes. */
  labels: Int32Array;
  candidates: { name: string; predicted: Int32Array; probabilities: ClassProbabilities | null }[];
}

/** The probabilities, or other numbers, that a candidate gives the answers. */
export interface ClassProbabilities {
  /** Row × classes; every row adds up to 1, unless they are scores. An answer that it gives no probability has 0, no score −∞. */
  values: Float64Array;
  /** Whether they are scores, of which the order alone means something. */
  scores: boolean;
  /** Answers that occur in the labels and have no column, so that nothing can be said of them. */
  without: string[];
  /** Rows whose numbers did not add up to 1 and were divided by their sum. */
  uneven: UnevenSums;
}

/** Rows whose numbers do not add up to 1, nor to 100 where most do; the least and the largest sum as a share of that. */
interface UnevenSums {
  rows: number;
  least: number;
  most: number;
}

/** Sums this far from 1 are more than rounding; and this far, more than what a computer adds. */
const ROUNDING = 0.01;
const EXACT = 1e-9;

/** More answers than this cannot be told apart on a screen, nor measured one by one. */
export const MOST_CLASSES = 50;

/** @throws LogProblem. O(rows × columns used). */
export function multiclassLog(columns: LogColumns, roles: LogRoles): MulticlassLog {
  const label = wordsOf(columns, roles.label, 'label');
  requireCandidates(roles.candidates);
  const said = roles.candidates.map(({ name, prediction, classProbabilities = [], unnormalised }) => {
    if (prediction === null || !columns[prediction])
      throw new LogProblem(`Say which column holds the answers of ${name}; a score alone names none of several.`);
    const words = wordsOf(columns, prediction, 'prediction');
    const scores = unnormalised === 'scores';
    const given = givenBy(columns, name, classProbabilities);
    if (!scores) requireProbabilities(given);
    return { name, header: columns[prediction].header, words, given, scores };
  });
  const log = usableRows(columns, roles, {
    label: (at) => label.codes[at]! >= 0,
    candidates: said.map(
      ({ words, given, scores }) =>
        (at) =>
          words.codes[at]! >= 0 && (scores ? saysScores(given, at) : saysProbabilities(given, at)),
    ),
  });
  const labels = usedWords(label, log.at);
  for (const { name, header, words } of said)
    requireKnownAnswers(labels, { name, header, words: usedWords(words, log.at) });
  const answers = new Set<string>();
  for (const { codes, names } of [label, ...said.map(({ words }) => words)]) {
    // "1.0" and "1" are the same answer, and so are "Yes" and "yes".
    for (const code of new Set(log.at.map((at) => codes[at]!))) {
      addAnswer(answers, names[code]!);
    }
  }
  // What has a probability is an answer too, even where it is never given.
  for (const { given } of said) for (const { answer } of given) addAnswer(answers, answer);
  const classes = [...answers].sort(byNumberOrWord);
  const coded = ({ codes, names }: { codes: Int32Array; names: readonly string[] }) => {
    const place = names.map((name) => classes.findIndex((known) => sameAnswer(known, name)));
    return log.at.map((at) => place[codes[at]!]!);
  };
  return {
    ...log,
    classes,
    labels: coded(label),
    candidates: said.map(({ name, words, given, scores }) => ({
      name,
      predicted: coded(words),
      probabilities: given.length === 0 ? null : probabilitiesOf(given, log.at, { classes, labels, scores }),
    })),
  };
}

/** @throws LogProblem where there are too many. */
function addAnswer(answers: Set<string>, name: string): void {
  if (![...answers].some((known) => sameAnswer(known, name))) answers.add(name);
  if (answers.size > MOST_CLASSES)
    throw new LogProblem(`The answers have more than ${MOST_CLASSES} different values; up to so many are measured.`);
}

interface Given {
  header: string;
  answer: string;
  numbers: Float64Array;
}

/** @throws LogProblem where a column is not there. */
function givenBy(columns: LogColumns, name: string, said: readonly ClassProbability[]): Given[] {
  return said.map(({ place, answer }) => {
    const column = columns[place];
    if (!column) throw new LogProblem(`Say which columns hold the probabilities of ${name}.`);
    return { header: column.header, answer, numbers: column.numbers };
  });
}

/** @throws LogProblem where what should be probabilities is none. O(rows × answers). */
function requireProbabilities(given: readonly Given[]): void {
  for (const { header, numbers } of given) {
    const wrong = numbers.find(isNoProbability);
    if (wrong === undefined) continue;
    throw new LogProblem(
      `“${header}” holds ${wrong}, which is no probability. Say that it is something else, or leave it out.`,
    );
  }
}

/** Neither a share of 1 nor one of 100. */
const isNoProbability = (number: number) => number < 0 || number > 100;

/**
 * Whether what a candidate gives the answers adds up, as probabilities do, looked at before anything is measured.
 * @returns the rows that do not add up, of all that have a number for every answer; the least and the largest sum of all of these; and
 *          the first number that can be no probability.
 * O(rows × answers).
 */
export function addingUp(
  columns: LogColumns,
  { name, classProbabilities = [] }: LogRoles['candidates'][number],
): UnevenSums & { of: number; outside: number | null } {
  const given = givenBy(columns, name, classProbabilities);
  const at = Int32Array.from((given[0]?.numbers ?? []).keys()).filter((row) => saysScores(given, row));
  const outside = given.map(({ numbers }) => numbers.find(isNoProbability)).find((number) => number !== undefined);
  // Rows of zeros alone are no probabilities; the log leaves them out.
  const sums = sumsOf(given, at).filter((sum) => sum !== 0);
  const whole = wholeOf(sums);
  // One by one, since Math.min takes no million arguments.
  const least = sums.reduce((so, sum) => Math.min(so, sum / whole), sums.length === 0 ? 1 : Infinity);
  const most = sums.reduce((so, sum) => Math.max(so, sum / whole), sums.length === 0 ? 1 : -Infinity);
  return { rows: unevenOf(sums, whole).rows, least, most, of: sums.length, outside: outside ?? null };
}

const saysScores = (given: readonly Given[], at: number): boolean =>
  given.every(({ numbers }) => Number.isFinite(numbers[at]!));

const sumsOf = (given: readonly Given[], at: Int32Array): Float64Array =>
  Float64Array.from(at, (row) => given.reduce((sum, { numbers }) => sum + numbers[row]!, 0));

/** Shares of a hundred are told by adding up to 100 in most rows. O(rows log rows). */
const wholeOf = (sums: Float64Array): 1 | 100 => ((sums.toSorted()[sums.length >> 1] ?? 0) > 50 ? 100 : 1);

function unevenOf(sums: Float64Array, whole: number): UnevenSums {
  const uneven = { rows: 0, least: 1, most: 1 };
  for (const sum of sums) {
    if (Math.abs(sum / whole - 1) <= ROUNDING) continue;
    uneven.rows++;
    uneven.least = Math.min(uneven.least, sum / whole);
    uneven.most = Math.max(uneven.most, sum / whole);
  }
  return uneven;
}

/** Whether a row has a probability for every answer, not all of them 0. */
function saysProbabilities(given: readonly Given[], at: number): boolean {
  if (given.length === 0) return true;
  let sum = 0;
  for (const { numbers } of given) sum += numbers[at]!;
  return sum > 0;
}

/** O(rows × answers). */
function probabilitiesOf(
  given: readonly Given[],
  at: Int32Array,
  { classes, labels, scores }: { classes: readonly string[]; labels: readonly string[]; scores: boolean },
): ClassProbabilities {
  const sums = sumsOf(given, at);
  const whole = wholeOf(sums);
  const divisors = sums.map((sum) => (scores ? 1 : Math.abs(sum / whole - 1) <= EXACT ? whole : sum));
  const uneven = scores ? { rows: 0, least: 1, most: 1 } : unevenOf(sums, whole);
  const values = new Float64Array(at.length * classes.length).fill(scores ? -Infinity : 0);
  for (const { answer, numbers } of given) {
    const c = classes.findIndex((known) => sameAnswer(known, answer));
    at.forEach((row, i) => {
      const place = i * classes.length + c;
      values[place] = (scores ? 0 : values[place]!) + numbers[row]! / divisors[i]!;
    });
  }
  const without = labels.filter((label) => !given.some(({ answer }) => sameAnswer(answer, label)));
  return { values, scores, without, uneven };
}

function byNumberOrWord(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y)) return x - y;
  if (Number.isFinite(x) !== Number.isFinite(y)) return Number.isFinite(x) ? -1 : 1;
  return a < b ? -1 : 1;
}
