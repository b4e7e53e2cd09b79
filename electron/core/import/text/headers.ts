// Column names: cleaned, never empty, and different from each other even where only case or invisible characters differ.
import { words } from './problems.ts';

const longestHeader = 200;
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/g;

/** Two names with the same key look the same to a reader: compatibility forms, invisible characters and case do not count. */
export const nameKey = (name: string): string => words(name.normalize('NFKC').replace(invisible, '')).toLowerCase();

interface NamedColumns {
  headers: string[];
  /** 0-based columns whose name was already used further left, with that name. */
  repeated: { column: number; name: string }[];
  /** 0-based columns whose name is shortened, with the whole of it. */
  shortened: { column: number; whole: string }[];
}

/** Longer names lose their middle: what stands at the end is often the unit, or what tells two of them apart. */
const ENDING = 60;
function shorten(name: string): string {
  if (name.length <= longestHeader) return name;
  const beginning = name.slice(0, longestHeader - ENDING - 1).toWellFormed();
  return `${beginning}…${name.slice(-ENDING).toWellFormed()}`;
}

/** What is said of a name that is shortened. */
export const shortenedText = (whole: string): string =>
  `The name of this column has ${whole.length} characters and is shortened to ${longestHeader}: it loses its middle. The whole name is ` +
  'kept with the source of every value.';

/** One name per column; empty ones become "Column 3", repeated ones get " (2)", " (3)" … */
export function uniqueHeaders(cells: readonly string[]): NamedColumns {
  const shortened: NamedColumns['shortened'] = [];
  const wanted = cells.map((cell, column) => {
    const name = words(cell.replace(invisible, ''));
    if (name.length > longestHeader) shortened.push({ column, whole: name });
    const short = shorten(name);
    return short === '' ? `Column ${column + 1}` : short;
  });
  const taken = new Set(wanted.map(nameKey));
  const first = new Set<string>();
  const last = new Map<string, number>();
  const repeated: NamedColumns['repeated'] = [];
  const headers = wanted.map((name, column) => {
    const key = nameKey(name);
    if (!first.has(key)) {
      first.add(key);
      return name;
    }
    repeated.push({ column, name });
    return numbered(name, taken, last, longestHeader);
  });
  return { headers, repeated, shortened };
}

/**
 * `name` with the first number from 2 on that is not taken, and takes it. `last` remembers where counting stood per name, so
 * that a thousand equal names cost a thousand steps and not a million. `keyOf` says which names count as equal.
 */
export function numbered(
  name: string,
  taken: Set<string>,
  last: Map<string, number>,
  longest: number,
  keyOf: (name: string) => string = nameKey,
): string {
  const key = keyOf(name);
  for (let count = (last.get(key) ?? 1) + 1; ; count += 1) {
    const suffix = ` (${count})`;
    const candidate = `${name.slice(0, longest - suffix.length).toWellFormed()}${suffix}`;
    if (taken.has(keyOf(candidate))) continue;
    taken.add(keyOf(candidate));
    last.set(key, count);
    return candidate;
  }
}
