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

/** The probabilities that a candidate gives the answers. */
export interface ClassProbabilities {
  /** Row × classes; every row adds up to 1. An answer that it gives no probability has 0. */
  values: Float64Array;
  /** Answers that occur in the labels and have no column, so that nothing can be said of them. */
  without: string[];
  /** Rows whose numbers did not add up to 1 and were divided by their sum; the least and the largest sum. */
  uneven: { rows: number; least: number; most: number };
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
  const said = roles.candidates.map(({ name, prediction, classProbabilities = [] }) => {
    if (prediction === null || !columns[prediction])
      throw new LogProblem(`Say which column holds the answers of ${name}; a score alone names none of several.`);
    const words = wordsOf(columns, prediction, 'prediction');
    return { name, header: columns[prediction].header, words, given: givenBy(columns, name, classProbabilities) };
  });
  const log = usableRows(columns, roles, {
    label: (at) => label.codes[at]! >= 0,
    candidates: said.map(
      ({ words, given }) =>
        (at) =>
          words.codes[at]! >= 0 && saysProbabilities(given, at),
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
    candidates: said.map(({ name, words, given }) => ({
      name,
      predicted: coded(words),
      probabilities: given.length === 0 ? null : probabilitiesOf(given, log.at, classes, labels),
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
  answer: string;
  numbers: Float64Array;
}

/** @throws LogProblem where what should be probabilities is none. O(rows × answers). */
function givenBy(columns: LogColumns, name: string, said: readonly ClassProbability[]): Given[] {
  return said.map(({ place, answer }) => {
    const column = columns[place];
    if (!column) throw new LogProblem(`Say which columns hold the probabilities of ${name}.`);
    const { header, numbers } = column;
    const wrong = numbers.find((number) => number < 0 || number > 100);
    if (wrong !== undefined)
      throw new LogProblem(
        `“${header}” holds ${wrong}, which is no probability. Say that it is something else, or leave it out.`,
      );
    return { answer, numbers };
  });
}

/** Whether a row has a probability for every answer, not all of them 0. */
function saysProbabilities(given: readonly Given[], at: number): boolean {
  if (given.length === 0) return true;
  let sum = 0;
  for (const { numbers } of given) sum += numbers[at]!;
  return sum > 0;
}

/** Shares of a hundred are told by adding up to 100 in most rows. O(rows × answers). */
function probabilitiesOf(
  given: readonly Given[],
  at: Int32Array,
  classes: readonly string[],
  labels: readonly string[],
): ClassProbabilities {
  const sums = Float64Array.from(at, (row) => given.reduce((sum, { numbers }) => sum + numbers[row]!, 0));
  const middle = sums.toSorted()[sums.length >> 1]!;
  const whole = middle > 50 ? 100 : 1;
  const divisors = sums.map((sum) => (Math.abs(sum / whole - 1) <= EXACT ? whole : sum));
  const uneven = { rows: 0, least: 1, most: 1 };
  for (const sum of sums) {
    if (Math.abs(sum / whole - 1) <= ROUNDING) continue;
    uneven.rows++;
    uneven.least = Math.min(uneven.least, sum / whole);
    uneven.most = Math.max(uneven.most, sum / whole);
  }
  const values = new Float64Array(at.length * classes.length);
  for (const { answer, numbers } of given) {
    const c = classes.findIndex((known) => sameAnswer(known, answer));
    at.forEach((row, i) => (values[i * classes.length + c]! += numbers[row]! / divisors[i]!));
  }
  const without = labels.filter((label) => !given.some(({ answer }) => sameAnswer(answer, label)));
  return { values, without, uneven };
}

function byNumberOrWord(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isFinite(x) && Number.isFinite(y)) return x - y;
  if (Number.isFinite(x) !== Number.isFinite(y)) return Number.isFinite(x) ? -1 : 1;
  return a < b ? -1 : 1;
}
