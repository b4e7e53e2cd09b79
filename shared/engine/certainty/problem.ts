// The input of sampling, and its working set: one row of values per participating candidate.
import type { Objective } from '../../domain/objective.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { DecisionMatrix, Ranking } from '../evaluation.ts';
import { statedErrors } from './metricNoise.ts';
import type { StatedErrors } from './metricNoise.ts';
import type { RoleDoubt } from './weightDoubt.ts';

export interface CertaintyProblem extends StatedErrors {
  matrix: DecisionMatrix;
  /** In the order of the matrix. */
  objectives: readonly Pick<Objective, 'direction' | 'valueFunction'>[];
  /** 1 takes part: as a rule feasible and complete. Requirements are applied to what was measured, not to what might have been. */
  eligible: Uint8Array;
  /** At least one. For "any weights at all", one role of concentration null. */
  roles: readonly RoleDoubt[];
  /** Draws. */
  samples: number;
  seed: number;
}

/** How doubt is drawn: how firmly ballots hold (null: any weights at all), how many draws, and the seed that repeats them. */
export interface Draws {
  concentration: number | null;
  samples: number;
  seed: number;
}

/**
 * The problem of a review: every role's ballot held as firmly as said, any weights for roles that have not weighed, the standard
 * errors that the measurements state. O(cells).
 * @param ranking  of `rank()`, for the weights.
 */
export function certaintyProblem(
  snapshot: ReviewSnapshot,
  { matrix, eligible }: Pick<CertaintyProblem, 'matrix' | 'eligible'>,
  { roles }: Pick<Ranking, 'roles'>,
  draws: Draws,
): CertaintyProblem {
  const { concentration, samples, seed } = draws;
  return {
    matrix,
    objectives: snapshot.settings.objectives,
    eligible,
    roles: snapshot.settings.roles.map(({ influence }, k) => {
      const { weights, assumedEqual } = roles[k]!;
      return { weights, influence, concentration: assumedEqual ? null : concentration };
    }),
    ...statedErrors(snapshot),
    samples,
    seed,
  };
}

/** Everybody's rank up to here, and beyond it only the first ten. */
const FINALISTS = 50;
const TOP = 10;

export interface Members {
  /** How many take part, and which candidates they are; rows are in this order. */
  c: number;
  candidates: Int32Array;
  /** How many ranks are told apart. */
  depth: number;
  /** c × m values as measured. */
  rows: Float64Array;
}

/**
 * The members of a problem. O(nm).
 * @throws RangeError when nobody takes part, or no role.
 */
export function membersOf({ matrix, eligible, roles }: CertaintyProblem): Members {
  const candidates = Int32Array.from([...eligible.keys()].filter((i) => eligible[i] === 1 && matrix.complete[i] === 1));
  const c = candidates.length;
  if (c === 0)
    throw new RangeError('No candidate meets every requirement and is complete, so there is nothing to compare.');
  if (roles.length === 0) throw new RangeError('Without a role nobody has weights. Add a role.');
  const rows = new Float64Array(c * matrix.m);
  candidates.forEach((i, row) => matrix.values.forEach((column, j) => (rows[row * matrix.m + j] = column[i]!)));
  return { c, candidates, depth: c <= FINALISTS ? c : TOP, rows };
}
