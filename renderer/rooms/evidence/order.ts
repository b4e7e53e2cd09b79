// Which rows are shown and in which order, as arrays of catalogue indices. Pure, and fast enough for a hundred thousand rows.

export interface Sort {
  /** The column's key. */
  key: string;
  descending: boolean;
}

/** 0 … n − 1. */
export function everyRow(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) rows[i] = i;
  return rows;
}

/** The rows that pass every test, in the order given. */
export function keepRows(rows: Uint32Array, tests: readonly ((row: number) => boolean)[]): Uint32Array {
  if (tests.length === 0) return rows;
  return rows.filter((row) => tests.every((test) => test(row)));
}

/**
 * Sort keys for words: equal words (case aside) share a key, larger comes later, '' is missing (NaN).
 * Digits inside words count as numbers ("B2" before "B10"). O(distinct · log distinct) comparisons.
 */
export function textKeys(values: readonly string[]): Float64Array {
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const distinct = [...new Set(values)].filter((value) => value !== '').sort(collator.compare);
  const keyOf = new Map<string, number>();
  let key = 0;
  distinct.forEach((value, index) => {
    if (index > 0 && collator.compare(distinct[index - 1]!, value) !== 0) key += 1;
    keyOf.set(value, key);
  });
  return Float64Array.from(values, (value) => keyOf.get(value) ?? NaN);
}

/**
 * Rows by key. Missing (NaN) comes last whichever way, and equal keys keep the order they came in.
 *
 * @param rows  catalogue indices; not changed.
 * @param keys  per catalogue index.
 */
export function sortRows(rows: Uint32Array, keys: ArrayLike<number>, descending: boolean): Uint32Array {
  const isMeasured = (row: number) => !Number.isNaN(keys[row]);
  const measured = rows.filter(isMeasured);
  const sign = descending ? -1 : 1;
  measured.sort((a, b) => sign * (keys[a]! - keys[b]!));
  if (measured.length === rows.length) return measured;
  const result = new Uint32Array(rows.length);
  result.set(measured);
  result.set(
    rows.filter((row) => !isMeasured(row)),
    measured.length,
  );
  return result;
}
