// Leave one out: who wins when a candidate, an objective or a role is withdrawn.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Foundation, Ranking } from '../evaluation.ts';
import { violationsOf } from '../screen.ts';
import { weightedSum } from '../weightedSum.ts';
import { weightsOfRole } from '../weights.ts';
import { groupFirsts, highest, winnerOf } from './firstPlace.ts';
import type { ChangeRule } from './firstPlace.ts';
import { scoredOf } from './scoredMembers.ts';

export interface Without {
  /** Candidate index, objective id or role id. */
  left: number;
  /** Everybody who is first then, and the first of them by name; −1 when nobody is left. */
  first: readonly number[];
  winner: number;
  /** Does the group's answer change? */
  changes: boolean;
  /** Each remaining role's favourite then, in the review's order (−1: nobody). */
  favourites: readonly { roleId: number; candidate: number }[];
}

export interface LeaveOneOut {
  /** As things stand. */
  winner: number;
  /** The winner, and every other candidate whose withdrawal changes the answer; nobody else's does. */
  candidates: readonly Without[];
  objectives: readonly Without[];
  roles: readonly Without[];
}

/**
 * Withdrawn are: a candidate from choice (it still informs medians); an objective with its weights, the others making room in
 * proportion, so that whoever lacked only this measurement comes in; a role with its weights and its requirements.
 *
 * Values are on fixed anchors, so a candidate's leaving moves nobody's score. It can matter only by being first itself or, under
 * least regret, by having been a role's only favourite; only those are tried. O((roles + m) × roles × n × m).
 */
export function leaveOneOut(snapshot: ReviewSnapshot, evaluation: Foundation & Ranking, rule: ChangeRule): LeaveOneOut {
  const { names, members, scores, influences } = scoredOf(snapshot, evaluation);
  const ids = evaluation.roles.map((role) => role.roleId);
  const now = groupFirsts(rule, scores, influences, members);
  const winner = winnerOf(now, names);
  const without = (
    left: number,
    of: { scores: readonly Float64Array[]; influences: readonly number[]; members: Int32Array; ids: readonly number[] },
  ): Without => {
    const first = groupFirsts(rule, of.scores, of.influences, of.members);
    const then = winnerOf(first, names);
    const favourites = of.ids.map((roleId, k) => ({
      roleId,
      candidate: winnerOf(highest(of.scores[k]!, of.members), names),
    }));
    return { left, first, winner: then, changes: then !== winner, favourites };
  };
  const all = { scores, influences, members, ids };
  const suspects = new Set(now);
  for (const { favourites } of evaluation.roles) if (favourites.length === 1) suspects.add(favourites[0]!);
  const candidates = [...suspects]
    .map((left) => without(left, { ...all, members: members.filter((i) => i !== left) }))
    .filter(({ left, changes }) => changes || left === winner);
  const objectives = snapshot.settings.objectives.map(({ id }) =>
    without(id, withoutObjective(snapshot, evaluation, id)),
  );
  const roles = ids.map((roleId, k) => {
    const others = ids.filter((id) => id !== roleId);
    const kept = <T>(list: readonly T[]) => list.filter((_, other) => other !== k);
    const left = { scores: kept(scores), influences: kept(influences), ids: others };
    return without(roleId, { ...left, members: membersWithoutRole(snapshot, evaluation, roleId) });
  });
  return { winner, candidates, objectives, roles };
}

function withoutObjective(
  { settings }: ReviewSnapshot,
  { matrix, screening, roles }: Foundation & Ranking,
  id: number,
) {
  const kept = matrix.objectiveIds.map((_, j) => j).filter((j) => matrix.objectiveIds[j] !== id);
  const values = kept.map((j) => matrix.values[j]!);
  const left = kept.map((j) => matrix.objectiveIds[j]!);
  const members: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    if (kept.length > 0 && screening.feasible[i] === 1 && values.every((column) => column[i]! >= 0)) members.push(i);
  }
  const scores = settings.roles.map((role) =>
    weightedSum({ n: matrix.n, m: kept.length, values }, weightsOfRole(role, left).weights),
  );
  return {
    scores,
    influences: settings.roles.map((role) => role.influence),
    members: Int32Array.from(members),
    ids: roles.map((role) => role.roleId),
  };
}

/** Complete, meeting every `must` of the screening that is not the role's, and an answer. */
function membersWithoutRole(snapshot: ReviewSnapshot, { matrix, screening }: Foundation, roleId: number): Int32Array {
  const left = { ...screening, musts: screening.musts.filter((must) => must.roleId !== roleId) };
  const members: number[] = [];
  for (let i = 0; i < matrix.n; i++) {
    if (i === screening.reference) continue;
    if (matrix.complete[i] === 1 && violationsOf(snapshot, left, i).length === 0) members.push(i);
  }
  return Int32Array.from(members);
}
