// Which words mean the same answer: how a log's labels and decisions are told apart, however each column writes them.
import type { LogColumn } from '../../domain/predictionLog.ts';
import { LogProblem } from './usableRows.ts';

type Words = NonNullable<LogColumn['words']>;

const yesWords = new Set(['1', 'yes', 'true', 'y', 't', 'positive', 'pos']);
const noWords = new Set(['0', '-1', 'no', 'false', 'n', 'f', 'negative', 'neg']);

/** What two words of the same answer have in common: "1.0" is "1", and case and blanks around a word say nothing. */
export function answerKey(word: string): string {
  const trimmed = word.trim();
  const number = trimmed === '' ? NaN : Number(trimmed);
  return Number.isFinite(number) ? String(number) : trimmed.toLowerCase();
}

export const sameAnswer = (a: string, b: string) => a === b || answerKey(a) === answerKey(b);

/** What a word of yes or no means by itself; null: it is no such word. */
export function plainAnswer(word: string): 'yes' | 'no' | null {
  const key = answerKey(word);
  if (yesWords.has(key)) return 'yes';
  return noWords.has(key) ? 'no' : null;
}

/** Words for an answer that nobody has. */
const notKnown = new Set([
  'unknown',
  'not known',
  'unclear',
  'undetermined',
  'unsure',
  'not sure',
  'undecided',
  'pending',
  'not available',
  'not applicable',
  'missing',
  'tbd',
  '?',
]);
const saysNotKnown = (word: string) => notKnown.has(answerKey(word).replace(/[ _-]+/g, ' '));

/**
 * The words of a label of two answers that are neither of them: those for an answer that is not known, and beside words for yes and
 * for no all others. Where the label would be left with fewer than two words there is none. O(words).
 */
export function wordsOfNeither(words: readonly string[]): string[] {
  const meanings = new Set(words.map(plainAnswer));
  const inPlainWords = meanings.has('yes') && meanings.has('no');
  const neither = words.filter((word) => (inPlainWords ? plainAnswer(word) === null : saysNotKnown(word)));
  return words.length - neither.length < 2 ? [] : neither;
}

/** Whether words are those for yes and for no, perhaps with some for an answer that is not known. O(words). */
export function answerYesOrNo(words: readonly string[]): boolean {
  const meanings = new Set(words.map(plainAnswer));
  return (
    meanings.has('yes') && meanings.has('no') && words.every((word) => plainAnswer(word) !== null || saysNotKnown(word))
  );
}

/** The words of these rows, in order of their codes. O(rows + words). */
export function usedWords({ codes, names }: Words, at: Int32Array): string[] {
  const used = new Uint8Array(names.length);
  for (const row of at) if (codes[row]! >= 0) used[codes[row]!] = 1;
  return names.filter((_, code) => used[code] === 1);
}

/**
 * Which words of a candidate's decisions mean the positive label: the word itself, or the word for yes where the labels are words
 * for yes and no. Where every label is the same, one more word may be the answer that was never right.
 * @param positive  as the label is written.
 * @returns         per word that is used, whether it is the positive answer.
 * @throws LogProblem with both lists where a word cannot be told to be either label. O(words).
 */
export function positiveWords(
  labels: readonly string[],
  positive: string,
  decided: { name: string; header: string; words: readonly string[] },
): Map<string, boolean> {
  const other = labels.find((label) => !sameAnswer(label, positive)) ?? null;
  const meant = plainAnswer(positive);
  const otherMeant = other === null ? null : plainAnswer(other);
  const inPlainWords = meant !== null && (other === null || (otherMeant !== null && otherMeant !== meant));
  const found = new Map<string, boolean>();
  const unknown: string[] = [];
  for (const word of decided.words) {
    const plain = inPlainWords ? plainAnswer(word) : null;
    if (sameAnswer(word, positive)) found.set(word, true);
    else if (other !== null && sameAnswer(word, other)) found.set(word, false);
    else if (plain !== null) found.set(word, plain === meant);
    else unknown.push(word);
  }
  if (other === null && new Set(unknown.map(answerKey)).size <= 1) {
    for (const word of unknown) found.set(word, false);
  } else if (unknown.length > 0) {
    throw new LogProblem(
      `The decisions of ${decided.name}, “${decided.header}”, are written ${listed(decided.words)}; the labels are ` +
        `written ${listed(labels)}. Which of them mean the same cannot be told. Write both alike, or choose another column.`,
    );
  }
  return found;
}

/**
 * @throws LogProblem with both lists where no answer of a candidate is one of the labels. O(labels × words).
 */
export function requireKnownAnswers(
  labels: readonly string[],
  decided: { name: string; header: string; words: readonly string[] },
): void {
  const keys = new Set(labels.map(answerKey));
  if (decided.words.some((word) => keys.has(answerKey(word)))) return;
  throw new LogProblem(
    `No answer of ${decided.name} is one of the labels: “${decided.header}” has ${listed(decided.words)}, and the labels ` +
      `are ${listed(labels)}. Write both alike, or choose another column.`,
  );
}

/** "“a”, “b” and 4 more". */
function listed(words: readonly string[]): string {
  const shown = words.slice(0, 8).map((word) => `“${word.slice(0, 40)}”`);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}
