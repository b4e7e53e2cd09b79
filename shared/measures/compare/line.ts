// Whether a number goes up or down with another: the slope of the straight line, and how sure it is. With 0 and 1 it is the difference of
// two means.
import { studentQuantile, studentTails } from './student.ts';

export interface Line {
  /** By how much the number is larger where the other is larger by 1. NaN where the other never differs. */
  slope: number;
  /** 95 % interval; NaN where it cannot be told. */
  lo: number;
  hi: number;
  standardError: number;
  /** How many cases, or units, the slope rests on, less one. */
  freedom: number;
  /** The chance of a slope at least as steep if there were none; NaN where it cannot be told. */
  p: number;
}

/**
 * Least squares with weights. The standard error is from leaving out each unit in turn, (C − 1)/C Σ(b₍₋c₎ − b)², which holds whatever the
 * spread is on either side (it is Welch's where the other number is 0 or 1). Degrees of freedom are effective units less one, (Σh)²/Σh²
 * of h = Σ w²(x − x̄)²: five cases on one side count as five, however many stand on the other. Carter, Schnepel & Steigerwald (2017), Rev.
 * Econ. Stat. 99(4):698–709.
 * @param units  per case its unit, 0, 1, 2 …; null: every case is one.
 * O(n).
 */
export function lineOf(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
  units: ArrayLike<number> | null = null,
): Line {
  const n = x.length;
  const none: Line = { slope: NaN, lo: NaN, hi: NaN, standardError: NaN, freedom: 0, p: NaN };
  let total = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    total += w;
    meanX += w * x[i]!;
    meanY += w * y[i]!;
  }
  if (!(total > 0)) return none;
  meanX /= total;
  meanY /= total;
  let count = n;
  if (units !== null) {
    count = 0;
    for (let i = 0; i < n; i++) count = Math.max(count, units[i]! + 1);
  }
  // Per unit Σw, Σwx, Σwy, Σwxx, Σwxy about the means, and its leverage.
  const sums = new Float64Array(5 * count);
  const leverage = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const unit = units === null ? i : units[i]!;
    const a = x[i]! - meanX;
    const b = y[i]! - meanY;
    sums[5 * unit]! += w;
    sums[5 * unit + 1]! += w * a;
    sums[5 * unit + 2]! += w * b;
    sums[5 * unit + 3]! += w * a * a;
    sums[5 * unit + 4]! += w * a * b;
    leverage[unit]! += w * w * a * a;
  }
  const all = new Float64Array(5);
  for (let e = 0; e < sums.length; e++) all[e % 5]! += sums[e]!;
  const [allW, allA, allB, allAA, allAB] = [all[0]!, all[1]!, all[2]!, all[3]!, all[4]!];
  const slopeOf = (w: number, a: number, b: number, aa: number, ab: number) => {
    const spread = aa - (a * a) / w;
    return w > 0 && spread > 1e-12 * allAA ? (ab - (a * b) / w) / spread : NaN;
  };
  const slope = slopeOf(allW, allA, allB, allAA, allAB);
  if (Number.isNaN(slope)) return none;
  let squares = 0;
  let used = 0;
  let sum = 0;
  let sumSquares = 0;
  for (let u = 0, at = 0; u < count; u++, at += 5) {
    if (sums[at] === 0) continue;
    used++;
    sum += leverage[u]!;
    sumSquares += leverage[u]! ** 2;
    const without = slopeOf(
      allW - sums[at]!,
      allA - sums[at + 1]!,
      allB - sums[at + 2]!,
      allAA - sums[at + 3]!,
      allAB - sums[at + 4]!,
    );
    squares += (without - slope) ** 2;
  }
  const standardError = Math.sqrt(((used - 1) / used) * squares);
  const freedom = (sum * sum) / sumSquares - 1;
  if (!(freedom > 1e-9) || Number.isNaN(standardError)) return { ...none, slope, freedom: Math.max(0, freedom) };
  const half = studentQuantile(0.05, freedom) * standardError;
  const p = slope === 0 ? 1 : studentTails(Math.abs(slope) / standardError, freedom);
  return { slope, lo: slope - half, hi: slope + half, standardError, freedom, p };
}
