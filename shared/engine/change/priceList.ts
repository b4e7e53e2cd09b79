// What each `must` costs: the group's and each role's best at every bound it could have. A sorted scan, no solver.
import type { Catalog } from '../../domain/catalog.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Requirement } from '../../domain/role.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { meets, mildestOf } from '../screen.ts';
import { LEVEL } from '../tolerance.ts';
import { typedBound } from '../typed.ts';
import { groupFirsts, winnerOf } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';

/** What would be the case from one bound on, until the next step. */
export interface PriceStep {
  /** The strictest bound with this outcome, which is a measured value; null: any bound so strict that nobody is left. */
  bound: number | null;
  /** How many candidates are admitted at this very bound, the strictest of the step: `passingAt` tells it of any other. */
  admitted: number;
  /** Those whose admission at this very bound makes the step. */
  newcomers: readonly number[];
  /** Each role's best score among the admitted; null while nobody is. */
  best: readonly (number | null)[];
  /** The group's winner, −1 while nobody is, and its score for each role. */
  winner: number;
  winnerScores: readonly (number | null)[];
}

export interface PriceList {
  requirement: Requirement;
  /**
   * All bounds at which one more candidate comes in, from strict to loose, and who does: only candidates that are complete,
   * measured on this metric and meet every other `must`. Nobody else can be admitted by this requirement alone.
   */
  bounds: Float64Array;
  candidates: Int32Array;
  /** Only the bounds at which a role's best or the group's answer changes; steps before `current` are what tightening costs. */
  steps: readonly PriceStep[];
  /** The step that holds at the bound as it is. */
  current: number;
}

/**
 * The price list of every `must` of the screening, in its order.
 *
 * One scan from the strictest bound outwards: who was in stays in, a role's best only rises, and the group's winner is
 * compared with the newcomers alone. Least regret looks at everybody again when a role's best has risen, since all regrets
 * of that role have. O(musts · (n log n + n · roles)), with least regret plus n · roles for each rise.
 */
export function priceLists(snapshot: ReviewSnapshot, evaluation: Foundation & Ranking, rule: ChangeRule): PriceList[] {
  const { musts } = evaluation.screening;
  const failures = failuresOf(snapshot.catalog, musts);
  return musts.map((must) => listOf(snapshot, evaluation, rule, failures, must));
}

/** The price list of one of `musts`, which need not be those of the screening. O(musts · n), and as `priceLists` for one. */
export function priceListOf(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  musts: readonly Requirement[],
  must: Requirement,
): PriceList {
  return listOf(snapshot, evaluation, rule, failuresOf(snapshot.catalog, musts), must);
}

/** How many candidates pass with the bound set exactly here, as far as this requirement decides it. O(log n). */
export function passingAt({ requirement, bounds }: Pick<PriceList, 'requirement' | 'bounds'>, bound: number): number {
  return firstFailing(bounds, (x) => meets({ ...requirement, bound }, x));
}

/** How many pass with any bound a hair stricter than this one: "below 0.623", "above 80 %". O(log n). */
export function passingBeyond(
  { requirement, bounds }: Pick<PriceList, 'requirement' | 'bounds'>,
  bound: number,
): number {
  const opposite = requirement.comparator === '<=' ? ('>=' as const) : ('<=' as const);
  return firstFailing(bounds, (x) => !meets({ comparator: opposite, bound }, x));
}

/** No measurement is told apart any further. */
const MOST_DECIMALS = 12;

/**
 * A bound as it is printed and typed: rounded to the loose side, with as many decimals as it takes to admit exactly the candidates that the exact
 * one admits. So what is said of it, typed in, comes true.
 * @param decimals  to begin with, those of the metric's column.
 */
export function printedBound(list: Pick<PriceList, 'requirement' | 'bounds'>, bound: number, decimals: number): number {
  return asPrinted(bound, decimals, list.requirement.comparator, (printed) => {
    return passingAt(list, printed) === passingAt(list, bound);
  });
}

/** As `printedBound`, for "below 98 ms": rounded to the strict side, so that any bound beyond it is beyond the exact one too. */
export function printedEdge(list: Pick<PriceList, 'requirement' | 'bounds'>, edge: number, decimals: number): number {
  return asPrinted(edge, decimals, list.requirement.comparator === '<=' ? '>=' : '<=', (printed) => {
    return passingBeyond(list, printed) === passingBeyond(list, edge);
  });
}

function asPrinted(x: number, decimals: number, loose: '<=' | '>=', same: (printed: number) => boolean): number {
  for (let digits = decimals; digits <= MOST_DECIMALS; digits++) {
    const printed = typedBound(loose, x, digits);
    if (same(printed)) return printed;
  }
  return x;
}

/** Bounds run from strict to loose, so those that pass come first. */
function firstFailing(bounds: Float64Array, passes: (x: number) => boolean): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(bounds[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Per candidate how many of the requirements it does not meet. */
function failuresOf(catalog: Catalog, musts: readonly Requirement[]): Uint16Array {
  const failures = new Uint16Array(catalog.candidateIds.length);
  for (const must of musts) {
    const column = columnOf(catalog, must);
    for (let i = 0; i < failures.length; i++) if (!meets(must, column[i]!)) failures[i]!++;
  }
  return failures;
}

function listOf(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  failures: Uint16Array,
  must: Requirement,
): PriceList {
  const { matrix, screening } = evaluation;
  const column = columnOf(snapshot.catalog, must);
  const others: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    const x = column[i]!;
    if (i === screening.reference) continue;
    if (matrix.complete[i] === 1 && x === x && failures[i] === (meets(must, x) ? 0 : 1)) others.push(i);
  }
  const sign = must.comparator === '<=' ? 1 : -1;
  const candidates = Int32Array.from(others).sort((a, b) => sign * (column[a]! - column[b]!) || a - b);
  const steps = scan(snapshot, evaluation, rule, candidates, column);
  const current = steps.findLastIndex(({ bound }) => bound === null || meets(must, bound));
  return { requirement: must, bounds: Float64Array.from(candidates, (i) => column[i]!), candidates, steps, current };
}

/** What speaks best for each candidate: a bound admits it from there on. */
function columnOf(catalog: Catalog, must: Requirement): Float64Array {
  const column = catalog.columns.find(({ metricId }) => metricId === must.metricId);
  return mildestOf(column, must, catalog.candidateIds.length);
}

function scan(
  { settings, catalog }: ReviewSnapshot,
  { roles }: Ranking,
  rule: ChangeRule,
  candidates: Int32Array,
  column: Float64Array,
): PriceStep[] {
  const scores = roles.map((role) => role.scores);
  const influences = settings.roles.map((role) => role.influence);
  const nobody = roles.map(() => null);
  const steps: PriceStep[] = [
    { bound: null, admitted: 0, newcomers: [], best: nobody, winner: -1, winnerScores: nobody },
  ];
  let first: number[] = [];
  const best = roles.map(() => -Infinity);
  for (let from = 0; from < candidates.length;) {
    const bound = column[candidates[from]!]!;
    let to = from + 1;
    while (to < candidates.length && column[candidates[to]!] === bound) to++;
    const newcomers = candidates.subarray(from, to);
    let risen = false;
    for (const i of newcomers) {
      scores.forEach((own, k) => {
        risen ||= own[i]! > best[k]! + LEVEL;
        best[k] = Math.max(best[k]!, own[i]!);
      });
    }
    const again = risen && rule === 'leastRegret';
    const among = again ? candidates.subarray(0, to) : Int32Array.of(...first, ...newcomers).sort();
    first = groupFirsts(rule, scores, influences, among, best);
    const winner = winnerOf(first, catalog.names);
    if (risen || winner !== steps.at(-1)!.winner) {
      const winnerScores = scores.map((own) => (winner < 0 ? null : own[winner]!));
      steps.push({ bound, admitted: to, newcomers: [...newcomers], best: [...best], winner, winnerScores });
    }
    from = to;
  }
  return steps;
}
