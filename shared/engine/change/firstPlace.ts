// Who is first, and nothing else: the analyses of this folder ask it thousands of times, and need no ranks.
import type { GroupRule } from '../../domain/review.ts';
import { snap } from '../snap.ts';

/** The rules whose answer these analyses can change. */
export type ChangeRule = Extract<GroupRule, 'leastRegret' | 'weightedMean'>;

/** All with the highest score, ties together; empty when there are no members. O(members). */
export function highest(scores: Float64Array, members: Int32Array): number[] {
  let best = -Infinity;
  let first: number[] = [];
  for (const i of members) {
    const score = scores[i]!;
    if (score > best) [best, first] = [score, [i]];
    else if (score === best) first.push(i);
  }
  return first;
}

/** What each role counts in a mean, summing to 1; null when nobody counts. Equal influences count exactly alike. */
export function meanShares(influences: readonly number[]): number[] | null {
  const total = influences.reduce((sum, influence) => sum + influence, 0);
  if (!(total > 0)) return null;
  const alike = influences.every((influence) => influence === influences[0]);
  return influences.map((influence) => (alike ? 1 / influences.length : influence / total));
}

/** Each role's highest score; −Infinity without members. O(roles × members). */
export function topScores(scores: readonly Float64Array[], members: Int32Array): number[] {
  return scores.map((column) => {
    let top = -Infinity;
    for (const i of members) if (column[i]! > top) top = column[i]!;
    return top;
  });
}

/** Σ shares · scores of one candidate, rounded as the engine rounds. */
export function meanOf(scores: readonly Float64Array[], shares: readonly number[], i: number): number {
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += shares[k]! * scores[k]![i]!;
  return snap(sum);
}

/** The largest regret over roles of one candidate. */
export function largestRegret(scores: readonly Float64Array[], tops: readonly number[], i: number): number {
  let worst = -Infinity;
  for (let k = 0; k < scores.length; k++) worst = Math.max(worst, snap(tops[k]! - scores[k]![i]!));
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
  let lead = -Infinity;
  let leadMean = -Infinity;
  let first: number[] = [];
  for (const i of members) {
    const score = rule === 'leastRegret' ? 0 - largestRegret(scores, best, i) : meanOf(scores, shares, i);
    if (score < lead) continue;
    const mean = rule === 'leastRegret' ? meanOf(scores, shares, i) : score;
    if (score > lead || mean > leadMean) [lead, leadMean, first] = [score, mean, [i]];
    else if (mean === leadMean) first.push(i);
  }
  return first;
}

/** The first by name (code units, so every machine agrees), −1 of nobody. */
export function winnerOf(first: readonly number[], names: readonly string[]): number {
  return first.reduce((best, i) => (best < 0 || names[i]! < names[best]! ? i : best), -1);
}
