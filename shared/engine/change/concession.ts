// The smallest change of weights that makes a candidate first for the group; or the proof that none does.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { typedWeights } from '../typed.ts';
import type { TypedWeights } from '../typed.ts';
import { chosenAs, chosenUnder } from './chosenUnder.ts';
import type { Concession, ConcessionOptions, Impossible, RoleChange, Solved } from './concessionTypes.ts';
import { concessionProblemOf } from './concessionProblem.ts';
import type { ConcessionProblem } from './concessionProblem.ts';
import type { ChangeRule } from './firstPlace.ts';
import { meanShares } from '../groupRules/weightedMean.ts';
import { linearConcession } from './linearConcession.ts';
import { regretConcession } from './regretConcession.ts';
import { totalChange } from './weightSpace.ts';

export type { Concession, ConcessionOptions, Impossible, RoleChange } from './concessionTypes.ts';

/**
 * Minimises Σ|Δw| (no weight below 0, each role's sum 1) so that the candidate is first for the group, by moving one role's
 * weights or everybody's together (then the sum over roles is minimised).
 *
 * Weighted mean: a linear program with cutting planes over rivals (Kelley 1960, J. SIAM 8(4):703–712); a candidate that cannot
 * win has, by linear programming duality, a mixture that always beats it (Farkas 1902). Least regret is not convex: see
 * regretConcession.ts; its answer is exact, or bounds labelled as such.
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
  return concession(snapshot, evaluation, candidate, movable, options, (problem) => {
    if (rule === 'leastRegret') return regretConcession(problem, options);
    return shares === null ? { why: { kind: 'noInfluence' } } : linearConcession(problem, shares);
  });
}

/**
 * A concession to the group as it is printed and typed: per role of its `roles` weights in per cent under which the candidate
 * is first, and the earlier answer no longer (where it can be left behind: two that are level whatever is typed stay so).
 * @returns null when rounded weights do not do.
 */
export function typedConcession(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  { candidate, roles }: Pick<Extract<Concession, { kind: 'change' }>, 'candidate' | 'roles'>,
): TypedWeights[] | null {
  const { winner } = evaluation.groups[rule];
  const chosen = chosenUnder(snapshot, evaluation, rule);
  const firstWith = (percent: readonly Float64Array[]) =>
    chosen(new Map(roles.map(({ roleId }, r) => [roleId, percent[r]!])));
  const before = roles.map(({ roleId }) => evaluation.roles[roleAt(evaluation, roleId)]!.weights);
  const after = roles.map(({ weights }) => weights);
  return (
    typedWeights(before, after, (percent) => chosenAs(firstWith(percent), candidate, winner)) ??
    typedWeights(before, after, (percent) => firstWith(percent).includes(candidate))
  );
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
  solve: (problem: ConcessionProblem) => Solved,
): Concession {
  if (evaluation.matrix.complete[candidate] !== 1) return { kind: 'ineligible', candidate, why: 'incomplete' };
  if (evaluation.screening.reference === candidate) return { kind: 'ineligible', candidate, why: 'reference' };
  if (evaluation.screening.feasible[candidate] !== 1) return { kind: 'ineligible', candidate, why: 'infeasible' };
  const problem = concessionProblemOf(snapshot, evaluation, candidate, movable, respectLocks);
  const solved = solve(problem);
  if ('open' in solved) return { kind: 'open', candidate, atLeast: solved.open };
  if ('why' in solved) return { kind: 'cannot', candidate, why: inCandidates(solved.why, problem) };
  const total = totalChange(problem.space, solved.weights);
  const roles = movable.flatMap((k) => changeOf(evaluation, k, solved.weights[k]!));
  const atLeast = Math.min(total, solved.atLeast);
  return { kind: 'change', candidate, total, atLeast, exact: total - atLeast <= 1e-7, roles };
}

function inCandidates(why: Impossible, problem: ConcessionProblem): Impossible {
  return why.kind === 'mixture' ? { ...why, candidates: why.candidates.map((i) => problem.candidates[i]!) } : why;
}

function changeOf({ matrix, roles }: Foundation & Ranking, k: number, weights: Float64Array): RoleChange[] {
  const { roleId, weights: before } = roles[k]!;
  const moves = matrix.objectiveIds
    .map((objectiveId, j) => ({ objectiveId, from: before[j]!, to: weights[j]! }))
    .filter(({ from, to }) => Math.abs(to - from) > 1e-12);
  const total = moves.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0);
  return moves.length > 0 ? [{ roleId, weights, moves, total }] : [];
}
