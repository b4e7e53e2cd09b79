// Why one candidate stands above another under least regret, in a sentence that cites its cells.
import { listText } from '../domain/format.ts';
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Cover } from './cover.ts';
import type { DecisionMatrix, Foundation, Ranking, RoleResult } from './evaluation.ts';
import { difference, LEVEL } from './tolerance.ts';
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
  /** Everybody who gives up that much: one name would hide a tie. */
  const by = (i: number) => {
    const alike = roles.filter(({ regrets }) => difference(most(i).regrets[i]!, regrets[i]!) === 0);
    if (alike.length > 1 && alike.length === roles.length) return 'by every role';
    return `by ${listText(alike.map(({ roleId }) => snapshot.settings.roles.find(({ id }) => id === roleId)!.name))}`;
  };
  const free = most(better).regrets[better]! < LEVEL;
  const [ahead, behind] = [snapshot.catalog.names[better]!, snapshot.catalog.names[worse]!];
  const lead = difference(most(worse).regrets[worse]!, most(better).regrets[better]!);
  const level = ranks[first] === ranks[second] ? 'are level' : 'give up equally much, and the better mean decides';
  const text =
    lead === 0
      ? `By least regret, ${ahead} and ${behind} ${level}: ${free ? 'nobody gives up anything with either' : `the most that is given up is ${size(better)} with either, ${by(better)} with ${ahead} and ${by(worse)} with ${behind}`}.`
      : `By least regret, ${ahead} beats ${behind}: ${free ? `nobody gives up anything with ${ahead}, and the most is` : `the most that is given up is ${size(better)} with ${ahead}, ${by(better)}, and`} ${size(worse)} with ${behind}, ${by(worse)}.`;
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
