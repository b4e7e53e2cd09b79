// Coalitions: which sets of roles carry a finalist, block it or tip the answer, and how much each role has to do with it.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { LEVEL } from '../tolerance.ts';
import { groupFirsts } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import { scoredOf } from './scoredMembers.ts';

/** Sets of roles double with each role. */
export const MOST_ROLES = 12;

export interface FinalistCoalitions {
  candidate: number;
  /** Is it first (alone or level) with everybody in? */
  first: boolean;
  /** The smallest sets that carry it: were they alone in the room, it would be first; role ids, none contains another. */
  forces: readonly (readonly number[])[];
  /** It is not first, and would be without these: the smallest such sets. Empty when it is first. */
  blocks: readonly (readonly number[])[];
  /** Single roles without which the answer about it flips: `needed` when it is first and would not be, `against` the reverse. */
  tips: readonly { roleId: number; how: 'needed' | 'against' }[];
  /**
   * Per role, in the review's order: the Shapley value of being first. Summing to 1 for a sole winner (a share of a tie for
   * one of several), to 0 for everybody else; below 0 where a role pulls away from the candidate more than it helps.
   */
  shapley: Float64Array;
}

/**
 * For each finalist the game in which a set of roles wins when the finalist is first under the group rule applied to those
 * roles alone. Requirements stay as they are, whoever is in the set; regrets and favourites are each role's own, so they do
 * not depend on who else is there. The empty set wins nothing. Such a game need not be monotone: a role that joins can
 * unseat what the others had agreed on.
 *
 * Shapley (1953), Contributions to the Theory of Games II:307–317, exactly, over all sets. Ties share: a finalist level with
 * two others has a third of a win. O(2^roles × roles × those left); every subset is asked once, whatever the number of finalists.
 * @param finalists  candidate indices.
 * @throws RangeError for more than 12 roles.
 */
export function coalitionsOf(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: ChangeRule,
  finalists: readonly number[],
): FinalistCoalitions[] {
  const { scores, influences, members } = scoredOf(snapshot, evaluation);
  const count = scores.length;
  if (count > MOST_ROLES) {
    throw new RangeError(`Coalitions are counted for up to ${MOST_ROLES} roles, and there are ${count}.`);
  }
  const possible = notBeatenByAll(scores, members);
  const firsts = Array.from({ length: 2 ** count }, (_, set) => {
    const inside = membersOf(set, count);
    return groupFirsts(
      rule,
      inside.map((k) => scores[k]!),
      inside.map((k) => influences[k]!),
      possible,
    );
  });
  const ids = evaluation.roles.map((role) => role.roleId);
  const everybody = firsts.length - 1;
  return finalists.map((candidate) => {
    const wins = firsts.map((first) => first.includes(candidate));
    const worth = firsts.map((first, set) => (wins[set] ? 1 / first.length : 0));
    const first = wins[everybody]!;
    const sets = (holds: (set: number) => boolean) =>
      smallest(wins.map((_, set) => set > 0 && holds(set))).map((set) => membersOf(set, count).map((k) => ids[k]!));
    return {
      candidate,
      first,
      forces: sets((set) => wins[set]!),
      blocks: first ? [] : sets((set) => wins[everybody ^ set]!),
      tips: ids.flatMap((roleId, k) =>
        wins[everybody ^ (1 << k)] === first
          ? []
          : [{ roleId, how: first ? ('needed' as const) : ('against' as const) }],
      ),
      shapley: shapleyValue(worth, count),
    };
  });
}

/**
 * Leaves out candidates that every role scores below one and the same other: they are first in no set of roles, and no favourite.
 * O(members × those left).
 */
function notBeatenByAll(scores: readonly Float64Array[], members: Int32Array): Int32Array {
  const sum = (i: number) => scores.reduce((total, column) => total + column[i]!, 0);
  const sums = new Map(Array.from(members, (i) => [i, sum(i)]));
  const left: number[] = [];
  for (const i of members.toSorted((a, b) => sums.get(b)! - sums.get(a)!)) {
    const beaten =
      scores.length > 0 && left.some((other) => scores.every((column) => column[other]! > column[i]! + LEVEL));
    if (!beaten) left.push(i);
  }
  return Int32Array.from(left).sort();
}

function membersOf(set: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => k).filter((k) => (set >> k) & 1);
}

/** Sets that hold and contain no other that does; small ones first, then in the order of roles. */
function smallest(holds: readonly boolean[]): number[] {
  const size = (set: number) => membersOf(set, 31).length;
  const found: number[] = [];
  const bySize = holds.map((_, set) => set).filter((set) => holds[set]);
  bySize.sort((a, b) => size(a) - size(b) || a - b);
  for (const set of bySize) if (!found.some((smaller) => (smaller & set) === smaller)) found.push(set);
  return found;
}

/**
 * What each player adds, averaged over all orders in which they may arrive.
 * @param worth  of every set of players, bit k for player k. O(2^players × players).
 */
export function shapleyValue(worth: ArrayLike<number>, players: number): Float64Array {
  // The share of orders in which exactly this set has arrived before the next player.
  const orders = new Float64Array(players);
  for (let size = 0, ways = 1; size < players; size++) {
    orders[size] = 1 / (players * ways);
    ways *= (players - 1 - size) / (size + 1);
  }
  const values = new Float64Array(players);
  for (let set = 0; set < worth.length; set++) {
    const size = membersOf(set, players).length;
    for (let k = 0; k < players; k++) {
      if (!((set >> k) & 1)) values[k]! += orders[size]! * (worth[set | (1 << k)]! - worth[set]!);
    }
  }
  return values;
}
