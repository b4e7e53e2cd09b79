// The real answer and the tried one side by side: who wins, what each role gives up, how the ranks move.
import type { GroupRule } from '../../../../shared/domain/review.ts';
import type { Foundation, Ranking } from '../../../../shared/engine/evaluation.ts';
import { orderByRank } from '../../../../shared/engine/rank.ts';
import { givenUp, type GivenUp } from '../../../parts/answer/givenUp.ts';

/** One answer and all it rests on. */
export interface Answer {
  foundation: Foundation;
  ranking: Ranking;
  rule: GroupRule;
}

export interface Comparison {
  /** Candidate indices; −1 where nothing can be recommended. */
  real: number;
  tried: number;
  roles: readonly {
    roleId: number;
    /** What the role gives up with the real answer, by its ballot. */
    real: GivenUp | null;
    /** With the tried answer, by the weights tried. */
    tried: GivenUp | null;
    /** With the tried answer, by the ballot as it stands: what it would mean to the role if it did not change its mind. */
    triedByBallot: GivenUp | null;
  }[];
  /** Best of either order; rank 0 is not ranked. */
  ranks: readonly { candidate: number; real: number; tried: number }[];
}

/** @param most  how many of the best of each order are listed. O(n log n). */
export function compareAnswers(real: Answer, tried: Answer, names: readonly string[], most: number): Comparison {
  const realGroup = real.ranking.groups[real.rule];
  const triedGroup = tried.ranking.groups[tried.rule];
  const loss = ({ foundation, ranking }: Answer, roleId: number, candidate: number) => {
    const result = ranking.roles.find((entry) => entry.roleId === roleId);
    return result === undefined || candidate < 0 ? null : givenUp(foundation.matrix, result, candidate);
  };
  const first = (ranks: Int32Array) => Array.from(bestOf(ranks, names, most));
  const listed = new Set([...first(triedGroup.ranks), ...first(realGroup.ranks)]);
  return {
    real: realGroup.winner,
    tried: triedGroup.winner,
    roles: tried.ranking.roles.map(({ roleId }) => ({
      roleId,
      real: loss(real, roleId, realGroup.winner),
      tried: loss(tried, roleId, triedGroup.winner),
      triedByBallot: loss(real, roleId, triedGroup.winner),
    })),
    ranks: Array.from(listed, (candidate) => ({
      candidate,
      real: realGroup.ranks[candidate]!,
      tried: triedGroup.ranks[candidate]!,
    })),
  };
}

/** The best few, without sorting everybody: O(n) and a sort of the few. */
function bestOf(ranks: Int32Array, names: readonly string[], most: number): Int32Array {
  const few = new Int32Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) if (ranks[i]! > 0 && ranks[i]! <= most) few[i] = ranks[i]!;
  return orderByRank(few, names).subarray(0, most);
}
