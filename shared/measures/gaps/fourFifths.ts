// Whether the rule of four fifths is kept, and whether the cases bear that out. 29 CFR § 1607.4(D): a difference counts only where it
// is not "based on small numbers" and is "statistically significant".
import { normalCumulative, normalQuantile } from '../bootstrap/normal.ts';
import { holm } from '../compare/holm.ts';
import { FOUR_FIFTHS } from '../fairness/parity.ts';
import type { Cell } from './cells.ts';
import { extremes, LEVEL, pairsOf, pooled, rateOf, Z } from './cells.ts';
import { fisherOf } from './fisher.ts';

/**
 * How far two rates are from one being `ratio` times the other, in standard errors under that very ratio: the score test of
 * Miettinen & Nurminen (1985), Stat. Med. 4(2):213–226; rates under it in closed form, Farrington & Manning (1990), Stat. Med.
 * 9(12):1447–1454. Below 0: the ratio is smaller. 0 where the standard error is.
 */
function ratioScore(low: Cell, high: Cell, ratio: number): number {
  const all = low.cases + high.cases;
  const a = all * ratio;
  const b = -(ratio * (low.cases + high.count) + high.cases + low.count);
  const c = low.count + high.count;
  const expectedHigh = Math.min(1, (-b - Math.sqrt(Math.max(0, b * b - 4 * a * c))) / (2 * a));
  const expectedLow = ratio * expectedHigh;
  const variance =
    (expectedLow * (1 - expectedLow)) / low.cases + (ratio ** 2 * expectedHigh * (1 - expectedHigh)) / high.cases;
  if (!(variance > 0)) return 0;
  return (rateOf(low) - ratio * rateOf(high)) / Math.sqrt((variance * all) / (all - 1));
}

/**
 * The ratios that the score test does not rule out: a 95 % interval that is there for any counts. Koopman (1984), Biometrics
 * 40(2):513–517. By halving. Infinity: no upper end, because nobody of the higher group counts.
 */
function ratioInterval(low: Cell, high: Cell): [lo: number, hi: number] {
  if (high.count === 0 && low.count === 0) return [0, Infinity];
  // The score falls as the ratio that is asked about rises.
  const where = (bound: number, from: number, to: number) => {
    let [least, most] = [from, to];
    for (let i = 0; i < 200 && most - least > 1e-15 * most; i++) {
      const middle = (least + most) / 2;
      if (ratioScore(low, high, middle) > bound) least = middle;
      else most = middle;
    }
    return (least + most) / 2;
  };
  let far = 1;
  while (far < 1e12 && ratioScore(low, high, far) > -Z) far *= 2;
  const lo = low.count === 0 ? 0 : where(Z, 0, far);
  return [lo, high.count === 0 ? Infinity : where(-Z, lo, far)];
}

/** One group's rate against four fifths of another's. */
interface RatioTest {
  low: number;
  high: number;
  /** NaN where nobody of the higher group counts. */
  ratio: number;
  score: number;
  /** The chance of a score as low if the ratio were four fifths, and of one as high. */
  below: number;
  kept: number;
  /** Fisher's, of no difference at all. */
  parity: number;
  /** Below four fifths and not by chance: the larger of `below` and `parity`. */
  gated: number;
}

export function ratioTest(cells: readonly Cell[], low: number, high: number): RatioTest {
  const [one, other] = [cells[low]!, cells[high]!];
  const score = ratioScore(one, other, FOUR_FIFTHS);
  const below = normalCumulative(score);
  const parity = fisherOf(one, other);
  return {
    low,
    high,
    ratio: other.count === 0 ? NaN : rateOf(one) / rateOf(other),
    score,
    below,
    kept: normalCumulative(-score),
    parity,
    gated: Math.max(below, parity),
  };
}

/**
 * The tests of all pairs turned round: for which shares the rule would be kept, and for which broken. A pair whose score says no more
 * than what is known already is not searched, so most pairs take one score. O(pairs), and a search for the few that count.
 */
function boundsOf(cells: readonly Cell[], ordered: readonly RatioTest[]): [least: number, most: number] {
  // Two orders of a pair are one test.
  const pairs = ordered.length / 2;
  const surely = normalQuantile(1 - LEVEL);
  const byAll = normalQuantile(1 - LEVEL / pairs);
  let least = 1;
  let most = 1;
  for (const { low, high, parity } of ordered) {
    const score = (ratio: number) => ratioScore(cells[low]!, cells[high]!, ratio);
    if (!(score(least) >= surely)) least = halved(score, surely, least);
    if (parity <= LEVEL / pairs && score(most) <= -byAll) most = halved(score, -byAll, most);
  }
  return [least, most];
}

/** Where a score, which falls as the ratio rises, passes this value below `most`; 0 where it never was so high. */
function halved(score: (ratio: number) => number, at: number, most: number): number {
  let [least, end] = [0, most];
  for (let i = 0; i < 60 && end - least > 1e-13; i++) {
    const middle = (least + end) / 2;
    if (score(middle) >= at) least = middle;
    else end = middle;
  }
  return at > 0 ? least : end;
}

export interface FourFifths {
  /** `unclear`: too few cases to tell. `undefined`: nobody counts. */
  outcome: 'kept' | 'broken' | 'unclear' | 'undefined';
  /** The lowest and the highest group, their ratio and its interval, which is that of this pair as if it had been chosen beforehand. */
  low: number;
  high: number;
  ratio: number;
  lo: number;
  hi: number;
  /** Fisher's, of these two. */
  parity: number;
  /** The chance of pairs so far below if none were, with regard to all pairs; and of all pairs so far above if one were not. */
  chance: number;
  keptChance: number;
  /** Pairs below four fifths by more than chance, with regard to all pairs. */
  broken: { low: number; high: number; ratio: number; adjusted: number }[];
  /**
   * What the smallest ratio of two groups is at least and at most, as the rule itself would be tested with any other share than four
   * fifths: `most` is below a bound exactly where a rule of that bound would be said to be broken, `least` at or above it exactly
   * where it would be said to be kept.
   */
  least: number;
  most: number;
  /** If one other person were selected, the lower group would be the higher one (Questions and Answers, 1979, no. 21). */
  onePersonTurnsIt: boolean;
}

/**
 * Tests every ordered pair of groups, not only those with the highest, since choosing the highest from the data is what biases a
 * ratio. Not kept: some pair is below four fifths and not by chance (Holm over all pairs). Kept: every pair is shown to be above it,
 * each at its own level (Berger 1982). Otherwise too few cases to tell.
 * @param cells      at least two, each with cases.
 * @param reference  the group that all others are held against; null: everybody against everybody.
 * O(k²).
 */
export function fourFifths(cells: readonly Cell[], reference: number | null = null): FourFifths {
  const { low, high } = extremes(cells);
  const [one, other] = [cells[low]!, cells[high]!];
  const [lo, hi] = ratioInterval(one, other);
  const asked = pairsOf(cells.length).filter(({ a, b }) => reference === null || a === reference || b === reference);
  const tests = asked.map(({ a, b }) => [ratioTest(cells, a, b), ratioTest(cells, b, a)] as const);
  const adjusted = holm(tests.map(([there, back]) => Math.min(there.gated, back.gated)));
  const broken = tests.flatMap(([there, back], k) => {
    const { low: below, high: above, ratio } = there.gated <= back.gated ? there : back;
    return adjusted[k]! <= LEVEL ? [{ low: below, high: above, ratio, adjusted: adjusted[k]! }] : [];
  });
  const keptChance = Math.max(...tests.flat().map((test) => test.kept));
  const kept = keptChance <= LEVEL;
  const nobody = pooled(cells).count === 0;
  const [least, most] = nobody ? [0, 1] : boundsOf(cells, tests.flat());
  return {
    outcome: nobody ? 'undefined' : broken.length > 0 ? 'broken' : kept ? 'kept' : 'unclear',
    low,
    high,
    ratio: other.count === 0 ? NaN : rateOf(one) / rateOf(other),
    lo,
    hi,
    parity: low === high ? 1 : fisherOf(one, other),
    chance: Math.min(...adjusted),
    keptChance: nobody ? 1 : keptChance,
    broken,
    least,
    most,
    onePersonTurnsIt: low !== high && (one.count + 1) / one.cases > (other.count - 1) / other.cases,
  };
}
