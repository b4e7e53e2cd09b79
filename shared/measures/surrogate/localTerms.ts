// Features as they look from one row of the log: how far the others are, in a unit that is the same for all.
import type { Feature } from './features.ts';

/** A feature as the fit sees it from the row: a number, or whether a word is the row's. */
export interface LocalTerm {
  /** Place of the feature. */
  feature: number;
  /** The row's own value; NaN where blank, or where the feature holds words. */
  value: number;
  /** The row's own word, '' where blank; null: the feature holds numbers. */
  word: string | null;
  /** One standard deviation of the feature; 1 for words. */
  unit: number;
}

export interface StandardisedTerm {
  term: LocalTerm;
  /** Per row, standardised. */
  values: Float64Array;
}

/** null where the feature is the same in every row that counts. */
export function viewFrom(
  { numbers, words }: Feature,
  feature: number,
  row: number,
  weights: Float64Array | null,
): StandardisedTerm | null {
  if (words) {
    const own = words.codes[row]!;
    const values = Float64Array.from(words.codes, (code) => (code === own ? 1 : 0));
    if (values.every((value) => value === 1)) return null;
    return { term: { feature, value: NaN, word: words.names[own]!, unit: 1 }, values };
  }
  let total = 0;
  let mean = 0;
  let squares = 0;
  numbers!.forEach((value, r) => {
    const w = weights === null ? 1 : weights[r]!;
    if (Number.isNaN(value) || w === 0) return;
    total += w;
    const step = value - mean;
    mean += (step * w) / total;
    squares += w * step * (value - mean);
  });
  const unit = Math.sqrt(squares / total);
  if (!(unit > 1e-12 * Math.abs(mean))) return null;
  return {
    term: { feature, value: numbers![row]!, word: null, unit },
    values: numbers!.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / unit)),
  };
}
