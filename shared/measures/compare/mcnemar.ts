// Two classifiers on the same rows: is one right more often, or is that noise?

export interface PairOutcome {
  n: number;
  /** Rows where only one of them is right. */
  onlyARight: number;
  onlyBRight: number;
  /** Accuracy of a minus that of b, and its standard error over the paired rows. */
  accuracyDifference: number;
  accuracyDifferenceError: number;
  /** Exact two-sided McNemar chance; NaN when they never disagree on who is right. */
  exactP: number;
  /** McNemar's statistic with continuity correction; NaN likewise. */
  chiSquare: number;
  /** Share of rows with the same prediction, and Cohen's κ (1960, Educ. Psychol. Meas. 20(1):37–46); NaN where chance agrees on all. */
  agreement: number;
  kappa: number;
}

/** McNemar (1947), Psychometrika 12(2):153–157. Every row counts 1. O(n). */
export function comparePredictions(labels: Uint8Array, a: Uint8Array, b: Uint8Array): PairOutcome {
  const n = labels.length;
  let onlyARight = 0;
  let onlyBRight = 0;
  let same = 0;
  let aPositive = 0;
  let bPositive = 0;
  for (let i = 0; i < n; i++) {
    aPositive += a[i]!;
    bPositive += b[i]!;
    if (a[i] === b[i]) same++;
    else if (a[i] === labels[i]) onlyARight++;
    else onlyBRight++;
  }
  const differ = onlyARight + onlyBRight;
  const difference = (onlyARight - onlyBRight) / n;
  const byChance = (aPositive * bPositive + (n - aPositive) * (n - bPositive)) / (n * n);
  return {
    n,
    onlyARight,
    onlyBRight,
    accuracyDifference: difference,
    accuracyDifferenceError: Math.sqrt((differ / n - difference ** 2) / n),
    exactP: differ === 0 ? NaN : evenTails(Math.min(onlyARight, onlyBRight), differ),
    chiSquare: differ === 0 ? NaN : (Math.abs(onlyARight - onlyBRight) - 1) ** 2 / differ,
    agreement: same / n,
    kappa: byChance === 1 ? NaN : (same / n - byChance) / (1 - byChance),
  };
}

/** The chance that `trials` fair coins show at most `few` heads or at most `few` tails. From the middle outwards. O(trials). */
function evenTails(few: number, trials: number): number {
  const middle = Math.floor(trials / 2);
  let chance = 1;
  let below = 0;
  let total = 0;
  for (let heads = middle; heads >= 0; heads--) {
    // Every count below the middle has a mirror image above it.
    const both = 2 * heads === trials ? chance : 2 * chance;
    total += both;
    if (heads <= few) below += both;
    chance *= heads / (trials - heads + 1);
  }
  return below / total;
}
