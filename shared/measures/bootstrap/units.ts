// What a bootstrap draws: rows one by one while they are few, else random groups of them; with the sums that each adds.
import { randomFrom } from '../../engine/certainty/random.ts';

/** At most so many units are drawn. */
export const MOST_UNITS = 4096;

/** Rows in the order of the units, unit u holding those from starts[u] to starts[u + 1]. */
export interface Units extends AlikeUnits {
  rows: Int32Array;
  starts: Int32Array;
}

/** Of a cube: how many units are like each, whose cases its rows count together, and how many there are in all. Absent: each is one. */
interface AlikeUnits {
  times?: Float64Array;
  count?: number;
}

/**
 * Up to 4,096 rows every row is a unit. Beyond, rows are dealt at random into as many groups of one size: a sum over groups drawn
 * with replacement has the variance of one over rows, up to some 2 % that the dealing leaves to chance (1 % of an interval's width). A group of people with a
 * few rows has them dealt apart, so that it is as good as drawn row by row. Wolter (2007), Introduction to Variance Estimation,
 * chapter 2. Rows that belong together, of one user or one patient, are never parted. O(n).
 * @param own  per row the unit it belongs to, 0, 1, 2 …; null: every row is one.
 */
export function unitsOf(n: number, seed: number, own: Int32Array | null = null): Units {
  if (own !== null) return gathered(dealt(own, seed));
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  if (n <= MOST_UNITS) return { rows, starts: Int32Array.from({ length: n + 1 }, (_, u) => u) };
  shuffle(rows, seed);
  return {
    rows,
    starts: Int32Array.from({ length: MOST_UNITS + 1 }, (_, u) => Math.floor((u * n) / MOST_UNITS)),
  };
}

function shuffle(list: Int32Array, seed: number): void {
  const random = randomFrom(seed, 5);
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor((random() / 4294967296) * (i + 1));
    [list[i], list[k]] = [list[k]!, list[i]!];
  }
}

/**
 * Per row what is drawn with it: the unit it belongs to, or where there are more than 4,096 of them one of so many random groups of
 * units. Numbered from 0 on. O(n).
 * @param own  per row its unit, 0, 1, 2 …
 */
export function dealt(own: Int32Array, seed: number): { units: number; of: Int32Array } {
  const units = own.reduce((most, unit) => Math.max(most, unit + 1), 0);
  if (units <= MOST_UNITS) return { units, of: own };
  const order = Int32Array.from({ length: units }, (_, unit) => unit);
  shuffle(order, seed);
  const group = new Int32Array(units);
  order.forEach((unit, k) => (group[unit] = Math.floor((k * MOST_UNITS) / units)));
  return { units: MOST_UNITS, of: own.map((unit) => group[unit]!) };
}

/** (ΣW)²/ΣW² over units: how many units of one size they are worth. @param weights  per row; null: every row counts 1. O(n). */
export function effectiveUnits({ rows, starts, times }: Units, weights: Float64Array | null): number {
  let total = 0;
  let squares = 0;
  for (let u = 0; u + 1 < starts.length; u++) {
    let own = 0;
    for (let k = starts[u]!; k < starts[u + 1]!; k++) own += weights === null ? 1 : weights[rows[k]!]!;
    total += own;
    squares += (own * own) / (times === undefined ? 1 : times[u]!);
  }
  return (total * total) / squares;
}

/** Rows in the order of their units. O(n). */
export function gathered({ units, of, ...alike }: { units: number; of: Int32Array } & AlikeUnits): Units {
  const starts = new Int32Array(units + 1);
  for (const unit of of) starts[unit + 1]!++;
  for (let u = 0; u < units; u++) starts[u + 1]! += starts[u]!;
  const next = starts.slice();
  const rows = new Int32Array(of.length);
  of.forEach((unit, row) => (rows[next[unit]!++] = row));
  return { ...alike, rows, starts };
}

/** Unit u adds amounts[e] to sum places[e], for e from starts[u] to starts[u + 1]. */
export interface UnitSums extends AlikeUnits {
  units: number;
  /** How many sums there are. */
  size: number;
  starts: Int32Array;
  places: Int32Array;
  amounts: Float64Array;
}

type Contribute = (row: number, add: (place: number, amount: number) => void) => void;

/** With at most so many sums over all units, 32 MB, each has a place of its own. */
const MOST_IN_PLACE = 2 ** 22;

/**
 * @param contribute  calls `add` for every sum that a row adds to.
 * O(what is added), and units × sums where these are few.
 */
export function unitSums(units: Units, size: number, contribute: Contribute): UnitSums {
  const { rows: _rows, starts, ...alike } = units;
  const isSmall = (starts.length - 1) * size <= MOST_IN_PLACE;
  return { ...alike, ...(isSmall ? inPlace(units, size, contribute) : unitByUnit(units, size, contribute)) };
}

/** Goes through the rows as they stand, since a million in the order of their units are read from all over the memory. */
function inPlace({ rows, starts }: Units, size: number, contribute: Contribute): UnitSums {
  const units = starts.length - 1;
  const unitOf = new Int32Array(rows.length);
  for (let unit = 0; unit < units; unit++) {
    for (let k = starts[unit]!; k < starts[unit + 1]!; k++) unitOf[rows[k]!] = unit;
  }
  const sums = new Float64Array(units * size);
  let from = 0;
  const add = (place: number, amount: number) => {
    sums[from + place]! += amount;
  };
  for (let row = 0; row < unitOf.length; row++) {
    from = unitOf[row]! * size;
    contribute(row, add);
  }
  const ends = new Int32Array(units + 1);
  let count = 0;
  for (const sum of sums) if (sum !== 0) count++;
  const places = new Int32Array(count);
  const amounts = new Float64Array(count);
  count = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let place = 0; place < size; place++) {
      const amount = sums[unit * size + place]!;
      if (amount === 0) continue;
      places[count] = place;
      amounts[count++] = amount;
    }
    ends[unit + 1] = count;
  }
  return { units, size, starts: ends, places, amounts };
}

function unitByUnit({ rows, starts }: Units, size: number, contribute: Contribute): UnitSums {
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
