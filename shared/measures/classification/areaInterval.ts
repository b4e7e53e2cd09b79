// How sure an area under the ROC curve is, with few positive cases too.
import type { ScoreBins } from './scoreBins.ts';
import { studentQuantile } from '../compare/student.ts';

/** Fewer cases than this of the rarer answer, and the variance that DeLong finds in them is not to be trusted alone. */
export const FEW_OF_A_CLASS = 30;
const LEVEL = 0.05;
const Z = 1.959963984540054;

interface AreaInterval {
  area: number;
  lo: number;
  hi: number;
  /** √ of DeLong's variance. */
  standardError: number;
}

/**
 * The area and its variance from placements: the share of the other answer's cases that each case stands before, ties counting half.
 * DeLong, DeLong & Clarke-Pearson (1988), Biometrics 44(3):837–845; by one pass over the sorted scores as in Sun & Xu (2014), IEEE
 * Signal Process. Lett. 21(11):1389–1393.
 *
 * @param labels  0 or 1.
 * @param order   rows by falling score (`scoreOrder`).
 * @returns  per row its placement; NaN everywhere where one answer does not occur. O(n) beside the order.
 */
export function placements(labels: Uint8Array, scores: Float64Array, order: ArrayLike<number>): Float64Array {
  const n = labels.length;
  let positives = 0;
  for (let i = 0; i < n; i++) positives += labels[i]!;
  const negatives = n - positives;
  const placed = new Float64Array(n);
  let positivesAbove = 0;
  let negativesAbove = 0;
  for (let from = 0; from < n;) {
    let to = from;
    let positivesHere = 0;
    const score = scores[order[from]!]!;
    while (to < n && scores[order[to]!]! === score) positivesHere += labels[order[to++]!]!;
    const negativesHere = to - from - positivesHere;
    for (let k = from; k < to; k++) {
      const row = order[k]!;
      placed[row] =
        labels[row] === 1
          ? (negatives - negativesAbove - negativesHere / 2) / negatives
          : (positivesAbove + positivesHere / 2) / positives;
    }
    positivesAbove += positivesHere;
    negativesAbove += negativesHere;
    from = to;
  }
  return placed;
}

/** Area, DeLong's variance and how many cases of either answer there are; NaN where one does not occur. O(n). */
export function areaOf(labels: Uint8Array, placed: Float64Array) {
  let positives = 0;
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) continue;
    positives++;
    sum += placed[i]!;
  }
  const negatives = labels.length - positives;
  const area = positives === 0 || negatives === 0 ? NaN : sum / positives;
  let squaresUp = 0;
  let squaresDown = 0;
  for (let i = 0; i < labels.length; i++) {
    const off = (placed[i]! - area) ** 2;
    if (labels[i] === 1) squaresUp += off;
    else squaresDown += off;
  }
  const variance =
    squaresUp / Math.max(1, positives - 1) / positives + squaresDown / Math.max(1, negatives - 1) / negatives;
  return { area, variance, positives, negatives };
}

/** The same of scores that were counted in bins: cases of one bin have the same placement, as those of one score have. O(bins). */
export function areaOfBins({ counts }: Pick<ScoreBins, 'counts'>): ReturnType<typeof areaOf> {
  let positives = 0;
  let negatives = 0;
  counts.forEach((count, k) => (k & 1 ? (positives += count) : (negatives += count)));
  if (positives === 0 || negatives === 0) return { area: NaN, variance: NaN, positives, negatives };
  const placed = new Float64Array(counts.length);
  let sum = 0;
  let above = 0;
  let negativesAbove = 0;
  for (let k = 0; k < counts.length; k += 2) {
    const [down, up] = [counts[k]!, counts[k + 1]!];
    placed[k] = (above + up / 2) / positives;
    placed[k + 1] = (negatives - negativesAbove - down / 2) / negatives;
    sum += up * placed[k + 1]!;
    above += up;
    negativesAbove += down;
  }
  const area = sum / positives;
  const squares = [0, 0];
  counts.forEach((count, k) => (squares[k & 1]! += count * (placed[k]! - area) ** 2));
  const variance =
    squares[1]! / Math.max(1, positives - 1) / positives + squares[0]! / Math.max(1, negatives - 1) / negatives;
  return { area, variance, positives, negatives };
}

/**
 * The 95 % interval: DeLong's on the logit scale with Student's t, and under 30 cases of the rarer answer the hull of it and
 * Newcombe's score interval (2006, Stat. Med. 25(4):559–573, method 5), since DeLong's variance rests on those few alone, and
 * Newcombe's on one shape of scores. NaN where an answer does not occur.
 */
export function areaInterval({
  area,
  variance,
  positives,
  negatives,
}: ReturnType<typeof areaOf>): Pick<AreaInterval, 'lo' | 'hi'> {
  if (Number.isNaN(area)) return { lo: NaN, hi: NaN };
  const fewer = Math.min(positives, negatives);
  const [lo, hi] = newcombe(area, positives, negatives);
  if (fewer < 2 || !(variance > 0) || area <= 0 || area >= 1) return { lo, hi };
  const logit = logitInterval(area, variance, fewer - 1);
  if (fewer >= FEW_OF_A_CLASS) return logit;
  return { lo: Math.min(lo, logit.lo), hi: Math.max(hi, logit.hi) };
}

/** An area strictly within 0 … 1 and its variance, on the logit scale with Student's t. */
export function logitInterval(area: number, variance: number, freedom: number): { lo: number; hi: number } {
  const centre = Math.log(area / (1 - area));
  const half = (studentQuantile(LEVEL, freedom) * Math.sqrt(variance)) / (area * (1 - area));
  const back = (x: number) => 1 / (1 + Math.exp(-x));
  return { lo: back(centre - half), hi: back(centre + half) };
}

/** All areas from which this one is not further than 1.96 standard errors, each of that area itself. By halving. */
export function newcombe(area: number, positives: number, negatives: number): [lo: number, hi: number] {
  const half = (positives + negatives) / 2 - 1;
  const reach = (theta: number) =>
    Z *
    Math.sqrt(
      (theta * (1 - theta) * (1 + (half * (1 - theta)) / (2 - theta) + (half * theta) / (1 + theta))) /
        (positives * negatives),
    );
  const end = (outer: number) => {
    // At an area of exactly 1 the reach is 0 there too: the end lies where the reach falls short for good.
    let inside = area;
    let outside = outer;
    if (Math.abs(area - outer) <= reach(outer)) return outer;
    for (let i = 0; i < 200 && inside !== outside; i++) {
      const middle = (inside + outside) / 2;
      if (middle === inside || middle === outside) break;
      if (Math.abs(area - middle) <= reach(middle)) inside = middle;
      else outside = middle;
    }
    return (inside + outside) / 2;
  };
  return [area <= 0 ? 0 : end(0), area >= 1 ? 1 : end(1)];
}
