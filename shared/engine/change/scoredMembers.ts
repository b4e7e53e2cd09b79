// The eligible candidates with each role's scores, prepared once per analysis.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';

export interface Scored {
  n: number;
  m: number;
  /** Value in [0, 1] per objective and candidate. */
  values: readonly Float64Array[];
  /** 1 when feasible and complete. */
  eligible: Uint8Array;
  /** The eligible candidates, in catalogue order. */
  members: Int32Array;
  /** Those of them nobody dominates: nobody else can be first alone, be anybody's only favourite, or stand in the way alone. */
  front: Int32Array;
  /** Per role, in the review's order. */
  weights: readonly Float64Array[];
  scores: readonly Float64Array[];
  influences: readonly number[];
  names: readonly string[];
}

/** O(n). */
export function scoredOf({ settings, catalog }: ReviewSnapshot, evaluation: Foundation & Ranking): Scored {
  const { matrix, screening, fronts, roles } = evaluation;
  const eligible = new Uint8Array(matrix.n);
  const members: number[] = [];
  const front: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    if (!(eligible[i] = matrix.complete[i]! & screening.feasible[i]!)) continue;
    members.push(i);
    if (fronts[i] === 1) front.push(i);
  }
  return {
    n: matrix.n,
    m: matrix.m,
    values: matrix.values,
    eligible,
    members: Int32Array.from(members),
    front: Int32Array.from(front),
    weights: roles.map((role) => role.weights),
    scores: roles.map((role) => role.scores),
    influences: settings.roles.map((role) => role.influence),
    names: catalog.names,
  };
}

/** The front and one more candidate: all that matters when the question is whether that one is first. */
export function contenders({ front }: Scored, candidate: number): Int32Array {
  return front.includes(candidate) ? front : Int32Array.of(...front, candidate).sort();
}
