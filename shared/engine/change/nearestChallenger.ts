// The nearest challenger: who would be the group's answer with the smallest change of one role's weights. Not who is second.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import type { ReportProgress } from '../fronts.ts';
import { meanShares } from '../groupRules/weightedMean.ts';
import { typedWeights } from '../typed.ts';
import type { TypedWeights } from '../typed.ts';
import { chosenAs, chosenUnder } from './chosenUnder.ts';
import { concessionOfGroup } from './concession.ts';
import type { ChangeRule } from './firstPlace.ts';

interface Challenger {
  candidate: number;
  roleId: number;
  /** What changes hands within that role's weights, in points of 100: half of Σ|Δw|. Exact: at it the two are level. */
  points: number;
  /** No change of one role's weights that is smaller turns the answer. */
  proven: boolean;
  /** The role's weights at the turn, in matrix order, summing to 1. */
  weights: Float64Array;
  /**
   * Weights that can be typed and do turn the answer: the earlier one is no longer among the first, and the challenger is.
   * null: no weights of up to six decimals do (the two stay level whatever this role says).
   */
  typed: TypedWeights | null;
}

export interface NearestChallenger {
  /** Whose first place is asked about; −1 when nobody has one. */
  answer: number;
  /** Others that are first as well: the answer then stands by its name alone, and no change is needed. */
  level: readonly number[];
  /** null: no change of one role's weights alone turns the answer, or somebody is level already. */
  nearest: Challenger | null;
  /** The nearest challenger by each role that can turn the answer alone, nearest first. */
  byRole: readonly Challenger[];
}

/**
 * For each role and each candidate of the front the smallest change of that role's weights that makes the candidate first
 * under the group's rule, the other roles staying. Each search stops where it can no longer beat what was found before for
 * the role, so that hundreds of candidates cost little more than the nearest few. Locks are left aside: this is about how
 * much the answer depends on what a role said, not about what it may still say.
 * @param options.everyRole  false: only the nearest of all is of interest, and `byRole` may lack roles; a good deal quicker.
 * @param onProgress  answering false ends the search with what is known so far; `proven` says so.
 */
export function nearestChallenger(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  onProgress?: ReportProgress,
  { everyRole = true }: { everyRole?: boolean } = {},
): NearestChallenger {
  const { winner: answer, winners, ranks } = evaluation.groups[rule];
  const level = winners.filter((i) => i !== answer);
  if (answer < 0 || level.length > 0) return { answer, level, nearest: null, byRole: [] };
  const rivals = Array.from(ranks.keys()).filter((i) => evaluation.fronts[i] === 1 && i !== answer);
  rivals.sort((a, b) => ranks[a]! - ranks[b]! || a - b);
  const byRole: Challenger[] = [];
  const shares = meanShares(snapshot.settings.roles.map(({ influence }) => influence));
  let stopped = false;
  let least = Infinity;
  evaluation.roles.forEach(({ roleId }, k) => {
    let found: Turn | null = null;
    let unsettled = Infinity;
    for (const [r, candidate] of rivals.entries()) {
      if (stopped) break;
      const below: number = Math.min(found?.total ?? Infinity, everyRole ? Infinity : least);
      if (outOfReach(evaluation, rule, shares, answer, candidate, k, below)) continue;
      const concession = concessionOfGroup(snapshot, evaluation, rule, candidate, roleId, { below });
      if (concession.kind === 'open' && concession.atLeast < below) unsettled = Math.min(unsettled, concession.atLeast);
      if (concession.kind === 'change' && concession.total < below && concession.roles.length > 0) {
        const { total, atLeast, roles } = concession;
        found = { candidate, total, atLeast, weights: roles[0]!.weights };
        least = Math.min(least, total);
      }
      stopped = onProgress?.((k + (r + 1) / rivals.length) / evaluation.roles.length) === false;
    }
    if (found !== null) byRole.push(toChallenger(snapshot, evaluation, rule, k, found, stopped ? 0 : unsettled));
  });
  byRole.sort((a, b) => a.points - b.points);
  return { answer, level, nearest: byRole[0] ?? null, byRole };
}

/**
 * Whether no change of one role's weights below this Σ|Δw| can put the candidate level with the answer, by bounds that cost no
 * search. Moving `below / 2` of weight from one objective to another moves the difference of two scores by at most that times
 * the spread of the differences of their values; a regret, such a difference against the best, by at most `below`. O(m + roles).
 */
function outOfReach(
  { matrix, roles, groups }: Foundation & Ranking,
  rule: ChangeRule,
  shares: readonly number[] | null,
  answer: number,
  candidate: number,
  k: number,
  below: number,
): boolean {
  const differences = matrix.values.map((column) => column[candidate]! - column[answer]!);
  const movable = (below / 2) * (Math.max(...differences) - Math.min(...differences)) + ROUNDING;
  if (rule === 'weightedMean') {
    const { scores } = groups.weightedMean;
    return (shares?.[k] ?? 0) * movable < scores[answer]! - scores[candidate]!;
  }
  const most = below + ROUNDING;
  const { scores, regrets } = roles[k]!;
  const ofOthers = (i: number) => Math.max(0, ...roles.map((role, other) => (other === k ? 0 : role.regrets[i]!)));
  const [its, answers] = [ofOthers(candidate), ofOthers(answer)];
  // The others' regrets stay: they must not be what keeps it behind. Its own must come down to what the others regret of the
  // answer, or to what this role regrets of the answer, which is a matter of the two scores.
  if (its > Math.max(answers, regrets[answer]! + most)) return true;
  return regrets[candidate]! - most > answers && scores[answer]! - scores[candidate]! > movable;
}

/** Far more than sums of doubles are off. */
const ROUNDING = 1e-9;

/** Where a candidate comes first: Σ|Δw|, below which it is known not to, and the weights. */
interface Turn {
  candidate: number;
  total: number;
  atLeast: number;
  weights: Float64Array;
}

function toChallenger(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  k: number,
  found: Turn,
  unsettled: number,
): Challenger {
  const { roleId, weights: before } = evaluation.roles[k]!;
  const { candidate, total, atLeast, weights } = found;
  const turns = chosenUnder(snapshot, evaluation, rule);
  const typed = typedWeights([before], [weights], (trial) =>
    chosenAs(turns(new Map([[roleId, trial[0]!]])), candidate, evaluation.groups[rule].winner),
  );
  return {
    candidate,
    roleId,
    points: 50 * total,
    proven: Math.min(atLeast, unsettled) >= total - 1e-7,
    weights,
    typed: typed?.[0] ?? null,
  };
}

/**
 * How firm an answer is, from the points of one role's weights that turn it and whether agreeing on one objective's weight
 * would: firm from 10 points on with no such gap, not firm below 5 or when somebody is level, else fairly firm.
 */
export function firmnessOf(
  { level, nearest }: Pick<NearestChallenger, 'level' | 'nearest'>,
  gapTurnsIt: boolean,
): 'firm' | 'fairlyFirm' | 'notFirm' {
  if (level.length > 0 || (nearest !== null && nearest.points < 5)) return 'notFirm';
  return !gapTurnsIt && (nearest === null || nearest.points >= 10) ? 'firm' : 'fairlyFirm';
}
