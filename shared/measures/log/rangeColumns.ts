// Columns that hold the two ends of a range: told by pairs of names, "lower_forest" and "upper_forest", "q05" and "q95".
import type { ColumnFacts } from '../../domain/tableColumn.ts';

/** The columns of one candidate's ranges. */
export interface RangeColumns {
  /** As the headers write it; '' where they name none. */
  name: string;
  low: number;
  high: number;
}

const lowWords = new Set(['lower', 'lwr', 'lb']);
const highWords = new Set(['upper', 'upr', 'ub']);
/** These name an end only beside a word that says it is one of a range: low and high may be prices or temperatures. */
const doubtfulLow = new Set(['low', 'lo']);
const doubtfulHigh = new Set(['high', 'hi']);
const rangeWords = new Set([
  'interval',
  'range',
  'pi',
  'bound',
  'quantile',
  'pred',
  'prediction',
  'predicted',
  'forecast',
  'yhat',
]);
/** What says nothing of whose range it is. */
const fillers = new Set([...rangeWords, 'y', 'hat', 'q', 'p', 'pct', 'percentile', 'conf', 'ci', 'limit', 'level']);

interface End {
  end: 'low' | 'high';
  name: string;
  /** What is left of the name that both ends must have in common. */
  level: string;
  /** The quantile that the end is; null where the name does not say. */
  quantile: number | null;
}

/** Reads "lower_forest", "pred_upper_90", "forest q95", "q0.05"; null where it is no end. O(length). */
export function rangeEnd(header: string): End | null {
  const parts = header.match(/\d+\.\d+|\d+|\p{L}+/gu) ?? [];
  const words = parts.map((part) => part.toLowerCase());
  const has = (of: ReadonlySet<string>) => words.some((word) => of.has(word));
  const surely = has(rangeWords);
  const isLow = has(lowWords) || (surely && has(doubtfulLow));
  const isHigh = has(highWords) || (surely && has(doubtfulHigh));
  const numbers = words.filter((word) => /^\d/.test(word));
  const rest = (also: ReadonlySet<string>) =>
    parts.filter((_, k) => !/^\d/.test(words[k]!) && !fillers.has(words[k]!) && !also.has(words[k]!)).join('_');
  const ends = new Set([...lowWords, ...highWords, ...doubtfulLow, ...doubtfulHigh]);
  if (isLow !== isHigh) {
    return { end: isLow ? 'low' : 'high', name: rest(ends), level: numbers.join(' '), quantile: null };
  }
  const at = words.findIndex((word, k) => /^\d/.test(word) && ['q', 'p', 'quantile'].includes(words[k - 1] ?? ''));
  if (isLow || at < 0) return null;
  // "q05" is 5 %, "q0.05" as well.
  const number = Number(words[at]);
  const quantile = words[at]!.includes('.') ? number : number / 100;
  if (!(quantile > 0 && quantile < 1) || quantile === 0.5) return null;
  const middle = Math.abs(quantile - 0.5).toFixed(6);
  return { end: quantile < 0.5 ? 'low' : 'high', name: rest(new Set()), level: `q ${middle}`, quantile };
}

/**
 * Pairs of columns of numbers that name the two ends of the same range, the upper never below the lower as far as their smallest and
 * largest numbers tell. Of several ranges of one candidate the first. O(columns²).
 * @param taken  columns that are something else.
 */
export function rangeColumns(columns: readonly ColumnFacts[], taken: ReadonlySet<number>): RangeColumns[] {
  const ends = columns.flatMap((column, place) => {
    const end = taken.has(place) || column.numeric === 0 ? null : rangeEnd(column.header);
    return end === null ? [] : [{ ...end, place, column }];
  });
  const found = new Map<string, RangeColumns>();
  for (const low of ends) {
    if (low.end !== 'low' || found.has(low.name.toLowerCase())) continue;
    const high = ends.find(
      ({ end, name, level, column }) =>
        end === 'high' &&
        name.toLowerCase() === low.name.toLowerCase() &&
        level === low.level &&
        (column.min ?? 0) >= (low.column.min ?? 0) &&
        (column.max ?? 0) >= (low.column.max ?? 0),
    );
    if (high) found.set(low.name.toLowerCase(), { name: low.name, low: low.place, high: high.place });
  }
  return [...found.values()];
}

/** The share of cases that the names of two ends promise: 0.9 of q05 and q95, or of "lower_90"; null where they do not say. */
export function promisedLevel(low: string, high: string): number | null {
  const [from, to] = [rangeEnd(low), rangeEnd(high)];
  if (from === null || to === null) return null;
  if (from.quantile !== null && to.quantile !== null) return Number((to.quantile - from.quantile).toFixed(6));
  const number = Number(from.level);
  if (from.level === '' || from.level !== to.level || !Number.isFinite(number)) return null;
  const level = number > 1 ? number / 100 : number;
  return level >= 0.5 && level < 1 ? level : null;
}
