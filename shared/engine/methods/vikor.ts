// VIKOR: group utility against the worst single regret, and a set of compromises where no single one stands out.
import { difference, LEVEL } from '../tolerance.ts';
import { gather, rankedOf, scatter, toResult } from './compact.ts';
import type { RankingMethod } from './rankingMethod.ts';

interface Vikor {
  /** Group utility S: Σ weighted shortfall; small is good, as for all three. */
  s: Float64Array;
  /** Individual regret R: the largest weighted shortfall. */
  r: Float64Array;
  /** Q: S and R, each scaled over the candidates to [0, 1], mixed by v. */
  q: Float64Array;
  /** Is the runner-up in Q at least 1/(n − 1) behind? */
  acceptableAdvantage: boolean;
  /** Is whoever leads in Q also the best by S or by R? With several leaders, each of them. */
  acceptableStability: boolean;
  /** Positions of the compromise solutions, ascending: the leader alone when both conditions hold. */
  compromise: number[];
}

interface VikorOptions {
  /** Weight of S in Q, 0 … 1; 0.5 by default ("by consensus"). */
  v?: number;
  /** Best and worst per objective; by default the best and worst of the candidates, as in the paper. */
  bounds?: { best: ArrayLike<number>; worst: ArrayLike<number> };
}

/**
 * S, R, Q and the compromise set. O(nm + n).
 *
 * Opricovic & Tzeng (2004), EJOR 156(2):445–455. Shortfalls are (best − x) / (best − worst). Q scales S and R over the
 * candidates that are there, so a candidate that comes or goes can move Q even where the bounds are fixed.
 * - Advantage missing: all whose Q is less than 1/(n − 1) behind the leader. Advantage there but no stability: the leader
 *   and the runner-up (with all who tie with it).
 * - A constant objective (best = worst) counts 0; S or R equal for everybody counts 0 in Q; one candidate is its own
 *   compromise; without candidates everything is empty and both conditions hold.
 * @param weights  nonnegative; need not sum to 1.
 */
export function vikorScores(
  columns: readonly Float64Array[],
  signs: ArrayLike<number>,
  weights: ArrayLike<number>,
  { v = 0.5, bounds }: VikorOptions = {},
): Vikor {
  const n = columns[0]?.length ?? 0;
  const s = new Float64Array(n);
  const r = new Float64Array(n);
  columns.forEach((column, j) => {
    const [low, high] = extremes(column);
    const best = bounds ? bounds.best[j]! : signs[j]! > 0 ? high : low;
    const worst = bounds ? bounds.worst[j]! : signs[j]! > 0 ? low : high;
    if (best === worst) return;
    for (let i = 0; i < n; i++) {
      const shortfall = (weights[j]! * (best - column[i]!)) / (best - worst);
      s[i]! += shortfall;
      if (shortfall > r[i]!) r[i] = shortfall;
    }
  });
  const [bestS, worstS] = extremes(s);
  const [bestR, worstR] = extremes(r);
  const q = s.map((si, i) => v * share(si, bestS, worstS) + (1 - v) * share(r[i]!, bestR, worstR));
  return { s, r, q, ...compromiseOf(s, r, q, bestS, bestR) };
}

function compromiseOf(s: Float64Array, r: Float64Array, q: Float64Array, bestS: number, bestR: number) {
  const all = Array.from(q, (_, i) => i);
  const lead = extremes(q)[0];
  const leaders = all.filter((i) => q[i]! <= lead + LEVEL);
  const runnerUp = leaders.length > 1 ? lead : extremes(q.filter((x) => x > lead + LEVEL))[0];
  const step = 1 / (q.length - 1);
  const acceptableAdvantage = q.length < 2 || runnerUp - lead >= step - LEVEL;
  const acceptableStability = leaders.every((i) => s[i]! <= bestS + LEVEL || r[i]! <= bestR + LEVEL);
  const compromise = !acceptableAdvantage
    ? all.filter((i) => q[i]! - lead < step - LEVEL)
    : acceptableStability
      ? leaders
      : all.filter((i) => q[i]! <= runnerUp + LEVEL);
  return { acceptableAdvantage, acceptableStability, compromise };
}

function share(x: number, best: number, worst: number): number {
  return difference(worst, best) === 0 ? 0 : (x - best) / (worst - best);
}

function extremes(column: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const x of column) {
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return [low, high];
}

type VikorParts = Vikor;

/** `vikorScores` with the anchors as bounds. Ranked by Q; `parts` over the catalogue, its compromise set in catalogue positions. */
export const vikor: RankingMethod<VikorParts> = {
  id: 'vikor',
  name: 'VIKOR',
  better: -1,
  rank(matrix, weights, mask) {
    const members = rankedOf(matrix, mask);
    const columns = matrix.values.map((column) => gather(column, members));
    const ones = new Float64Array(matrix.m).fill(1);
    const bounds = { best: ones, worst: new Float64Array(matrix.m) };
    const local = vikorScores(columns, ones, weights, { bounds });
    const everywhere = (column: Float64Array) => scatter(column, members, matrix.n);
    return toResult(local.q, -1, members, matrix.n, {
      ...local,
      s: everywhere(local.s),
      r: everywhere(local.r),
      q: everywhere(local.q),
      compromise: local.compromise.map((k) => members[k]!),
    });
  },
};
