// Who is first, for each role and for the group: what the screen needs on every frame while a weight is dragged. Read off a
// whole ranking, or followed live where ranking everybody would take longer than a frame.
import type { GroupRule, Settings } from '../../shared/domain/review.ts';
import { eligibleOf } from '../../shared/engine/evaluate.ts';
import type { Foundation, Ranking } from '../../shared/engine/evaluation.ts';
import { liveRanking, type LiveRanking } from '../../shared/engine/liveRanking.ts';
import { weightsOfRole } from '../../shared/engine/weights.ts';

interface RoleStanding {
  roleId: number;
  /** Candidate index, the first of rank 1 by name; −1 when nobody is ranked. */
  favourite: number;
  /** How many share rank 1. */
  first: number;
  /** The favourite's score; NaN without one. */
  score: number;
}

export interface Standing {
  /** In the review's order. */
  roles: readonly RoleStanding[];
  /** Under the review's rule: candidate index, −1 when there is none. */
  winner: number;
  first: number;
  /** The largest regret, or the mean score. */
  score: number;
  /** What each role gives up with the winner, beside `roles`. */
  regrets: readonly number[];
}

export function standingOf(ranking: Ranking, rule: GroupRule): Standing {
  const { winner, winners, scores } = ranking.groups[rule];
  return {
    roles: ranking.roles.map(({ roleId, favourites, scores: own }) => ({
      roleId,
      favourite: favourites[0] ?? -1,
      first: favourites.length,
      score: favourites[0] === undefined ? NaN : own[favourites[0]]!,
    })),
    winner,
    first: winners.length,
    score: winner < 0 ? NaN : scores[winner]!,
    regrets: ranking.roles.map(({ regrets }) => (winner < 0 ? NaN : regrets[winner]!)),
  };
}

/**
 * Follows the weights of one foundation, and begins again when the foundation or the roles change. It keeps scores from one call to
 * the next, so it is called from what happens (a drag, an answer of the host), never while something is derived.
 */
export class LiveStanding {
  #live: LiveRanking | null = null;
  #madeOn: Foundation | null = null;
  #roles = '';
  #weights: Float64Array[] = [];

  standing({ roles, groupRule }: Settings, foundation: Foundation, names: readonly string[]): Standing {
    const { matrix } = foundation;
    const weights = roles.map((role) => weightsOfRole(role, matrix.objectiveIds).weights);
    const key = JSON.stringify(roles.map(({ id, influence }) => [id, influence]));
    if (this.#live === null || this.#madeOn !== foundation || this.#roles !== key) {
      const started = roles.map(({ influence }, k) => ({ influence, weights: weights[k]! }));
      this.#live = liveRanking(matrix, eligibleOf(foundation), started, names, 1);
      this.#madeOn = foundation;
      this.#roles = key;
    } else {
      weights.forEach((next, k) => {
        if (next.some((share, j) => share !== this.#weights[k]![j])) this.#live!.setWeights(k, next);
      });
    }
    this.#weights = weights;
    const live = this.#live;
    const first = roles.map(({ id }, k) => {
      const { order, scores, tied } = live.role(k);
      return { roleId: id, favourite: order[0] ?? -1, first: tied, score: scores[0] ?? NaN };
    });
    const group = first.some(({ favourite }) => favourite >= 0) ? live.group(groupRule) : null;
    const winner = group?.order[0] ?? -1;
    return {
      roles: first,
      winner,
      first: winner < 0 ? 0 : group!.tied,
      score: winner < 0 ? NaN : group!.scores[0]!,
      regrets: roles.map((_, k) => (winner < 0 ? NaN : live.regretOf(k, winner))),
    };
  }
}
