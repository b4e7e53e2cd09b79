// Why a model says what it says of one row, as far as a straight line through the rows around it can tell.
import type { Measure } from '../measure.ts';
import { measured, totalWeight } from '../measure.ts';
import { cholesky, solveCholesky } from './cholesky.ts';
import type { Feature } from './features.ts';
import type { LocalTerm, StandardisedTerm } from './localTerms.ts';
import { viewFrom } from './localTerms.ts';

/** The least width of the kernel per square root of the number of features, in standard deviations; LIME's is 0.75. */
const NARROWEST = 0.4;
/** The fit leans on this share of the rows, so that it is as local for every row, and on this many per feature at least. */
const SHARE = 0.1;
const PER_FEATURE = 10;
/** Ridge per unit of weight: features that say the same share their weight, and nothing is singular. */
const RIDGE = 1e-3;

export interface LocalFit {
  /** What the model says of the row, what the fit says, and the weighted mean of what the model says around it. */
  said: number;
  fitted: number;
  around: number;
  /** Per term: change of the answer per unit; for words, of having the row's word rather than another. */
  effects: Float64Array;
  /** Per term: what the row's value adds to `around`. They sum to fitted − around. */
  pushes: Float64Array;
  /** Weighted R² around the row: how far a straight line can be believed here. */
  r2: Measure;
}

export interface LocalFits {
  terms: LocalTerm[];
  /** One per target. */
  fits: LocalFit[];
  /** How many rows the fit leans on: (Σk)² / Σk² of their nearness k, Kish (1965). */
  neighbours: number;
  /** Standard deviation of the kernel, in standard deviations of the features. */
  width: number;
}

/**
 * Weighted ridge regression on the log's own rows, one for each target on the same neighbourhood, so that candidates compare.
 * Numbers are standardised, a blank counts as the mean; a word counts 1 where it is the row's own, else 0. Rows weigh
 * exp(−d² / 2σ²) with d the Euclidean distance of those, and σ such that the fit leans on a tenth of the rows: a fixed width would
 * take in most of a log whose rows are alike, and hardly any around an unusual row. Constant features are left out. After Ribeiro, Singh
 * & Guestrin (2016), KDD: 1135–1144, who sample around the row and ask the model; here nothing is sampled and no model is needed.
 * @param targets  what each model said, finite. O(rows × features²), and forty rounds to find σ.
 */
export function localFits(
  features: readonly Feature[],
  row: number,
  targets: readonly ArrayLike<number>[],
  weights: Float64Array | null,
): LocalFits {
  const seen = features.flatMap((feature, place) => {
    const view = viewFrom(feature, place, row, weights);
    return view === null ? [] : [view];
  });
  const rows = targets[0]?.length ?? 0;
  const p = seen.length;
  const distance = new Float64Array(rows);
  for (const { values } of seen) for (let r = 0; r < rows; r++) distance[r]! += (values[r]! - values[row]!) ** 2;
  const wanted = Math.max((PER_FEATURE * (p + 1)) / rows, SHARE);
  const { near, width, neighbours } = neighbourhood(distance, weights, wanted, NARROWEST * Math.sqrt(Math.max(1, p)));
  const total = near.reduce((sum, w) => sum + w, 0);
  const mean = seen.map(({ values }) => weightedSum(near, values) / total);
  const around = targets.map((target) => weightedSum(near, target) / total);
  const { matrix, sides } = normalEquations(seen, near, mean, targets, around);
  for (let a = 0; a < p; a++) matrix[a * p + a]! += RIDGE * total;
  const factor = cholesky(matrix, p);
  const fits = targets.map((target, t): LocalFit => {
    const solved = solveCholesky(factor, p, sides[t]!);
    const r2 = explained(seen, near, mean, target, around[t]!, solved);
    // What rounding leaves of equal numbers drives nothing.
    const effects = Number.isNaN(r2) ? solved.fill(0) : solved;
    const pushes = effects.map((effect, a) => effect * (seen[a]!.values[row]! - mean[a]!));
    return {
      effects,
      pushes,
      said: target[row]!,
      around: around[t]!,
      fitted: pushes.reduce((sum, push) => sum + push, around[t]!),
      r2: measured(r2, 'It says the same of every row around.'),
    };
  });
  return { terms: seen.map(({ term }) => term), fits, neighbours: neighbours * rows, width };
}

/** The narrowest kernel that leans on that share of the rows, found by halving; else one so wide that all count alike. */
function neighbourhood(distance: Float64Array, weights: Float64Array | null, wanted: number, narrowest: number) {
  const near = new Float64Array(distance.length);
  /** Weights count rows: a row of weight 2 is two rows. */
  const all = totalWeight(distance.length, weights);
  const weigh = (width: number) => {
    let total = 0;
    let squares = 0;
    for (let r = 0; r < near.length; r++) {
      const w = weights === null ? 1 : weights[r]!;
      const nearness = Math.exp(-distance[r]! / (2 * width * width));
      near[r] = w * nearness;
      total += w * nearness;
      squares += w * nearness * nearness;
    }
    return (total * total) / squares / all;
  };
  let [low, high] = [narrowest, 1000 * narrowest];
  if (weigh(low) >= wanted) high = low;
  for (let round = 0; round < 40 && high > low * (1 + 1e-9); round++) {
    const middle = Math.sqrt(low * high);
    if (weigh(middle) >= wanted) high = middle;
    else low = middle;
  }
  return { width: high, neighbours: weigh(high), near };
}

function weightedSum(weights: Float64Array, values: ArrayLike<number>): number {
  let sum = 0;
  for (let r = 0; r < weights.length; r++) sum += weights[r]! * values[r]!;
  return sum;
}

function normalEquations(
  seen: readonly StandardisedTerm[],
  near: Float64Array,
  mean: readonly number[],
  targets: readonly ArrayLike<number>[],
  around: readonly number[],
) {
  const p = seen.length;
  const matrix = new Float64Array(p * p);
  const sides = targets.map(() => new Float64Array(p));
  const x = new Float64Array(p);
  for (let r = 0; r < near.length; r++) {
    const w = near[r]!;
    if (w === 0) continue;
    for (let a = 0; a < p; a++) x[a] = seen[a]!.values[r]! - mean[a]!;
    for (let a = 0; a < p; a++) {
      const scaled = w * x[a]!;
      for (let b = 0; b <= a; b++) matrix[a * p + b]! += scaled * x[b]!;
      for (let t = 0; t < targets.length; t++) sides[t]![a]! += scaled * (targets[t]![r]! - around[t]!);
    }
  }
  return { matrix, sides };
}

/** 1 − weighted squared error / weighted squared deviation; NaN where nothing varies. */
function explained(
  seen: readonly StandardisedTerm[],
  near: Float64Array,
  mean: readonly number[],
  target: ArrayLike<number>,
  around: number,
  effects: Float64Array,
): number {
  let error = 0;
  let spread = 0;
  let size = 0;
  for (let r = 0; r < near.length; r++) {
    let fitted = around;
    for (let a = 0; a < effects.length; a++) fitted += effects[a]! * (seen[a]!.values[r]! - mean[a]!);
    error += near[r]! * (target[r]! - fitted) ** 2;
    spread += near[r]! * (target[r]! - around) ** 2;
    size += near[r]! * target[r]! ** 2;
  }
  // What is left of equal numbers after rounding is no spread.
  return spread > 1e-24 * size ? 1 - error / spread : NaN;
}
