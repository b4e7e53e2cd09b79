// The smallest change of weights that makes a candidate first, for one role or for the group; or the proof that none does.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import type { Progress } from '../fronts.ts';
import { fieldOf } from './field.ts';
import type { Field } from './field.ts';
import type { ChangeRule } from './firstPlace.ts';
import { meanShares } from './firstPlace.ts';
import { linearConcession } from './linearConcession.ts';
import { regretConcession } from './regretConcession.ts';
import { totalChange } from './weightSpace.ts';

export interface RoleChange {
  roleId: number;
  /** The new weights, in matrix order, summing to 1. */
  weights: Float64Array;
  /** What moves, in matrix order. */
  moves: readonly { objectiveId: number; from: number; to: number }[];
  /** Σ|Δw| of this role: twice what changes hands. */
  total: number;
}

/**
 * Why no weights will do.
 * - mixture: whatever the weights, the named candidates, counted with these shares (summing to 1), score better than the
 *   asked-for one by at least `lead`; so one of them always does. A single one is better on everything that may count.
 * - search: least regret has no such certificate; every case of who stands in the way was ruled out, so many of them.
 * - noInfluence: nobody whose weights may move counts in the mean.
 */
export type Impossible =
  | { kind: 'mixture'; candidates: readonly number[]; shares: readonly number[]; lead: number }
  | { kind: 'search'; cases: number }
  | { kind: 'noInfluence' };

/**
 * - change: applied, the candidate is first (ties count). No smaller total than `atLeast` does it; `exact` when they agree.
 *   A candidate that is first already has the total 0 and no roles.
 * - cannot: no weights of these roles make it first.
 * - open: none found and none excluded within the allowed work; a total below `atLeast` is excluded.
 * - ineligible: it is not ranked at all (incomplete, or it breaks a `must`), so weights are not the question.
 */
export type Concession =
  | { kind: 'change'; candidate: number; total: number; atLeast: number; exact: boolean; roles: readonly RoleChange[] }
  | { kind: 'cannot'; candidate: number; why: Impossible }
  | { kind: 'open'; candidate: number; atLeast: number }
  | { kind: 'ineligible'; candidate: number; why: 'incomplete' | 'infeasible' };

export interface ConcessionOptions {
  /** Locked weights stay. */
  respectLocks?: boolean;
  /** Least regret only: how many linear programs may be solved before the answer is given as bounds. */
  most?: number;
  /** Least regret only: told how much of that is used up; answering false stops, and what is known so far is the answer. */
  onProgress?: Progress;
}

/** What a solver answers: weights of all roles, and the total below which there are none; or why there are none. */
export type Solved = { weights: Float64Array[]; atLeast: number } | { why: Impossible } | { open: number };

/**
 * Minimises Σ|Δw| over one role's weights (none below 0, their sum 1) so that the candidate is first for that role. A
 * linear program with cutting planes over rivals (Kelley 1960, J. SIAM 8(4):703–712); one that cannot win has, by linear
 * programming duality, a mixture that always beats it (Farkas 1902).
 * @throws RangeError for an unknown role.
 */
export function concessionOfRole(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  candidate: number,
  roleId: number,
  options: ConcessionOptions = {},
): Concession {
  const k = roleAt(evaluation, roleId);
  const alpha = evaluation.roles.map((_, other) => (other === k ? 1 : 0));
  return concession(snapshot, evaluation, candidate, [k], options, (field) => linearConcession(field, alpha));
}

/**
 * The same so that the candidate is first for the group, by moving one role's weights or everybody's together (then the
 * sum over roles is minimised). Weighted mean: one linear program. Least regret is not convex: see regretConcession.ts;
 * its answer is exact, or bounds labelled as such.
 * @param roleId  who moves; null: all.
 * @throws RangeError for an unknown role.
 */
export function concessionOfGroup(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  candidate: number,
  roleId: number | null,
  options: ConcessionOptions = {},
): Concession {
  const movable = roleId === null ? evaluation.roles.map((_, k) => k) : [roleAt(evaluation, roleId)];
  const shares = meanShares(snapshot.settings.roles.map((role) => role.influence));
  return concession(snapshot, evaluation, candidate, movable, options, (field) => {
    if (rule === 'leastRegret') return regretConcession(field, options);
    return shares === null ? { why: { kind: 'noInfluence' } } : linearConcession(field, shares);
  });
}

function roleAt({ roles }: Ranking, roleId: number): number {
  const k = roles.findIndex((role) => role.roleId === roleId);
  if (k < 0) throw new RangeError(`There is no role with the id ${roleId}.`);
  return k;
}

function concession(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  candidate: number,
  movable: readonly number[],
  { respectLocks = false }: ConcessionOptions,
  solve: (field: Field) => Solved,
): Concession {
  if (evaluation.matrix.complete[candidate] !== 1) return { kind: 'ineligible', candidate, why: 'incomplete' };
  if (evaluation.screening.feasible[candidate] !== 1) return { kind: 'ineligible', candidate, why: 'infeasible' };
  const field = fieldOf(snapshot, evaluation, candidate, movable, respectLocks);
  const solved = solve(field);
  if ('open' in solved) return { kind: 'open', candidate, atLeast: solved.open };
  if ('why' in solved) return { kind: 'cannot', candidate, why: inCandidates(solved.why, field) };
  const total = totalChange(field.space, solved.weights);
  const roles = movable.flatMap((k) => changeOf(evaluation, k, solved.weights[k]!));
  const atLeast = Math.min(total, solved.atLeast);
  return { kind: 'change', candidate, total, atLeast, exact: total - atLeast <= 1e-7, roles };
}

function inCandidates(why: Impossible, field: Field): Impossible {
  return why.kind === 'mixture' ? { ...why, candidates: why.candidates.map((i) => field.candidates[i]!) } : why;
}

function changeOf({ matrix, roles }: Foundation & Ranking, k: number, weights: Float64Array): RoleChange[] {
  const { roleId, weights: before } = roles[k]!;
  const moves = matrix.objectiveIds
    .map((objectiveId, j) => ({ objectiveId, from: before[j]!, to: weights[j]! }))
    .filter(({ from, to }) => Math.abs(to - from) > 1e-12);
  const total = moves.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0);
  return moves.length > 0 ? [{ roleId, weights, moves, total }] : [];
}
