// Why one candidate stands above another under least regret, in a sentence that cites its cells.
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Cover } from './cover.ts';
import type { DecisionMatrix, Foundation, Ranking, RoleResult } from './evaluation.ts';
import { difference } from './tolerance.ts';
import { distinct, wordingOf, worthText } from './wording.ts';
import type { Wording } from './wording.ts';

/**
 * The role that gives up most with either candidate is the only argument that least regret has on each side, so there is no
 * cover and no worth per objective. Cites what those two roles' regrets follow from.
 */
export function regretCover(
  snapshot: ReviewSnapshot,
  { matrix, roles, groups }: Foundation & Ranking,
  first: number,
  second: number,
): Cover {
  const { ranks } = groups.leastRegret;
  const [better, worse] = ranks[first]! <= ranks[second]! ? [first, second] : [second, first];
  const most = (i: number) => roles.reduce((a, b) => (b.regrets[i]! > a.regrets[i]! ? b : a));
  const size = (i: number) => worthText(most(i).regrets[i]!).replace('+', '');
  const nameOf = (i: number) => snapshot.settings.roles.find(({ id }) => id === most(i).roleId)!.name;
  const [ahead, behind] = [snapshot.catalog.names[better]!, snapshot.catalog.names[worse]!];
  const lead = difference(most(worse).regrets[worse]!, most(better).regrets[better]!);
  const level = ranks[first] === ranks[second] ? 'are level' : 'give up equally much, and the better mean decides';
  const text =
    lead === 0
      ? `By least regret, ${ahead} and ${behind} ${level}: the most that is given up is ${size(better)} with either, by ${nameOf(better)} with ${ahead} and by ${nameOf(worse)} with ${behind}.`
      : `By least regret, ${ahead} beats ${behind}: the most that is given up is ${size(better)} with ${ahead}, by ${nameOf(better)}, and ${size(worse)} with ${behind}, by ${nameOf(worse)}.`;
  const worth = new Float64Array(matrix.m);
  const wording = wordingOf(snapshot);
  const cells = [
    ...weighed(snapshot, matrix, most(better), [better, most(better).favourites[0]!], wording),
    ...weighed(snapshot, matrix, most(worse), [worse, most(worse).favourites[0]!], wording),
  ];
  return { better, worse, lead, worth, pros: [], cons: [], cover: [], sentence: { text, cells: distinct(cells) } };
}

/** The cells a role's regret follows from: what it weighs, of a candidate and of its favourite. */
function weighed(
  { settings }: ReviewSnapshot,
  { measured }: DecisionMatrix,
  { weights }: RoleResult,
  candidates: readonly number[],
  wording: Wording,
) {
  return settings.objectives.flatMap((objective, j) =>
    candidates
      .filter((i) => weights[j]! > 0 && !Number.isNaN(measured[j]![i]!))
      .map((i) => wording.cell(i, objective.metricId)),
  );
}
