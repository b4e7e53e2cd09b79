// The input of a concession search: the candidate to be made first and its rivals in compact arrays, and the weights that may move.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { weightedSum } from '../weightedSum.ts';
import { contenders, scoredOf } from './scoredMembers.ts';
import { weightSpace } from './weightSpace.ts';
import type { WeightSpace } from './weightSpace.ts';

/** Positions in it, not candidate indices, are what the solvers work on. */
export interface ConcessionProblem {
  n: number;
  m: number;
  /** Candidate index by position. */
  candidates: Int32Array;
  /** 0 … n − 1. */
  positions: Int32Array;
  /** Position of the candidate that is to be first. */
  x: number;
  values: readonly Float64Array[];
  /** Per role, with the weights as they stand. */
  scores: readonly Float64Array[];
  influences: readonly number[];
  space: WeightSpace;
}

/**
 * The front and the candidate, as every role sees them.
 * @param movable      positions of the roles whose weights may move.
 * @param respectLocks leaves a role's locked weights as they are. A role that has not weighed has none.
 */
export function concessionProblemOf(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  candidate: number,
  movable: readonly number[],
  respectLocks: boolean,
): ConcessionProblem {
  const scored = scoredOf(snapshot, evaluation);
  const candidates = contenders(scored, candidate);
  const pick = (column: Float64Array) => Float64Array.from(candidates, (i) => column[i]!);
  const locked = snapshot.settings.roles.map((role, k) => {
    if (!respectLocks || evaluation.roles[k]!.assumedEqual) return null;
    const held = new Set(role.weights.filter((weight) => weight.locked).map((weight) => weight.objectiveId));
    return Uint8Array.from(evaluation.matrix.objectiveIds, (id) => (held.has(id) ? 1 : 0));
  });
  return {
    n: candidates.length,
    m: scored.m,
    candidates,
    positions: Int32Array.from(candidates, (_, position) => position),
    x: candidates.indexOf(candidate),
    values: scored.values.map(pick),
    scores: scored.scores.map(pick),
    influences: scored.influences,
    space: weightSpace(scored.weights, movable, locked),
  };
}

/** Every role's scores under other weights, as the engine computes them. O(movable roles × n × m). */
export function scoresUnder(problem: ConcessionProblem, weights: readonly Float64Array[]): Float64Array[] {
  return problem.scores.map((scores, k) =>
    problem.space.movable.includes(k) ? weightedSum(problem, weights[k]!) : scores,
  );
}

/** Value of the candidate less that of another, per objective. */
export function leadOver(problem: ConcessionProblem, rival: number): Float64Array {
  return Float64Array.from(problem.values, (column) => column[problem.x]! - column[rival]!);
}

/**
 * The least that Σ αₖ wₖ · d can be over all weights the roles may give: a movable role puts all it is free to give on the
 * worst objective. What a proof that no weights will do comes down to.
 */
export function leastOver({ space }: ConcessionProblem, alpha: readonly number[], d: Float64Array): number {
  let sum = 0;
  alpha.forEach((factor, k) => {
    if (factor === 0) return;
    const start = space.start[k]!;
    const free = space.free[space.movable.indexOf(k)] ?? [];
    let worst = Infinity;
    let room = 0;
    start.forEach((share, j) => {
      if (!free.includes(j)) sum += factor * share * d[j]!;
      else [room, worst] = [room + share, Math.min(worst, d[j]!)];
    });
    if (free.length > 0) sum += factor * room * worst;
  });
  return sum;
}

/** One score in exact arithmetic as far as doubles go, without the engine's rounding. */
export function scoreOf(problem: ConcessionProblem, weights: Float64Array, i: number): number {
  let sum = 0;
  for (let j = 0; j < problem.m; j++) sum += weights[j]! * problem.values[j]![i]!;
  return sum;
}

/** The one of the pool with the highest score. O(pool × m). */
export function highestScoring(problem: ConcessionProblem, weights: Float64Array, pool: Int32Array): number {
  let [best, top] = [pool[0]!, -Infinity];
  for (const f of pool) {
    const score = scoreOf(problem, weights, f);
    if (score > top) [best, top] = [f, score];
  }
  return best;
}

/** Is a rival equal to the candidate wherever a role gives any weight? Then they are level, and no rounding tells them apart. */
export function sameInAllThatCounts(
  problem: ConcessionProblem,
  weights: readonly Float64Array[],
  rival: number,
): boolean {
  return problem.values.every(
    (column, j) => column[rival] === column[problem.x] || weights.every((shares) => shares[j] === 0),
  );
}
