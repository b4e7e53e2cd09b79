// Finds the first place without ranking the rest: the analyses in this folder ask for it thousands of times.
import type { GroupRule } from '../../domain/review.ts';
import { meanShares } from '../groupRules/weightedMean.ts';
import { difference, LEVEL } from '../tolerance.ts';

/** The rules whose answer these analyses can change. */
export type ChangeRule = Extract<GroupRule, 'leastRegret' | 'weightedMean'>;

/** All with the highest score or level with it; empty when there are no members. O(members). */
export function highest(scores: Float64Array, members: Int32Array): number[] {
  let best = -Infinity;
  for (const i of members) if (scores[i]! > best) best = scores[i]!;
  const first: number[] = [];
  for (const i of members) if (scores[i]! >= best - LEVEL) first.push(i);
  return first;
}

/** Each role's highest score; −Infinity without members. O(roles × members). */
export function topScores(scores: readonly Float64Array[], members: Int32Array): number[] {
  return scores.map((column) => {
    let top = -Infinity;
    for (const i of members) if (column[i]! > top) top = column[i]!;
    return top;
  });
}

/** Σ shares · scores of one candidate. */
export function weightedMeanScore(scores: readonly Float64Array[], shares: readonly number[], i: number): number {
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += shares[k]! * scores[k]![i]!;
  return sum;
}

/** The largest regret over roles of one candidate. */
export function largestRegret(scores: readonly Float64Array[], tops: readonly number[], i: number): number {
  let worst = -Infinity;
  for (let k = 0; k < scores.length; k++) worst = Math.max(worst, difference(tops[k]!, scores[k]![i]!));
  return worst;
}

/**
 * Rank 1 under a group rule, exactly as the full ranking has it: least regret settles ties by the even mean, what is level
 * then shares. In catalogue order; empty without members, without roles, and for the mean when nobody has influence.
 * O(roles × members).
 * @param scores  per role, over all candidates.
 * @param tops    each role's highest score, where it is known already or runs over more than the members.
 */
export function groupFirsts(
  rule: ChangeRule,
  scores: readonly Float64Array[],
  influences: readonly number[],
  members: Int32Array,
  tops?: readonly number[],
): number[] {
  const even = scores.map(() => 1 / scores.length);
  const shares = rule === 'weightedMean' ? meanShares(influences) : even;
  if (shares === null || scores.length === 0) return [];
  const best = tops ?? (rule === 'leastRegret' ? topScores(scores, members) : []);
  const keyOf =
    rule === 'leastRegret'
      ? (i: number) => 0 - largestRegret(scores, best, i)
      : (i: number) => weightedMeanScore(scores, shares, i);
  const level = levelWithBest(members, keyOf);
  return rule === 'leastRegret' && level.length > 1
    ? levelWithBest(level, (i) => weightedMeanScore(scores, shares, i))
    : level;
}

/** All whose key is within `LEVEL` of the highest, in the order given. O(members). */
function levelWithBest(members: Iterable<number>, keyOf: (i: number) => number): number[] {
  let best = -Infinity;
  let near: { i: number; key: number }[] = [];
  for (const i of members) {
    const key = keyOf(i);
    if (key < best - LEVEL) continue;
    if (key > best) {
      best = key;
      near = near.filter((other) => other.key >= best - LEVEL);
    }
    near.push({ i, key });
  }
  return near.map(({ i }) => i);
}

/** The first by name (code units, so every machine agrees), −1 of nobody. */
export function winnerOf(first: readonly number[], names: readonly string[]): number {
  return first.reduce((best, i) => (best < 0 || names[i]! < names[best]! ? i : best), -1);
}
