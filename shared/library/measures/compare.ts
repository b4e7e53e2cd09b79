// Whether a difference is more than noise: between two candidates on the same cases, between groups, of a share.
import { finish } from '../../engine/certainty/run.ts';
import { holm } from '../../measures/compare/holm.ts';
import { startComparison } from '../../measures/compare/verdict.ts';
import { wilson } from '../../measures/fairness/wilson.ts';
import { countedEvidence } from '../../measures/gaps/evidence.ts';
import { fisherExact as fisher } from '../../measures/gaps/fisher.ts';
import { judgeGaps } from '../../measures/gaps/gapVerdict.ts';

/** How candidate a compares with candidate b. */
export interface Comparison {
  /** Places of the candidates. */
  a: number;
  b: number;
  /** Mean of a less mean of b; NaN where it cannot be told. */
  difference: number;
  /** 95 % interval of the difference; holds 0 where the verdict is `noise` or `same`. */
  lo: number;
  hi: number;
  /** The chance of so large a difference if there were none; and the same with regard to all pairs (Holm). */
  p: number;
  adjustedP: number;
  pairs: number;
  test: 'McNemar' | 'paired t';
  /** Cases that only one of them has right; null where cases are not right or wrong, or do not count alike. */
  onlyA: number | null;
  onlyB: number | null;
  /** `higher`, `lower`: the mean of a is, by more than noise. `same`: no case tells them apart. `unknown`: it cannot be told. */
  verdict: 'higher' | 'lower' | 'noise' | 'same' | 'unknown';
}

/**
 * Compares every pair of candidates on the same cases. Where every number is 0 or 1 and all cases count alike: McNemar's exact test
 * with the interval of Bonett & Price (2012); else a paired t test. Chances are adjusted over all pairs (Holm 1979).
 *
 * @param columns  per candidate one finite number per case: 1 where it is right and 0 where it is not, or an error, a gain …
 * @param options  `weights`: what each case counts; `better`: whether the larger or the smaller mean leads, 'larger' by default. It
 *   matters only beyond 50,000 pairs, where the leader alone is compared with every other.
 * @throws RangeError where lengths do not fit or a number is not finite.
 * O(pairs · cases). McNemar (1947), Psychometrika 12(2):153–157; Holm (1979), Scand. J. Stat. 6(2):65–70.
 * @example
 * ```ts
 * import { compareCandidates } from 'parley/measures';
 * const right = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
 * const [pair] = compareCandidates([right, right.map((x) => 1 - x)]);
 * pair!.difference; // → 0.6
 * pair!.p; // → 0.109375
 * pair!.verdict; // → 'noise'
 * ```
 */
export function compareCandidates(
  columns: readonly ArrayLike<number>[],
  options: { weights?: ArrayLike<number>; better?: 'larger' | 'smaller' } = {},
): Comparison[] {
  const { weights, better = 'larger' } = options;
  const cases = columns[0]?.length ?? 0;
  columns.forEach((column, k) => {
    if (column.length !== cases) throw new RangeError(`Candidate ${k} has ${column.length} cases, and 0 has ${cases}.`);
    for (let i = 0; i < cases; i++) {
      if (!Number.isFinite(column[i]!)) throw new RangeError(`Candidate ${k} has no finite number for case ${i}.`);
    }
  });
  if (weights !== undefined && weights.length !== cases) {
    throw new RangeError(`There are ${cases} cases and ${weights.length} weights.`);
  }
  const rightness = columns.every((column) => Array.from(column).every((x) => x === 0 || x === 1));
  const compared = {
    candidates: columns.length,
    cases,
    weights: weights === undefined ? null : Float64Array.from(weights),
    rightness,
    better,
    of: (k: number) => columns[k]!,
  };
  return finish(startComparison(compared))!;
}

/**
 * Fisher's exact test of a 2 × 2 table, two-sided.
 *
 * @param a, b  cases of the first group that are, and that are not; whole numbers from 0.
 * @param c, d  the same of the second group.
 * @returns the chance of a table no likelier than this one, if groups do not differ; NaN for an empty table.
 * O(smallest margin). Fisher (1922), J. R. Stat. Soc. 85(1):87–94.
 * @example
 * ```ts
 * import { fisherExact } from 'parley/measures';
 * fisherExact(3, 1, 1, 3); // → 0.4857142857
 * ```
 */
export function fisherExact(a: number, b: number, c: number, d: number): number {
  return fisher(a, b, c, d);
}

/**
 * The Wilson interval of a share, 95 %: it stays within 0 … 1 and says something even for 0 of 5.
 *
 * @param successes  from 0 to `trials`.
 * @returns both ends; NaN without trials.
 * O(1). Wilson (1927), J. Am. Stat. Assoc. 22(158):209–212.
 * @example
 * ```ts
 * import { shareInterval } from 'parley/measures';
 * shareInterval(0, 5); // → [0, 0.4344824648]
 * ```
 */
export function shareInterval(successes: number, trials: number): [low: number, high: number] {
  return wilson(successes / trials, trials);
}

/**
 * Adjusts the chances of several tests that are looked at together, so that one of twenty families at most finds something where
 * nothing is there, however the tests depend on each other.
 *
 * @param chances  p values, in any order.
 * @returns the adjusted ones, in the same order.
 * O(n log n). Holm (1979), Scand. J. Stat. 6(2):65–70.
 * @example
 * ```ts
 * import { adjustForMany } from 'parley/measures';
 * adjustForMany([0.01, 0.04, 0.03]); // → [0.03, 0.06, 0.06]
 * ```
 */
export function adjustForMany(chances: readonly number[]): number[] {
  return holm(chances);
}

/**
 * `gap`: there is one. `smallGap`: there is one, but none larger than the tolerance. `noGap`: none larger than the tolerance.
 * `unclear`: too few cases to tell. `none`: there are not two groups that could be compared.
 */
export type GapOutcome = 'gap' | 'smallGap' | 'noGap' | 'unclear' | 'none';

/** What the cases bear out of the gap between groups. */
export interface GapJudgement {
  /** The largest gap between the groups that decide, as it stands; NaN where there is none. */
  gap: number;
  /** 95 % interval of the true largest gap: of several, noise alone makes the largest one larger than 0. */
  low: number;
  high: number;
  /** The chance of so wide a gap if no group differed. */
  p: number;
  /** Places of the groups that it is between; −1 where there are fewer than two. */
  between: [lower: number, higher: number];
  outcome: GapOutcome;
  /** How many cases per group would tell, where it cannot be told; null where that is not known. */
  casesNeeded: number | null;
}

/**
 * Judges the gap in a rate between groups: one exact test of all groups, one interval of the true largest gap.
 *
 * @param groups   per group how many cases it has, and how many of them count (were selected, were right …).
 * @param options  `tolerance`: the largest gap that people are willing to live with, 0.05 by default; `smallest`: groups of fewer
 *   cases decide nothing, 30 by default.
 * @throws RangeError for counts that are no whole numbers from 0 to the cases.
 * O(groups²), and what the exact test takes. Fisher (1922); Holm (1979).
 * @example
 * ```ts
 * import { judgeGap } from 'parley/measures';
 * const clear = judgeGap([{ cases: 200, count: 40 }, { cases: 200, count: 100 }]);
 * clear.gap; // → 0.3
 * clear.outcome; // → 'gap'
 * judgeGap([{ cases: 40, count: 20 }, { cases: 40, count: 22 }]).outcome; // → 'unclear'
 * ```
 */
export function judgeGap(
  groups: readonly { cases: number; count: number }[],
  options: { tolerance?: number; smallest?: number } = {},
): GapJudgement {
  const { tolerance = 0.05, smallest = 30 } = options;
  groups.forEach(({ cases, count }, g) => {
    if (!Number.isInteger(cases) || !Number.isInteger(count) || count < 0 || count > cases) {
      throw new RangeError(
        `Group ${g} has ${count} of ${cases} cases; both are whole numbers, the first at most the second.`,
      );
    }
  });
  const rows = groups.map(({ cases }) => cases);
  const [verdict] = judgeGaps([{ parts: [countedEvidence(groups)], tolerance }], { smallest, rows });
  const { gap, lo, hi, chance, low, high, outcome, needed } = verdict!;
  return { gap, low: lo, high: hi, p: chance, between: [low, high], outcome, casesNeeded: needed?.perGroup ?? null };
}
