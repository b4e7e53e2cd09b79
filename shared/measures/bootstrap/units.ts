// What a bootstrap draws: rows one by one while they are few, else random groups of them; with the sums that each adds.
import { randomFrom } from '../../engine/certainty/random.ts';

/** At most so many units are drawn. */
export const MOST_UNITS = 4096;

/** Rows in the order of the units, unit u holding those from starts[u] to starts[u + 1]. */
interface Units {
  rows: Int32Array;
  starts: Int32Array;
}

/**
 * Up to 4,096 rows every row is a unit. Beyond, rows are dealt at random into as many groups of one size: a sum over groups drawn
 * with replacement has the variance of one over rows, up to some 2 % that the dealing leaves to chance (1 % of an interval's width). A group of people with a
 * few rows has them dealt apart, so that it is as good as drawn row by row. Wolter (2007), Introduction to Variance Estimation,
 * chapter 2. O(n).
 */
export function unitsOf(n: number, seed: number): Units {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  if (n <= MOST_UNITS) return { rows, starts: Int32Array.from({ length: n + 1 }, (_, u) => u) };
  const random = randomFrom(seed, 5);
  for (let i = n - 1; i > 0; i--) {
    const k = Math.floor((random() / 4294967296) * (i + 1));
    [rows[i], rows[k]] = [rows[k]!, rows[i]!];
  }
  return {
    rows,
    starts: Int32Array.from({ length: MOST_UNITS + 1 }, (_, u) => Math.floor((u * n) / MOST_UNITS)),
  };
}

/** Unit u adds amounts[e] to sum places[e], for e from starts[u] to starts[u + 1]. */
export interface UnitSums {
  units: number;
  /** How many sums there are. */
  size: number;
  starts: Int32Array;
  places: Int32Array;
  amounts: Float64Array;
}

/**
 * @param contribute  calls `add` for every sum that a row adds to.
 * O(what is added).
 */
export function unitSums(
  { rows, starts }: Units,
  size: number,
  contribute: (row: number, add: (place: number, amount: number) => void) => void,
): UnitSums {
  const units = starts.length - 1;
  const sums = new Float64Array(size);
  const touched = new Int32Array(size);
  const seen = new Int32Array(size);
  let count = 0;
  let unit = 0;
  const add = (place: number, amount: number) => {
    if (seen[place] !== unit + 1) {
      seen[place] = unit + 1;
      touched[count++] = place;
      sums[place] = 0;
    }
    sums[place]! += amount;
  };
  const ends = new Int32Array(units + 1);
  let places = new Int32Array(16 * units);
  let amounts = new Float64Array(16 * units);
  for (; unit < units; unit++) {
    count = 0;
    for (let k = starts[unit]!; k < starts[unit + 1]!; k++) contribute(rows[k]!, add);
    const from = ends[unit]!;
    if (from + count > places.length) {
      places = grown(places, new Int32Array(2 * places.length + count));
      amounts = grown(amounts, new Float64Array(2 * amounts.length + count));
    }
    for (let k = 0; k < count; k++) {
      places[from + k] = touched[k]!;
      amounts[from + k] = sums[touched[k]!]!;
    }
    ends[unit + 1] = from + count;
  }
  return { units, size, starts: ends, places, amounts };
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
