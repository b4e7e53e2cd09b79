// The group's answer in one line, under the ballots.
import { formatNumber } from '../../../shared/domain/format.ts';
import type { GroupRule } from '../../../shared/domain/review.ts';
import type { Role } from '../../../shared/domain/role.ts';
import { hasWeighed } from '../../../shared/engine/weights.ts';
import { nobodyPays } from '../../parts/answer/nobodyPays.ts';
import type { Standing } from '../../state/standing.ts';

interface GroupAnswer {
  /** Candidate index, −1 when there is no answer. */
  winner: number;
  /** What follows the winner's name, or the whole sentence without one. */
  words: string;
}

/** Whom the review's rule puts first, and what that costs the one who gives up most. */
export function groupAnswer(
  rule: GroupRule,
  roles: readonly Role[],
  standing: Standing,
  objectiveIds: readonly number[],
): GroupAnswer {
  const { winner, score, regrets } = standing;
  if (winner === -1) {
    const influence = roles.some((role) => role.influence > 0);
    const ranked = standing.roles.some(({ favourite }) => favourite >= 0);
    if (!ranked) return { winner, words: 'no candidate passes every requirement with all its values.' };
    return { winner, words: influence ? 'there is no answer.' : 'every role has an influence of 0, so nobody counts.' };
  }
  const tied = standing.first - 1;
  const also = tied === 0 ? '' : ` and ${tied} tied`;
  if (rule === 'weightedMean') {
    return { winner, words: `${also} ${tied === 0 ? 'has' : 'have'} the best mean value, ${regretText(score)} of 1.` };
  }
  const costs =
    tied === 0 ? ' costs its unluckiest role the least' : `${also} cost their unluckiest role equally little`;
  if (!(score > 0)) {
    const asked = roles.map((role) => ({ name: role.name, weighed: hasWeighed(role, objectiveIds) }));
    return { winner, words: `${also}${nobodyPays(asked, tied > 0)}.` };
  }
  const most = regrets.indexOf(Math.max(...regrets));
  const who = roles.find(({ id }) => id === standing.roles[most]?.roleId)?.name ?? 'one role';
  return { winner, words: `${costs}, largest regret ${regretText(score)} (${who}).` };
}

/** Two digits, three where two would say 0. */
function regretText(value: number): string {
  return formatNumber(value, value > 0 && value < 0.005 ? 3 : 2);
}
