// The plain data that the public functions take, checked once at this door and handed to the kernels as typed arrays.

/**
 * Numbers of n candidates on m objectives: one array per candidate (`rows`), or one per objective (`columns`, the faster form). NaN
 * means missing; an infinity is refused.
 */
export type Table = { rows: readonly ArrayLike<number>[] } | { columns: readonly ArrayLike<number>[] };

/** Which way is better on an objective: larger ('max') or smaller ('min'). */
export type Direction = 'max' | 'min';

/**
 * Per objective one column of doubles.
 * @param m  how many objectives there are where there is no row to tell.
 * @internal
 */
export function columnsOf(table: Table, m = 0): Float64Array[] {
  const columns =
    'columns' in table
      ? table.columns.map((column) => (column instanceof Float64Array ? column : Float64Array.from(column)))
      : Array.from({ length: table.rows[0]?.length ?? m }, (_, j) =>
          Float64Array.from(table.rows, (row) => row[j] ?? NaN),
        );
  const n = columns[0]?.length ?? 0;
  if ('rows' in table && table.rows.some((row) => row.length !== columns.length)) {
    throw new RangeError('Every row needs a number for every objective; NaN stands for a missing one.');
  }
  columns.forEach((column, j) => {
    if (column.length !== n) throw new RangeError(`Column ${j} has ${column.length} numbers, and column 0 has ${n}.`);
    const i = column.findIndex((x) => x === Infinity || x === -Infinity);
    if (i !== -1)
      throw new RangeError(`Candidate ${i} has an infinite value on objective ${j}. Use NaN for a missing one.`);
  });
  return columns;
}

/** What the kernels of dominance read, and who has a number on every objective. @internal */
export function compared(table: Table, directions: readonly Direction[]) {
  const columns = columnsOf(table, directions.length);
  if (directions.length !== columns.length) {
    throw new RangeError(`There are ${columns.length} objectives and ${directions.length} directions.`);
  }
  const n = columns[0]?.length ?? 0;
  const complete = new Uint8Array(n).fill(1);
  for (const column of columns) for (let i = 0; i < n; i++) if (Number.isNaN(column[i]!)) complete[i] = 0;
  const signs = Int8Array.from(directions, (direction, j) => {
    if (direction !== 'max' && direction !== 'min') {
      throw new RangeError(`The direction of objective ${j} is 'max' or 'min', not ${String(direction)}.`);
    }
    return direction === 'max' ? 1 : -1;
  });
  return { n, m: columns.length, compared: columns, signs, complete };
}

/** Values that methods rank by: nobody incomplete is ranked. @param m  as in `columnsOf`. @internal */
export function valued(table: Table, m: number) {
  const values = columnsOf(table, m);
  const n = values[0]?.length ?? 0;
  const complete = new Uint8Array(n).fill(1);
  values.forEach((column, j) =>
    column.forEach((value, i) => {
      if (Number.isNaN(value)) complete[i] = 0;
      else if (value < 0 || value > 1) {
        throw new RangeError(
          `Candidate ${i} has the value ${value} on objective ${j}; values lie between 0 and 1. See toValues().`,
        );
      }
    }),
  );
  return { n, m: values.length, values, complete };
}

/** @throws RangeError where it is none of the words there are. @internal */
export function checkWord(what: string, word: string, known: readonly string[]): void {
  if (!known.includes(word)) throw new RangeError(`There is no ${what} “${word}”. It may be ${known.join(', ')}.`);
}

/** @throws RangeError where there is nothing at this place. @internal */
export function checkPlace(what: string, place: number, count: number): void {
  if (!Number.isInteger(place) || place < 0 || place >= count) {
    throw new RangeError(`There is no ${what} ${place}: there are ${count}, counted from 0.`);
  }
}

/** Names under which candidates without a name are in the order of the table. @internal */
export function placeNames(n: number): string[] {
  const digits = String(Math.max(0, n - 1)).length;
  return Array.from({ length: n }, (_, i) => String(i).padStart(digits, '0'));
}
