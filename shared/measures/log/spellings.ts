// Words that differ in upper and lower case alone are one word: which spelling stays, and what was merged.
import type { LogColumn } from '../../domain/predictionLog.ts';

type Words = NonNullable<LogColumn['words']>;

/** Spellings that were taken for one word. */
export interface MergedSpelling {
  kept: string;
  others: string[];
}

/**
 * Takes words that differ in upper and lower case alone for one: the spelling of most rows, of equally many the first.
 * @param counts  how many rows each code stands for; null: one.
 * @returns the words as they came where there are none of the kind. O(rows + words).
 */
export function mergeSpellings(
  words: Words,
  counts: Float64Array | null = null,
): { words: Words; merged: MergedSpelling[] } {
  const spellings = Map.groupBy(words.names.keys(), (code) => words.names[code]!.toLowerCase());
  if (spellings.size === words.names.length) return { words, merged: [] };
  const rows = new Float64Array(words.names.length);
  words.codes.forEach((code, at) => {
    if (code >= 0) rows[code]! += counts === null ? 1 : counts[at]!;
  });
  const names: string[] = [];
  const merged: MergedSpelling[] = [];
  const newCode = new Int32Array(words.names.length);
  for (const codes of spellings.values()) {
    const best = codes.reduce((most, code) => (rows[code]! > rows[most]! ? code : most));
    const kept = words.names[best]!;
    for (const code of codes) newCode[code] = names.length;
    names.push(kept);
    const others = codes.filter((code) => code !== best).map((code) => words.names[code]!);
    if (others.length > 0) merged.push({ kept, others });
  }
  return { words: { names, codes: words.codes.map((code) => (code < 0 ? -1 : newCode[code]!)) }, merged };
}
