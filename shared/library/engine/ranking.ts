// Ranking candidates by one set of weights, by any of the methods; and putting the rankings of several people together.
import { bordaScores } from '../../engine/groupRules/borda.ts';
import { copelandScores } from '../../engine/groupRules/copeland.ts';
import { kemeny } from '../../engine/groupRules/kemeny.ts';
import { leximin } from '../../engine/groupRules/leximin.ts';
import { nash } from '../../engine/groupRules/nash.ts';
import { rankGroups } from '../../engine/evaluate.ts';
import { midRanks } from '../../engine/agreement/midRanks.ts';
import { kendallTau as tauOf } from '../../engine/agreement/kendallTau.ts';
import { kendallW as concordance } from '../../engine/agreement/kendallW.ts';
import { methodOf } from '../../engine/methods/methodsAgree.ts';
import { promethee, relation } from '../../engine/methods/promethee.ts';
import { competitionRanks } from '../../engine/rank.ts';
import { regretsOf } from '../../engine/regret.ts';
import { normalise } from '../../engine/weights.ts';
import { checkWord, columnsOf, placeNames, valued, type Table } from './table.ts';

/**
 * - additive: Σ weight · value, the one people can audit (Keeney & Raiffa 1976).
 * - achievement: the largest weighted shortfall from the best, so that nobody is hurt badly (Wierzbicki 1980). Small is good.
 * - vikor: group utility against the largest single regret (Opricovic & Tzeng 2004, EJOR 156(2):445–455). Small is good.
 * - promethee: net flow of PROMETHEE II (Brans & Vincke 1985, Management Science 31(6):647–656).
 * - topsis: closeness to the ideal, the ideals from the ends of the scales (Hwang & Yoon 1981); topsisOfCandidates: from the candidates.
 * - weightedProduct: Π value^weight, where what is worthless on one objective cannot be made up for (Miller & Starr 1969).
 */
export type Method = (typeof methods)[number];
const methods = [
  'additive',
  'achievement',
  'vikor',
  'promethee',
  'topsis',
  'topsisOfCandidates',
  'weightedProduct',
] as const;

/** Scores and the places that follow from them. */
export interface Ranked {
  /** Length n, in the method's own terms; NaN where a value is missing. */
  scores: Float64Array;
  /** Length n: 1 is best, ties share a rank and leave a gap; 0: not ranked. */
  ranks: Int32Array;
  /** Which scores are good. */
  better: 'larger' | 'smaller';
  /** Places of all of rank 1, ascending. */
  first: readonly number[];
}

/** A preference function of PROMETHEE, on differences of values: up to q nothing counts, beyond p all of it. */
export type PreferenceFunction =
  | { kind: 'usual' }
  | { kind: 'ushape'; q: number }
  | { kind: 'vshape'; p: number }
  | { kind: 'level' | 'linear'; q: number; p: number }
  | { kind: 'gaussian'; s: number };

/**
 * Ranks candidates by one set of weights.
 *
 * @param values   n candidates × m objectives between 0 and 1, larger is better; see `toValues`. Who lacks one is not ranked.
 * @param weights  length m, from 0 upwards, not all 0; only their proportions count.
 * @param method   by default the additive value.
 * @throws RangeError for an unknown method, a value outside 0 … 1, negative weights, or lengths that do not fit.
 * O(nm), PROMETHEE O(m n log n). Sums that are equal on paper tie.
 * @example
 * ```ts
 * import { rank } from 'parley/engine';
 * const values = { rows: [[1, 0], [0.6, 0.8], [0.2, 0.2]] };
 * rank(values, [0.5, 0.5]).ranks; // → [2, 1, 3]
 * rank(values, [0.5, 0.5]).scores; // → [0.5, 0.7, 0.2]
 * rank(values, [0.5, 0.5], 'weightedProduct').ranks; // → [3, 1, 2]
 * ```
 */
export function rank(values: Table, weights: ArrayLike<number>, method: Method = 'additive'): Ranked {
  checkWord('method', method, methods);
  const matrix = valued(values, weights.length);
  const { better, ...chosen } = methodOf(method);
  const { scores, ranks, winners } = chosen.rank(matrix, sharesOf(weights, matrix.m), null);
  return { scores, ranks, better: better === 1 ? 'larger' : 'smaller', first: winners };
}

function sharesOf(weights: ArrayLike<number>, m: number): Float64Array {
  if (weights.length !== m) throw new RangeError(`There are ${m} objectives and ${weights.length} weights.`);
  return normalise(weights);
}

/** How one candidate stands to another by PROMETHEE I. */
export type Relation = 'preferred' | 'outranked' | 'indifferent' | 'incomparable';

/**
 * PROMETHEE: pairwise preferences with thresholds below which a difference does not count. II ranks by net flow; I says `relation`,
 * which admits that two are incomparable: each is better in one of the flows.
 *
 * @param values     n candidates × m objectives between 0 and 1, larger is better, none missing.
 * @param weights    length m, from 0 upwards, not all 0.
 * @param functions  length m; left out: any difference counts fully.
 * @returns per candidate `plus` (mean preference over the others), `minus` (theirs over it) and `net`; `relation(a, b)` of two places.
 * @throws RangeError for a missing value or one outside 0 … 1, or lengths that do not fit.
 * O(m n log n), a Gaussian objective O(n²). Brans & Vincke (1985), Management Science 31(6):647–656.
 * @example
 * ```ts
 * import { outrank } from 'parley/engine';
 * const { net, relation } = outrank({ rows: [[1, 0], [0, 1], [0, 0]] }, [0.5, 0.5]);
 * net; // → [0.25, 0.25, -0.5]
 * relation(0, 2); // → 'preferred'
 * relation(0, 1); // → 'indifferent'
 * ```
 */
export function outrank(
  values: Table,
  weights: ArrayLike<number>,
  functions: readonly PreferenceFunction[] | null = null,
): { plus: Float64Array; minus: Float64Array; net: Float64Array; relation: (a: number, b: number) => Relation } {
  const matrix = valued(values, weights.length);
  if (matrix.complete.includes(0)) throw new RangeError('PROMETHEE compares every pair, so no value may be missing.');
  if (functions !== null && functions.length !== matrix.m) {
    throw new RangeError(`There are ${matrix.m} objectives and ${functions.length} preference functions.`);
  }
  const { plus, minus, net } = promethee(functions).rank(matrix, sharesOf(weights, matrix.m), null).parts;
  return { plus, minus, net, relation: (a, b) => relation({ plus, minus }, a, b) };
}

/**
 * - leastRegret: whose unhappiest person gives up least against their favourite (Savage 1951). Small is good.
 * - weightedMean: the mean score, with influences as weights (Harsanyi 1955).
 * - leximin: lift the worst-off, then the next (Sen 1970, chapter 9).
 * - nash: the product of gains over a status quo (Nash 1950, Econometrica 18(2):155–162).
 * - borda: points by place; ties get mid-ranks. copeland: duels won less duels lost.
 * - kemeny: the order that contradicts the fewest pairwise preferences, exactly, for up to 16 candidates. Scores are places; small is good.
 */
export type GroupRule = (typeof groupRules)[number];
const groupRules = ['leastRegret', 'weightedMean', 'leximin', 'nash', 'borda', 'copeland', 'kemeny'] as const;

/**
 * Puts the scores of several people together.
 *
 * @param scores   a column per person, a number per candidate, larger is better; who lacks one is not ranked.
 * @param rule     leastRegret, weightedMean, leximin and nash compare scores between people; the others use orders alone.
 * @param options  `influences` of the weighted mean, one per person, by default alike; `statusQuo` of nash, a score per person, by default 0.
 * @throws RangeError for an unknown rule, lengths that do not fit, and for kemeny with more than 16 candidates.
 * O(n · people) and a sort; copeland O(n² · people), kemeny O(2ⁿ n).
 * @example
 * ```ts
 * import { rankGroup } from 'parley/engine';
 * const scores = { columns: [[1, 0.7, 0], [0, 0.6, 1]] };
 * rankGroup(scores, 'leastRegret').first; // → [1]
 * rankGroup(scores, 'leastRegret').scores; // → [1, 0.4, 1]
 * rankGroup(scores, 'weightedMean', { influences: [3, 1] }).first; // → [0]
 * ```
 */
export function rankGroup(
  scores: Table,
  rule: GroupRule,
  options: { influences?: readonly number[]; statusQuo?: readonly number[] } = {},
): Ranked {
  checkWord('rule', rule, groupRules);
  const columns = columnsOf(scores);
  const n = columns[0]?.length ?? 0;
  const people = columns.length;
  const { influences = new Array<number>(people).fill(1), statusQuo = new Array<number>(people).fill(0) } = options;
  if (influences.length !== people || statusQuo.length !== people) {
    throw new RangeError(`There are ${people} people; give each an influence and a status quo, or none.`);
  }
  const mask = new Uint8Array(n).fill(1);
  for (const column of columns) for (let i = 0; i < n; i++) if (Number.isNaN(column[i]!)) mask[i] = 0;
  switch (rule) {
    case 'leastRegret':
    case 'weightedMean': {
      const results = columns.map((column, k) => {
        const own = column.map((x, i) => (mask[i] === 1 ? x : NaN));
        return {
          roleId: k,
          weights: new Float64Array(0),
          assumedEqual: false,
          scores: own,
          ranks: new Int32Array(n),
          favourites: [],
          regrets: regretsOf(own, mask),
        };
      });
      const roles = influences.map((influence) => ({ influence }));
      const found = rankGroups(roles, results, mask, placeNames(n))[rule];
      return toRanked(found.scores, found.ranks, rule === 'leastRegret' ? 'smaller' : 'larger');
    }
    case 'leximin': {
      const { worst, ranks } = leximin(columns, mask);
      return toRanked(worst, ranks, 'larger');
    }
    case 'nash': {
      const { products, ranks } = nash(columns, statusQuo, mask);
      return toRanked(products, ranks, 'larger');
    }
    case 'borda': {
      const points = bordaScores(columns, mask);
      return toRanked(points, people === 0 ? new Int32Array(n) : competitionRanks(points, mask), 'larger');
    }
    case 'copeland': {
      const duels = copelandScores(columns, mask);
      return toRanked(duels, people === 0 ? new Int32Array(n) : competitionRanks(duels, mask), 'larger');
    }
    case 'kemeny': {
      const members = Array.from(mask.keys()).filter((i) => mask[i] === 1);
      const ordered = columns.map((column) => {
        // Places, so that what is level for a person stays level here.
        const ranks = competitionRanks(column, mask);
        return Float64Array.from(members, (i) => 0 - ranks[i]!);
      });
      const { bestPlaces } = kemeny(ordered, members.length);
      const places = new Float64Array(n).fill(NaN);
      members.forEach((i, k) => (places[i] = bestPlaces[k]!));
      const keys = places.map((place) => 0 - place);
      return toRanked(places, people === 0 ? new Int32Array(n) : competitionRanks(keys, mask), 'smaller');
    }
  }
}

function toRanked(scores: Float64Array, ranks: Int32Array, better: Ranked['better']): Ranked {
  return { scores, ranks, better, first: Array.from(ranks.keys()).filter((i) => ranks[i] === 1) };
}

/**
 * Kendall's τ-b: how alike two people order the same candidates, from −1 (opposite) over 0 to 1 (the same).
 *
 * @param a, b  scores, n each; whether large or small is good must be the same for both.
 * @returns null with fewer than two candidates, or where one of them ties everything.
 * @throws RangeError for a missing number, or lengths that do not fit.
 * O(n log n). Kendall (1945), Biometrika 33(3):239–251; Knight (1966), JASA 61(314):436–439.
 * @example
 * ```ts
 * import { kendallTau } from 'parley/engine';
 * kendallTau([1, 2, 3], [1, 3, 2]); // → 0.3333333333
 * ```
 */
export function kendallTau(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [x, y] = everyNumber([a, b]);
  return tauOf(x!, y!);
}

/**
 * Kendall's W: how alike several people order the same candidates, from 0 to 1 (the same order), corrected for ties.
 *
 * @param scores  a column per person, a number per candidate, larger is better.
 * @returns null with fewer than two people or candidates, or where all tie everything.
 * @throws RangeError for a missing number, or lengths that do not fit.
 * O(people · n log n). Kendall & Babington Smith (1939), Ann. Math. Stat. 10(3):275–287.
 * @example
 * ```ts
 * import { kendallW } from 'parley/engine';
 * kendallW({ columns: [[1, 2, 3], [2, 4, 6]] }); // → 1
 * ```
 */
export function kendallW(scores: Table): number | null {
  const columns = everyNumber(columnsOf(scores));
  const all = new Uint8Array(columns[0]?.length ?? 0).fill(1);
  return concordance(columns.map((column) => midRanks(column, all)));
}

function everyNumber(columns: readonly ArrayLike<number>[]): Float64Array[] {
  const checked = columnsOf({ columns });
  if (checked.some((column) => column.some(Number.isNaN))) throw new RangeError('No number may be missing here.');
  return checked;
}
