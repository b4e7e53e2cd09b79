// What a tree may ask of a row: the log's feature columns, as numbers, or as one question per word.
import type { LogColumns } from '../../domain/predictionLog.ts';

/** More different words than this are no feature: a tree would find a word for every row. */
const MOST_QUESTIONS_OF_WORDS = 20;

/** A feature column of a log. Rows are those of the log that is explained. */
export interface Feature {
  name: string;
  /** Blank: NaN. null: the column holds words. */
  numbers: Float64Array | null;
  /** In alphabetical order, '' first where cells are blank; null: the column holds numbers. */
  words: { codes: Int32Array; names: readonly string[] } | null;
}

/** A column that trees ask "at most …?" of. Of words it is 1 where the row has the word, else 0. */
export interface Question {
  /** Place of its feature. */
  feature: number;
  /** '' is "blank"; null: a number. */
  word: string | null;
  values: Float64Array;
  /** Of numbers: whether only 0 and 1 occur, and whether some cells are blank. */
  flag: boolean;
  blanks: boolean;
}

export interface Features {
  features: Feature[];
  /** Columns that cannot be asked, with the reason. */
  left: { name: string; reason: string }[];
}

/**
 * The columns at `places` on the rows `at` of the table. A column is numbers where every cell that is not blank is one, or where its
 * words were not told apart, else words. Constant columns stay: no tree asks
 * them. O(rows × places).
 */
export function featuresOf(columns: LogColumns, places: readonly number[], at: Int32Array): Features {
  const features: Feature[] = [];
  const left: Features['left'] = [];
  for (const place of places) {
    const column = columns[place];
    if (!column) continue;
    const name = column.header;
    const numbers = Float64Array.from(at, (row) => finiteOrNaN(column.numbers[row]!));
    let numeric = 0;
    for (const value of numbers) if (!Number.isNaN(value)) numeric++;
    if (!column.words) {
      if (numeric > 0) features.push({ name, numbers, words: null });
      else left.push({ name, reason: 'it has too many different words.' });
      continue;
    }
    const { codes, names } = column.words;
    let filled = 0;
    for (const row of at) if (codes[row]! >= 0) filled++;
    if (filled === numeric) {
      if (filled > 0) features.push({ name, numbers, words: null });
      else left.push({ name, reason: 'it is blank.' });
      continue;
    }
    const words = sortedWords(codes, names, at);
    if (words.names.length <= MOST_QUESTIONS_OF_WORDS) features.push({ name, numbers: null, words });
    else
      left.push({
        name,
        reason: `it has ${words.names.length} different words, more than ${MOST_QUESTIONS_OF_WORDS}.`,
      });
  }
  return { features, left };
}

const finiteOrNaN = (value: number) => (Number.isFinite(value) ? value : NaN);

function sortedWords(codes: Int32Array, names: readonly string[], at: Int32Array) {
  const wordOf = (row: number) => (codes[row]! < 0 ? '' : names[codes[row]!]!);
  const used = [...new Set(Array.from(at, wordOf))].sort();
  const placeOf = new Map(used.map((word, place) => [word, place]));
  return { codes: Int32Array.from(at, (row) => placeOf.get(wordOf(row))!), names: used };
}

/**
 * The questions in order of their features. A column of words gives "is it …?" once per word in alphabetical order, which reads
 * naturally and puts no order among words; of two words only the later, since the other is the same question. O(rows × questions).
 */
export function treeQuestions(features: readonly Feature[]): Question[] {
  return features.flatMap(({ numbers, words }, feature): Question[] => {
    if (numbers) {
      const flag = numbers.every((value) => value === 0 || value === 1 || Number.isNaN(value));
      return [{ feature, word: null, values: numbers, flag, blanks: numbers.some(Number.isNaN) }];
    }
    const { codes, names } = words!;
    const asked = names.length <= 2 ? names.slice(1) : names;
    return asked.map((word) => {
      const code = names.indexOf(word);
      const values = Float64Array.from(codes, (other) => (other === code ? 1 : 0));
      return { feature, word, values, flag: true, blanks: false };
    });
  });
}

/** The same questions on some of the rows. O(rows × questions). */
export function onRows(questions: readonly Question[], rows: Int32Array): Question[] {
  return questions.map((question) => ({
    ...question,
    values: Float64Array.from(rows, (row) => question.values[row]!),
  }));
}
