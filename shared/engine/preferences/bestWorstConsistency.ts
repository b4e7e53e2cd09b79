// How well best–worst judgements fit together: before any weights are worked out, and after.

export interface BestWorstJudgements {
  /** Position of the most and of the least important objective. */
  best: number;
  worst: number;
  /** How many times as important the best is as each, 1 … 9; 1 for itself. */
  bestToOthers: readonly number[];
  /** How many times as important each is as the worst, 1 … 9; 1 for the worst itself. */
  othersToWorst: readonly number[];
}

export interface BestWorstConsistency {
  /** Input-based ratio: 0 fits together, 1 could not be worse. */
  inputRatio: number;
  /** Up to which input-based ratio judgements count as acceptable; null where the published table has no entry. */
  threshold: number | null;
  /** Output-based ratio: ξ* of the non-linear model over the largest it could be; 0 … 1. */
  outputRatio: number;
  /** ξ* itself: the least possible largest deviation of a ratio of weights from its judgement. */
  xiStar: number;
  /** Position of the objective whose two judgements contradict the best–worst one most; −1 when all fit. */
  mostInconsistent: number;
}

/**
 * Consistency of judgements that have been checked. O(m²).
 * - Input-based: max_j |a_Bj·a_jW − a_BW| / (a_BW² − a_BW), 0 where a_BW = 1. Liang, Brunelli & Rezaei (2020), Omega 96:102175,
 *   whose thresholds these are (their table 3, for 3 to 9 objectives and whole a_BW; 0 for a_BW = 2).
 * - Output-based: ξ* over CI(a_BW). Rezaei (2015), Omega 53:49–57. ξ* in closed form: with r = w_B/w_W objective j asks for
 *   r between (a_Bj − ξ)(a_jW − ξ) and (a_Bj + ξ)(a_jW + ξ), and a_BW for r within ξ of it; intervals that meet pair by pair
 *   have a common point, so ξ* is the largest that some pair needs.
 * - Where a_BW = 1 and others are judged larger, the ratios have no scale; they count as 1.
 */
export function bestWorstConsistency({
  worst,
  bestToOthers,
  othersToWorst,
}: BestWorstJudgements): BestWorstConsistency {
  const m = bestToOthers.length;
  const whole = bestToOthers[worst] ?? 1;
  const products = bestToOthers.map((times, j) => times * othersToWorst[j]!);
  const sums = bestToOthers.map((times, j) => times + othersToWorst[j]!);
  let off = 0;
  let mostInconsistent = -1;
  let xiStar = 0;
  for (let j = 0; j < m; j++) {
    const gap = Math.abs(products[j]! - whole);
    if (gap > off + 1e-12) [off, mostInconsistent] = [gap, j];
    xiStar = Math.max(xiStar, neededAlone(products[j]!, sums[j]!, whole));
    for (let k = 0; k < m; k++) xiStar = Math.max(xiStar, (products[j]! - products[k]!) / (sums[j]! + sums[k]!));
  }
  if (mostInconsistent < 0)
    return { inputRatio: 0, threshold: thresholdOf(whole, m), outputRatio: 0, xiStar: 0, mostInconsistent };
  const largest = (1 + 2 * whole - Math.sqrt(1 + 8 * whole)) / 2;
  return {
    inputRatio: whole > 1 ? off / (whole * whole - whole) : 1,
    threshold: thresholdOf(whole, m),
    outputRatio: whole > 1 ? Math.min(1, xiStar / largest) : 1,
    xiStar,
    mostInconsistent,
  };
}

/** The ξ at which one objective's interval for w_B/w_W meets that of a_BW: a root of a quadratic. */
function neededAlone(product: number, sum: number, whole: number): number {
  const b = sum + 1;
  const gap = product - whole;
  return gap >= 0 ? (b - Math.sqrt(b * b - 4 * gap)) / 2 : (Math.sqrt(b * b - 4 * gap) - b) / 2;
}

/** By a_BW from 3 to 9; by number of objectives from 3 to 9. */
const THRESHOLDS = [
  [0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667],
  [0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683],
  [0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.296],
  [0.133, 0.199, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262],
  [0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403],
  [0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.362, 0.3657],
  [0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.362, 0.3662],
];

function thresholdOf(whole: number, m: number): number | null {
  if (whole === 2 && m >= 3 && m <= 9) return 0;
  return THRESHOLDS[whole - 3]?.[m - 3] ?? null;
}
