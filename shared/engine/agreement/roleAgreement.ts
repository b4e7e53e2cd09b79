// Where roles disagree: how alike they order the candidates, and on which objectives and candidates they part.
// They all judge the same values on the same anchors, so what parts them is their weights alone.
import { eligibleOf } from '../evaluate.ts';
import type { Evaluation, Foundation, RoleResult } from '../evaluation.ts';
import { concordanceOf } from './concordance.ts';
import type { Concordance } from './concordance.ts';
import { midRanks } from './midRanks.ts';

interface RoleAgreement extends Concordance {
  /** In the order of `tau`. A role that has not weighed counts every objective alike, so its τ says little. */
  roles: readonly { roleId: number; assumedEqual: boolean }[];
  /** All objectives, the most disputed first. */
  objectives: readonly { objectiveId: number; least: number; most: number; spread: number }[];
  /** The most disputed candidates, at most `limit`. Places are mid-ranks. */
  candidates: readonly { index: number; bestPlace: number; worstPlace: number; spread: number }[];
  /** How many candidates were compared. */
  compared: number;
}

type Judged = Pick<Evaluation, 'matrix' | 'screening' | 'roles'>;

/** 1 for the front among those who can be chosen: what roles agree on about candidates nobody would choose says nothing. */
export function frontMask({ fronts }: Pick<Foundation, 'fronts'>): Uint8Array {
  return Uint8Array.from(fronts, (layer) => (layer === 1 ? 1 : 0));
}

/**
 * Over the candidates marked in `over`: the front (`frontMask`) or the finalists for what is said of a decision, by default
 * everybody feasible and complete. O(roles² · n log n).
 * - An objective's spread is its largest weight minus its smallest, over roles; ties in the order of the review.
 * - A candidate's spread is its worst place minus its best, over the number of candidates minus one: 1 is "first for one,
 *   last for another". Ties: the better best place, then by name.
 * - Fewer than two roles or candidates: no τ between roles, no W, and spreads of 0.
 */
export function roleAgreement(
  judged: Judged,
  names: readonly string[],
  limit = 10,
  over: Uint8Array = eligibleOf(judged),
): RoleAgreement {
  const { matrix, roles } = judged;
  const members = Int32Array.from(over.keys()).filter((i) => over[i] === 1);
  const scores = roles.map((role) => Float64Array.from(members, (i) => role.scores[i]!));
  const everybody = new Uint8Array(members.length).fill(1);
  const places = scores.map((column) => midRanks(column, everybody));
  const candidates = Array.from(members, (index, k) => {
    const own = places.map((column) => column[k]!);
    const [bestPlace, worstPlace] = own.length === 0 ? [0, 0] : [Math.min(...own), Math.max(...own)];
    return { index, bestPlace, worstPlace, spread: (worstPlace - bestPlace) / Math.max(1, members.length - 1) };
  });
  candidates.sort(
    (a, b) => b.spread - a.spread || a.bestPlace - b.bestPlace || (names[a.index]! < names[b.index]! ? -1 : 1),
  );
  return {
    ...concordanceOf(scores),
    roles: roles.map(({ roleId, assumedEqual }) => ({ roleId, assumedEqual })),
    objectives: matrix.objectiveIds
      .map((objectiveId, j) => ({ objectiveId, ...rangeOf(roles, j) }))
      .sort((a, b) => b.spread - a.spread),
    candidates: candidates.slice(0, limit),
    compared: members.length,
  };
}

function rangeOf(roles: readonly RoleResult[], j: number) {
  const weights = roles.map((role) => role.weights[j]!);
  const [least, most] = weights.length === 0 ? [0, 0] : [Math.min(...weights), Math.max(...weights)];
  return { least, most, spread: most - least };
}
