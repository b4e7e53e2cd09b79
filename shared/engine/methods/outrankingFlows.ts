// PROMETHEE's flows, without looking at every pair: sorted columns, running sums.
import { argsort } from '../pareto/argsort.ts';
import { preference, thresholdsOf } from './preferenceFunctions.ts';
import { columnRounding } from '../tolerance.ts';
import type { PreferenceFunction, Thresholds } from './preferenceFunctions.ts';

export interface Flows {
  /** φ+: mean preference over the others, 0 … 1. */
  plus: Float64Array;
  /** φ−: mean preference of the others over this one. */
  minus: Float64Array;
  /** φ = φ+ − φ−, −1 … 1; they sum to 0. */
  net: Float64Array;
  /** Per objective its own net flow φ_j; φ is their mean under the weights. */
  byObjective: readonly Float64Array[];
}

/**
 * Flows of all candidates. Brans & Vincke (1985), Management Science 31(6):647–656.
 * O(m n log n) for all preference functions but the Gaussian, whose objectives cost O(n²) (10,000 candidates: about a second).
 * Exact up to rounding: thresholds are compared on the same differences that a pair by pair count would use.
 * One candidate has flows of 0; a constant objective adds 0; identical candidates have identical flows.
 * @param weights  nonnegative, not all 0; divided by their sum.
 */
export function outrankingFlows(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
  functions: readonly PreferenceFunction[],
): Flows {
  const n = columns[0]?.length ?? 0;
  const pairs = Math.max(1, n - 1);
  const total = columns.reduce((sum, _, j) => sum + weights[j]!, 0);
  const plus = new Float64Array(n);
  const minus = new Float64Array(n);
  const byObjective = columns.map((column, j) => {
    const { wins, losses } = winsAndLosses(signs[j]! > 0 ? column : column.map((x) => 0 - x), functions[j]!);
    const share = weights[j]! / total / pairs;
    const net = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      plus[i]! += share * wins[i]!;
      minus[i]! += share * losses[i]!;
      net[i] = (wins[i]! - losses[i]!) / pairs;
    }
    return net;
  });
  return { plus, minus, net: plus.map((up, i) => up - minus[i]!), byObjective };
}

/** Per candidate the sum of its preferences over the others, and of theirs over it. Larger is better. */
function winsAndLosses(column: Float64Array, f: PreferenceFunction) {
  const thresholds = thresholdsOf(f);
  const allowance = columnRounding(column);
  const n = column.length;
  const wins = new Float64Array(n);
  const losses = new Float64Array(n);
  if (!thresholds) {
    for (let a = 0; a < n; a++) {
      for (let b = 0; b < n; b++) {
        const won = preference(f, column[a]! - column[b]!, allowance);
        wins[a]! += won;
        losses[b]! += won;
      }
    }
    return { wins, losses };
  }
  const order = argsort(column);
  const sorted = Float64Array.from(order, (i) => column[i]!);
  // A loss is a win where everything is turned round: negated, in opposite order.
  const won = sumsBelow(sorted, thresholds, allowance);
  const lost = sumsBelow(
    sorted.toReversed().map((x) => 0 - x),
    thresholds,
    allowance,
  );
  for (let k = 0; k < n; k++) {
    wins[order[k]!] = won[k]!;
    losses[order[k]!] = lost[n - 1 - k]!;
  }
  return { wins, losses };
}

/** For each of ascending numbers the sum of P(x_k − x_b) over all b, by two pointers that only move forward. O(n). */
function sumsBelow(x: Float64Array, { q, p, between }: Thresholds, allowance: number): Float64Array {
  const n = x.length;
  const origin = x[0] ?? 0;
  const before = new Float64Array(n + 1);
  for (let k = 0; k < n; k++) before[k + 1] = before[k]! + (x[k]! - origin);
  const sums = new Float64Array(n);
  // x[0 … full) are more than p behind, x[full … some) more than q.
  let full = 0;
  let some = 0;
  for (let k = 0; k < n; k++) {
    while (full < k && x[k]! - x[full]! > p + allowance) full++;
    if (some < full) some = full;
    while (some < k && x[k]! - x[some]! > q + allowance) some++;
    const count = some - full;
    if (count === 0) sums[k] = full;
    else if (between === 'half') sums[k] = full + 0.5 * count;
    else sums[k] = full + (count * (x[k]! - origin - q) - (before[some]! - before[full]!)) / (p - q);
  }
  return sums;
}
