// What a role gives up with a candidate, against its own favourite: in value, and on the objective where it loses most, as measured.
import type { Role } from '../../../shared/domain/role.ts';
import type { DecisionMatrix, Foundation, Ranking, RoleResult } from '../../../shared/engine/evaluation.ts';
import { contributions } from '../../../shared/engine/weightedSum.ts';

export interface GivenUp {
  roleId: number;
  /** NaN where there is no score; negative where an infeasible candidate would please the role more than any feasible one. */
  regret: number;
  /** What it is compared with: the candidate itself where that is a favourite, −1 where the role has none. */
  favourite: number;
  /** Place of the objective with the largest loss of value, −1 where nothing is lost on any. */
  objective: number;
  /** What is lost on it, in value times the role's weight; 0 where nothing is. */
  lost: number;
  /** Candidate minus favourite on that objective, in its unit; NaN where either is not measured. */
  difference: number;
}

/** O(objectives). */
export function givenUp(matrix: DecisionMatrix, result: RoleResult, candidate: number): GivenUp {
  const { roleId, regrets, favourites } = result;
  const favourite = favourites.includes(candidate) ? candidate : (favourites[0] ?? -1);
  const none = { roleId, regret: regrets[candidate] ?? NaN, favourite, objective: -1, lost: 0, difference: NaN };
  if (favourite === -1 || favourite === candidate || Number.isNaN(none.regret)) return none;
  return { ...none, ...largestLoss(matrix, result, candidate, favourite) };
}

/** What a role gives up, with the result that says so. */
interface RoleLoss {
  role: Role;
  result: RoleResult;
  given: GivenUp;
}

interface Ranked {
  settings: { roles: readonly Role[] };
  ranking: Pick<Ranking, 'roles'>;
  foundation: Pick<Foundation, 'matrix'>;
}

/** What each role gives up with a candidate, in the order of the roles; those without a result are not in it. */
export function givenUpByRole({ settings, ranking, foundation }: Ranked, candidate: number): RoleLoss[] {
  return settings.roles.flatMap((role) => {
    const result = ranking.roles.find(({ roleId }) => roleId === role.id);
    return result === undefined ? [] : [{ role, result, given: givenUp(foundation.matrix, result, candidate) }];
  });
}

/** For a sort: whoever gives up most is read first; who has no score, last. */
export function byRegret(a: { given: GivenUp }, b: { given: GivenUp }): number {
  const regretOf = ({ given }: { given: GivenUp }) => (Number.isNaN(given.regret) ? -1 : given.regret);
  return regretOf(b) - regretOf(a);
}

/**
 * Where a role loses most with a candidate against another one; `objective` −1 where it loses on none. O(objectives).
 */
export function largestLoss(
  matrix: DecisionMatrix,
  result: RoleResult,
  candidate: number,
  other: number,
): Pick<GivenUp, 'objective' | 'lost' | 'difference'> {
  const wanted = contributions(matrix, result.weights, other);
  const got = contributions(matrix, result.weights, candidate);
  let objective = -1;
  let most = 1e-12;
  for (let j = 0; j < matrix.m; j++) {
    if (wanted[j]! - got[j]! > most) {
      most = wanted[j]! - got[j]!;
      objective = j;
    }
  }
  if (objective === -1) return { objective, lost: 0, difference: NaN };
  const measured = matrix.measured[objective]!;
  return { objective, lost: most, difference: measured[candidate]! - measured[other]! };
}
