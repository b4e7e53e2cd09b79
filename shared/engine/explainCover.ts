// Why one candidate stands above another, by the pro/con cover, in a sentence that cites its cells.
import { roundedParts } from '../domain/format.ts';
import type { GroupRule, ReviewSnapshot } from '../domain/review.ts';
import type { DecisionMatrix, Foundation, Ranking } from './evaluation.ts';
import { partText } from './explain.ts';
import { regretCover } from './regretCover.ts';
import { difference } from './tolerance.ts';
import { distinct, listed, wordingOf, worthDecimals, worthText } from './wording.ts';
import { coverOf } from './cover.ts';
import type { Cover } from './cover.ts';

/**
 * For the group. Weighted mean: the cover, with the weights' mean. Least regret: a single argument on either side, the role
 * that gives up most with each; its worth per objective is left at 0. Null when either has no place in the group's order.
 */
export function coverForGroup(
  snapshot: ReviewSnapshot,
  evaluation: Foundation & Ranking,
  rule: Extract<GroupRule, 'leastRegret' | 'weightedMean'>,
  first: number,
  second: number,
): Cover | null {
  const { matrix, roles, groups } = evaluation;
  const { scores, ranks } = groups[rule];
  if (!(ranks[first]! > 0 && ranks[second]! > 0)) return null;
  if (rule === 'leastRegret') return regretCover(snapshot, evaluation, first, second);
  const influences = snapshot.settings.roles.map((role) => role.influence);
  const total = influences.reduce((a, b) => a + b, 0);
  const weights = Float64Array.from(matrix.objectiveIds, (_, j) =>
    roles.reduce((sum, role, k) => sum + (influences[k]! / total) * role.weights[j]!, 0),
  );
  return cover(snapshot, matrix, weights, difference(scores[first]!, scores[second]!), first, second);
}

function cover(
  snapshot: ReviewSnapshot,
  { values, measured }: Pick<DecisionMatrix, 'values' | 'measured'>,
  weights: Float64Array,
  lead: number,
  first: number,
  second: number,
): Cover | null {
  if (Number.isNaN(lead)) return null;
  const [better, worse] = lead >= 0 ? [first, second] : [second, first];
  const worth = Float64Array.from(values, (column, j) =>
    difference(weights[j]! * column[better]!, weights[j]! * column[worse]!),
  );
  const found = coverOf(worth);
  const wording = wordingOf(snapshot);
  const { objectives } = snapshot.settings;
  const known = (j: number, i: number) => (Number.isNaN(measured[j]![i]!) ? null : measured[j]![i]!);
  const say = (j: number, shown = worth[j]!) =>
    `${partText({ better: known(j, better), worse: known(j, worse) }, objectives[j]!, wording)} (${worthText(shown)})`;
  const [ahead, behind] = [snapshot.catalog.names[better]!, snapshot.catalog.names[worse]!];
  const text = `On the mean of all roles, ${verdict(lead, ahead, behind, found, say, worth)}.`;
  const named = [...found.cover, ...found.cons];
  const cells = named.flatMap((j) =>
    [better, worse].filter((i) => known(j, i) !== null).map((i) => wording.cell(i, objectives[j]!.metricId)),
  );
  return { better, worse, lead: Math.abs(lead), worth, ...found, sentence: { text, cells: distinct(cells) } };
}

function verdict(
  lead: number,
  ahead: string,
  behind: string,
  { cons, cover: pros }: { cons: readonly number[]; cover: readonly number[] },
  say: (j: number, shown?: number) => string,
  worth: Float64Array,
): string {
  // What is said to add up does: the parts are rounded together with their sum.
  const summed = roundedParts(
    cons.map((j) => worth[j]!),
    worthDecimals(Math.min(...cons.map((j) => Math.abs(worth[j]!)))),
  );
  const against = worthText(summed.total);
  const sayCon = (j: number) => say(j, cons.length > 1 ? summed.parts[cons.indexOf(j)]! : worth[j]!);
  if (lead === 0) {
    if (pros.length === 0) return `${ahead} and ${behind} are level on everything that counts`;
    return `${ahead} and ${behind} are level: ${listed(pros.map((j) => say(j)))} weigh as much as ${listed(cons.map(sayCon))}`;
  }
  if (cons.length === 0) return `${ahead} beats ${behind} with nothing against it, above all on ${say(pros[0]!)}`;
  const alone = pros.length === 1 ? ' alone outweighs' : ' together outweigh';
  const all = cons.length === 1 ? '' : `, ${against} in all`;
  return `${ahead} beats ${behind}: ${listed(pros.map((j) => say(j)))}${alone} all that speaks against it: ${listed(cons.map(sayCon))}${all}`;
}
