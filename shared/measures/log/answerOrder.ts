// Ordered answers that are written as words: in which order some well-known ones stand, and how words become places on a scale.
import type { LogColumn, LogColumns, LogRoles } from '../../domain/predictionLog.ts';
import { answerKey } from './answers.ts';
import { LogProblem } from './usableRows.ts';

/** More words than this cannot be put in order by hand without mistakes; fewer than three have no order to speak of. */
export const MOST_ORDERED = 12;
export const FEWEST_ORDERED = 3;

/** Scales that everybody reads alike, from the lowest to the highest; words for the same step are joined by "|". */
const knownScales = [
  'lowest,very low,low,medium low|low medium,medium|moderate|middle|mid|average|normal,medium high|high medium,high,very high,highest',
  'terrible|awful,very poor|very bad,poor|bad,fair|mediocre|average|ok|okay,satisfactory,good,very good,great,excellent|outstanding',
  'strongly disagree,disagree,somewhat disagree,neutral|undecided|neither agree nor disagree,somewhat agree,agree,strongly agree',
  'very dissatisfied,dissatisfied,neutral,satisfied,very satisfied',
  'very unlikely,unlikely,neutral|possible,likely,very likely',
  'very negative,negative,neutral,positive,very positive',
  'never,rarely|seldom,sometimes|occasionally,often|frequently,usually,always',
  'none|no|absent|healthy|normal,minimal|trace|doubtful,mild|slight,moderate,moderately severe,severe,very severe|proliferative|extreme|critical',
  'negligible|trivial,minor|low,moderate|medium,major|high,severe,critical|catastrophic|blocker',
  'xxs,xs|extra small,s|small,m|medium,l|large,xl|extra large,xxl,xxxl',
  'tiny,small,medium,large,huge',
  'novice|beginner,elementary,intermediate,advanced,expert',
  'first,second,third,fourth,fifth,sixth,seventh,eighth,ninth,tenth',
  'one,two,three,four,five,six,seven,eight,nine,ten',
].map((scale) => new Map(scale.split(',').flatMap((step, place) => step.split('|').map((word) => [word, place]))));

const plain = (word: string) => answerKey(word).replace(/[\s_-]+/g, ' ');

/**
 * The words from the lowest to the highest where all of them are different steps of one well-known scale; null where they are not: an
 * order is then asked for, and never guessed. O(scales × words).
 */
export function knownOrder(words: readonly string[]): string[] | null {
  if (words.length < FEWEST_ORDERED || words.length > MOST_ORDERED) return null;
  for (const scale of knownScales) {
    const steps = words.map((word) => scale.get(plain(word)));
    if (steps.includes(undefined) || new Set(steps).size < words.length) continue;
    return words.toSorted((a, b) => scale.get(plain(a))! - scale.get(plain(b))!);
  }
  return null;
}

/** Whether words are as many as can be put in order. */
export const canBeOrdered = (words: readonly string[]): boolean =>
  words.length >= FEWEST_ORDERED && words.length <= MOST_ORDERED;

/** The same words, whatever their order; upper and lower case say nothing. O(words). */
export function isOrderOf(order: readonly string[], words: readonly string[]): boolean {
  const keys = new Set(order.map(answerKey));
  return (
    keys.size === order.length && order.length === words.length && words.every((word) => keys.has(answerKey(word)))
  );
}

/**
 * The different words of several columns, however each of them writes them: the first spelling stays. O(words).
 */
export function wordsOfAll(columns: readonly (readonly string[])[]): string[] {
  const found = new Map<string, string>();
  for (const word of columns.flat()) if (!found.has(answerKey(word))) found.set(answerKey(word), word);
  return [...found.values()];
}

/**
 * The columns with labels and predictions as places in the order: 1 for the lowest, NaN where a cell is blank. Ordered answers in words
 * are then measured as numbers are.
 * @throws LogProblem where a word is not in the order. O(rows × candidates).
 */
export function inOrder(columns: LogColumns, { label, candidates }: LogRoles, order: readonly string[]): LogColumns {
  const placeOf = new Map(order.map((word, place) => [answerKey(word), place + 1]));
  const numbered = [...columns];
  for (const place of new Set([label, ...candidates.map(({ prediction }) => prediction)])) {
    const column = place === null ? undefined : columns[place];
    if (place !== null && column?.words) numbered[place] = asPlaces(column, placeOf, order);
  }
  return numbered;
}

function asPlaces(
  { header, words }: LogColumn,
  placeOf: ReadonlyMap<string, number>,
  order: readonly string[],
): LogColumn {
  const { codes, names } = words!;
  const places = names.map((name) => placeOf.get(answerKey(name)));
  const used = new Set(codes);
  const unknown = names.find((_, code) => places[code] === undefined && used.has(code));
  if (unknown !== undefined)
    throw new LogProblem(
      `“${header}” holds “${unknown.slice(0, 40)}”, which is none of the ordered answers: ${order.join(', ')}. ` +
        'Write labels and answers alike, or put it in its place.',
    );
  return { header, words: null, numbers: Float64Array.from(codes, (code) => (code < 0 ? NaN : places[code]!)) };
}
