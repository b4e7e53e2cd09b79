// Is there a gap at all? One test of all groups together, from counts.
import { randomFrom } from '../../engine/certainty/random.ts';
import { holm } from '../compare/holm.ts';
import type { Cell } from './cells.ts';
import { pairsOf, plainGap, pooled, rateOf } from './cells.ts';
import { fisherOf } from './fisher.ts';
import { hypergeometric } from './hypergeometric.ts';
import { rangeTail } from './normalRange.ts';

/** How the chance was found. */
export type GapTestMethod = 'Fisher' | 'range of normals' | 'given margins' | 'Holm–Fisher' | 'nothing varies';

interface GapTest {
  /** The widest pair, its difference in its standard errors under no gap; 0 where nothing varies. */
  statistic: number;
  /** The chance of a pair at least as far apart if all groups had the same rate. */
  chance: number;
  method: GapTestMethod;
  /** Tables drawn; 0 where the chance was not drawn. */
  draws: number;
}

/** Every expected count is at least this: the range of normals is then right to a few parts in a thousand. */
const LEAST_EXPECTED = 10;
/** Drawing ends with so many tables as far apart, or after so many in all. */
const ENOUGH = 100;
const MOST_DRAWS = 1999;
/** A chance that pairs alone show to be below this needs no drawing. */
const PLAIN = 0.001;

/** max |pᵢ − pⱼ| / √(p̄(1 − p̄)(1/nᵢ + 1/nⱼ)); 0 where nobody counts or everybody does. O(k²). */
export function widestPair(cells: readonly Cell[]): number {
  const all = pooled(cells);
  const share = rateOf(all);
  if (all.count === 0 || all.count === all.cases) return 0;
  let widest = 0;
  for (const { a, b } of pairsOf(cells.length)) {
    const difference = Math.abs(rateOf(cells[a]!) - rateOf(cells[b]!));
    const error = Math.sqrt(share * (1 - share) * (1 / cells[a]!.cases + 1 / cells[b]!.cases));
    widest = Math.max(widest, difference / error);
  }
  return widest;
}

/**
 * Tests whether all groups have the same rate.
 *
 * Two groups: Fisher's exact test. More, with enough cases in each: the range of normals (Tukey 1953; Kramer 1956, Biometrics
 * 12(3):307–310; not liberal for uneven sizes: Hayter 1984, Ann. Stat. 12(1):61–75). Otherwise the test given margins, which is
 * exact at every size: cases keep their groups, those that count are drawn anew, as often as it takes to tell (Besag & Clifford
 * 1991, Biometrika 78(2):301–304). Drawn numbers follow from the counts, so the same counts give the same chance everywhere.
 *
 * @param cells   one per group, each with cases; at least two.
 * @param family  how many measures are looked at together: pairs that settle the matter for all of them spare the drawing.
 * O(k² + √n), O(1,999 k²) where drawn; remembered.
 */
export function gapTest(cells: readonly Cell[], family = 1): GapTest {
  const key = `${family}|${cells.map(({ cases, count }) => `${cases} ${count}`).join('|')}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const found = tested(cells, family);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, found);
  return found;
}

const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, GapTest>();

function tested(cells: readonly Cell[], family: number): GapTest {
  const statistic = widestPair(cells);
  const all = pooled(cells);
  if (cells.length === 2) {
    return { statistic, chance: fisherOf(cells[0]!, cells[1]!), method: 'Fisher', draws: 0 };
  }
  if (all.count === 0 || all.count === all.cases || plainGap(cells) === 0) {
    return { statistic, chance: 1, method: 'nothing varies', draws: 0 };
  }
  const rarer = Math.min(all.count, all.cases - all.count) / all.cases;
  if (cells.every(({ cases }) => cases * rarer >= LEAST_EXPECTED)) {
    return { statistic, chance: rangeTail(cells.length, statistic), method: 'range of normals', draws: 0 };
  }
  const closest = Math.min(...pairChances(cells).map(({ adjusted }) => adjusted));
  if (closest <= PLAIN / family) return { statistic, chance: closest, method: 'Holm–Fisher', draws: 0 };
  return { statistic, ...givenMargins(cells), method: 'given margins' };
}

/** The chance of tables at least as far apart among all with these margins, drawn until it is known well enough. */
function givenMargins(cells: readonly Cell[]): { chance: number; draws: number } {
  // From the smallest group up, so that the largest, which takes longest to draw, is what is left.
  const sizes = Float64Array.from(cells, ({ cases }) => cases).sort();
  const k = sizes.length;
  const all = pooled(cells);
  // Given the margins p̄ is the same in every table: what differs is |pᵢ − pⱼ| / √(1/nᵢ + 1/nⱼ).
  const precision = new Float64Array(k * k);
  for (const { a, b } of pairsOf(k)) precision[a * k + b] = 1 / Math.sqrt(1 / sizes[a]! + 1 / sizes[b]!);
  const share = rateOf(all);
  const reached = widestPair(cells) * Math.sqrt(share * (1 - share)) * (1 - 1e-9);
  const random = randomFrom(seedOf(cells));
  const rates = new Float64Array(k);
  const farApart = () => {
    for (let a = 0; a < k; a++) {
      for (let b = a + 1; b < k; b++) {
        if (Math.abs(rates[a]! - rates[b]!) * precision[a * k + b]! >= reached) return true;
      }
    }
    return false;
  };
  let far = 0;
  for (let draw = 1; draw <= MOST_DRAWS; draw++) {
    let { cases, count } = all;
    for (let g = 0; g < k - 1; g++) {
      const drawn = hypergeometric(random, sizes[g]!, count, cases);
      rates[g] = drawn / sizes[g]!;
      cases -= sizes[g]!;
      count -= drawn;
    }
    rates[k - 1] = count / cases;
    if (farApart() && ++far === ENOUGH) return { chance: far / draw, draws: draw };
  }
  return { chance: (1 + far) / (MOST_DRAWS + 1), draws: MOST_DRAWS };
}

/** A number that follows from the counts: FNV-1a over them (Fowler, Noll & Vo 1991). */
function seedOf(cells: readonly Cell[]): number {
  let hash = 0x811c9dc5;
  for (const { cases, count } of cells) {
    for (const number of [cases, count]) hash = Math.imul(hash ^ number, 0x01000193);
  }
  return hash | 0;
}

interface PairChance {
  a: number;
  b: number;
  /** Fisher's, of these two groups alone; and with regard to all pairs, Holm's. */
  chance: number;
  adjusted: number;
}

/**
 * Which groups differ: Fisher's test of every pair, adjusted over all pairs, so that it is right even where other groups truly
 * differ. Never read pairs off the test of all groups together: its pooled rate is right only if nobody differs. O(k² √n).
 */
export function pairChances(cells: readonly Cell[]): PairChance[] {
  const pairs = pairsOf(cells.length).map(({ a, b }) => ({ a, b, chance: fisherOf(cells[a]!, cells[b]!) }));
  const adjusted = holm(pairs.map(({ chance }) => chance));
  return pairs.map((pair, k) => ({ ...pair, adjusted: adjusted[k]! }));
}
