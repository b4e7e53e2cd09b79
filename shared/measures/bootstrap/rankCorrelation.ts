// The bootstrap interval of Spearman's ρ. Ranks do not follow from sums: every sample has its own.
import { randomFrom } from '../../engine/certainty/random.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';
import type { BootstrapOptions } from './counted.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval } from './interval.ts';
import { resampler } from './resampler.ts';

/** Up to so many rows every value is a level of its own; beyond, levels are so many quantiles of either side. */
const EXACT_ROWS = 4096;
const QUANTILES = 64;

/**
 * Rows are drawn as cells of a grid of levels, and ranked from the number drawn at each level: O(rows) a replicate, O(64²) where
 * rows are many; what the levels change in ρ itself is taken back. Bias-corrected only.
 * @param estimate  ρ of the rows themselves.
 */
export function spearmanInterval(
  labels: Float64Array,
  predicted: Float64Array,
  estimate: number,
  { replicates, seed, method }: Pick<BootstrapOptions, 'replicates' | 'seed' | 'method'>,
): IntervalOrReason {
  const one = levels(labels);
  const two = levels(predicted);
  const cellOf = new Map<number, number>();
  const rows: number[] = [];
  const columns: number[] = [];
  const counted: number[] = [];
  one.codes.forEach((code, i) => {
    const key = code * two.count + two.codes[i]!;
    let cell = cellOf.get(key);
    if (cell === undefined) {
      cell = rows.push(code) - 1;
      columns.push(two.codes[i]!);
      counted.push(0);
      cellOf.set(key, cell);
    }
    counted[cell]!++;
  });
  const counts = Int32Array.from(counted);
  const draw = resampler(counts, null);
  const random = randomFrom(seed, 8);
  const drawn = new Int32Array(counts.length);
  const ranksOne = new Float64Array(one.count);
  const ranksTwo = new Float64Array(two.count);
  const correlation = (of: Int32Array): number => {
    ranks(of, rows, ranksOne);
    ranks(of, columns, ranksTwo);
    let both = 0;
    let a = 0;
    let b = 0;
    for (let cell = 0; cell < of.length; cell++) {
      const x = ranksOne[rows[cell]!]!;
      const y = ranksTwo[columns[cell]!]!;
      both += of[cell]! * x * y;
      a += of[cell]! * x * x;
      b += of[cell]! * y * y;
    }
    return both / Math.sqrt(a * b);
  };
  const centre = correlation(counts);
  const found = Float64Array.from({ length: replicates }, () => {
    draw(random, drawn);
    return correlation(drawn) - centre + estimate;
  });
  return interval(found, estimate, null, method);
}

/** Per level how far its mid-rank among the drawn rows is from the middle one. */
function ranks(drawn: Int32Array, levelOf: readonly number[], out: Float64Array): void {
  out.fill(0);
  let n = 0;
  for (let cell = 0; cell < drawn.length; cell++) {
    out[levelOf[cell]!]! += drawn[cell]!;
    n += drawn[cell]!;
  }
  let before = 0;
  for (let level = 0; level < out.length; level++) {
    const here = out[level]!;
    out[level] = before + (here + 1) / 2 - (n + 1) / 2;
    before += here;
  }
}

/** Levels from the largest value down; equal values share one. */
function levels(values: Float64Array): { codes: Int32Array; count: number } {
  const n = values.length;
  const order = scoreOrder(values);
  const codes = new Int32Array(n);
  let level = -1;
  let begun = 0;
  for (let k = 0; k < n; k++) {
    const full = n <= EXACT_ROWS || k - begun >= n / QUANTILES;
    if (k === 0 || (full && values[order[k]!] !== values[order[k - 1]!])) {
      level++;
      begun = k;
    }
    codes[order[k]!] = level;
  }
  return { codes, count: level + 1 };
}
