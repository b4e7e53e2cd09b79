// Everything the engine says of a review at one moment, as plain numbers for the record of a decision. Computed again years later
// from the same inputs by the same engine it is equal to the bit; that is how a record is checked.
import type { ChanceSettings, NearestTurn, RecordedResults, RoundResults } from '../../domain/record.ts';
import type { ReviewSnapshot } from '../../domain/review.ts';
import { certaintyProblem, type CertaintyProblem } from '../certainty/problem.ts';
import { finish } from '../certainty/run.ts';
import { startSmaa } from '../certainty/smaa.ts';
import { nearestChallenger } from '../change/nearestChallenger.ts';
import { stabilityOfGroup } from '../change/stability.ts';
import { eligibleOf, evaluate } from '../evaluate.ts';
import type { Evaluation } from '../evaluation.ts';
import { groupRules } from '../groupRules/groupRules.ts';
import { groupMethods } from '../methods/groupMethods.ts';
import { LEVEL } from '../tolerance.ts';
import { incumbentOf } from '../votes.ts';
import { ENGINE_VERSION } from '../version.ts';

/** With more candidates than this, a record holds the numbers of the front and of the finalists only. */
export const MOST_RECORDED = 20_000;
/** Of a front that is larger than that, the first so many. */
const MOST_OF_FRONT = 5_000;
/** What drawing a chance may cost, in scores; a second or so. Beyond it there are fewer draws than asked for. */
const MOST_SCORES = 3e8;

export interface Recorded {
  results: RecordedResults;
  /** Catalogue positions of the candidates that the arrays run over, ascending. */
  kept: readonly number[];
  evaluation: Evaluation;
}

/**
 * All results under the review's rule, everybody's requirements applied.
 *
 * @param chance     how to draw the chance of being first; null: it is not drawn. Large reviews get fewer draws, and the result
 *                   says how many.
 * @param keepAlso   catalogue positions that are kept in any case.
 * @returns null where there is nothing to rank: no candidate, objective or role.
 */
export function recordedResults(
  snapshot: ReviewSnapshot,
  chance: ChanceSettings | null,
  keepAlso: readonly number[] = [],
): Recorded | null {
  const { settings, catalog } = snapshot;
  if (settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0) return null;
  const { names } = catalog;
  const idOf = (i: number) => catalog.candidateIds[i]!;
  const evaluation = evaluate(snapshot, { role: null });
  const { matrix, fronts, roles, rule } = evaluation;
  const eligible = eligibleOf(evaluation);
  const incumbent = incumbentOf(snapshot);
  const { rules } = groupRules(evaluation, eligible, names, incumbent);
  const methods = groupMethods(matrix, settings.roles, roles, rule, eligible, names);
  const stability = stabilityOfGroup(snapshot, evaluation, rule);
  const finalists = [
    ...Object.values(rules).flatMap(({ winners }) => winners),
    ...methods.flatMap(({ winners }) => winners),
    ...roles.flatMap(({ favourites }) => favourites),
    ...stability.weights.flatMap(({ below, above }) => [below, above]),
    ...keepAlso,
    incumbent,
  ];
  const kept = keptOf(catalog.names.length, fronts, finalists);
  const ids = (positions: readonly number[]) => positions.map(idOf);
  const idOrNull = (i: number) => (i < 0 ? null : idOf(i));
  const results: RecordedResults = {
    ...rankedResults(evaluation, kept, idOf),
    rules: Object.values(rules).map(({ rule: id, name, winners }) => ({ id, name, winners: ids(winners) })),
    methods: methods.map(({ id, name, winners }) => ({ id, name, winners: ids(winners) })),
    stability: stability.weights.map(({ below, above, ...rest }) => ({
      ...rest,
      below: idOrNull(below),
      above: idOrNull(above),
    })),
    nearest: nearestTurnOf(snapshot, evaluation),
    chance: chance === null ? null : chanceOf(snapshot, evaluation, eligible, chance),
  };
  return { results, kept, evaluation };
}

type Ranked = Pick<
  RecordedResults,
  | 'engineVersion'
  | 'rule'
  | 'answer'
  | 'fronts'
  | 'frontsOfAll'
  | 'feasible'
  | 'complete'
  | 'unmetWants'
  | 'roles'
  | 'groups'
>;

/** Fronts, scores and ranks as plain numbers. @param idOf  the id of a candidate by its catalogue position. */
function rankedResults(evaluation: Evaluation, kept: readonly number[], idOf: (i: number) => number): Ranked {
  const { matrix, screening, fronts, frontsOfAll, roles, groups, rule } = evaluation;
  const ids = (positions: readonly number[]) => positions.map(idOf);
  const numbers = (column: Float64Array) => kept.map((i) => finiteOrNull(column[i]!));
  const whole = (column: ArrayLike<number>) => kept.map((i) => column[i]!);
  const marks = (column: Uint8Array) => kept.map((i) => column[i] === 1);
  return {
    engineVersion: ENGINE_VERSION,
    rule,
    answer: ids(groups[rule].winners),
    fronts: whole(fronts),
    frontsOfAll: whole(frontsOfAll),
    feasible: marks(screening.feasible),
    complete: marks(matrix.complete),
    unmetWants: whole(screening.unmetWants),
    roles: roles.map((role) => ({
      roleId: role.roleId,
      weights: Array.from(role.weights),
      assumedEqual: role.assumedEqual,
      scores: numbers(role.scores),
      ranks: whole(role.ranks),
      regrets: numbers(role.regrets),
      favourites: ids(role.favourites),
    })),
    groups: Object.values(groups).map((group) => ({
      rule: group.rule,
      scores: numbers(group.scores),
      ranks: whole(group.ranks),
      winners: ids(group.winners),
    })),
  };
}

/**
 * What a reveal shows and a round keeps: fronts, scores and ranks, in a fraction of a second. What would change the answer follows
 * from the same ballots, and takes longer; a decision records it.
 *
 * @returns null where there is nothing to rank.
 */
export function roundResults(snapshot: ReviewSnapshot): RoundResults | null {
  const { settings, catalog } = snapshot;
  if (settings.objectives.length === 0 || settings.roles.length === 0 || catalog.names.length === 0) return null;
  const evaluation = evaluate(snapshot, { role: null });
  const finalists = [
    ...Object.values(evaluation.groups).flatMap(({ winners }) => winners),
    ...evaluation.roles.flatMap(({ favourites }) => favourites),
  ];
  const kept = keptOf(catalog.names.length, evaluation.fronts, finalists);
  const idOf = (i: number) => catalog.candidateIds[i]!;
  return { ...rankedResults(evaluation, kept, idOf), candidates: kept.map(idOf) };
}

/** Who would be the answer with the smallest change of one role's weights, as the Compromise room says it. As `nearestChallenger`. */
export function nearestTurnOf(snapshot: ReviewSnapshot, evaluation: Evaluation): NearestTurn | null {
  const { nearest } = nearestChallenger(snapshot, evaluation, evaluation.rule, undefined, { everyRole: false });
  if (nearest === null) return null;
  const { roleId, points, candidate, proven, weights } = nearest;
  const before = evaluation.roles.find((role) => role.roleId === roleId)!.weights;
  const moves = evaluation.matrix.objectiveIds
    .map((objectiveId, j) => ({ objectiveId, from: before[j]!, to: weights[j]! }))
    .filter(({ from, to }) => Math.abs(to - from) > LEVEL);
  return { roleId, points, candidateId: snapshot.catalog.candidateIds[candidate]!, proven, moves };
}

function keptOf(n: number, fronts: Int32Array, finalists: readonly number[]): number[] {
  if (n <= MOST_RECORDED) return Array.from({ length: n }, (_, i) => i);
  const front: number[] = [];
  for (let i = 0; i < n && front.length < MOST_OF_FRONT; i++) if (fronts[i] === 1) front.push(i);
  return [...new Set([...front, ...finalists.filter((i) => i >= 0).slice(0, MOST_OF_FRONT)])].sort((a, b) => a - b);
}

/** What the page draws, too: the same problem, so that the same seed gives the same chance. */
function chanceOf(
  snapshot: ReviewSnapshot,
  { matrix, roles, rule }: Evaluation,
  eligible: Uint8Array,
  { seed, draws, concentration }: ChanceSettings,
): RecordedResults['chance'] {
  const members = eligible.reduce((sum, mark) => sum + mark, 0);
  if (members < 2) return null;
  const asked = certaintyProblem(snapshot, { matrix, eligible }, { roles }, { concentration, samples: draws, seed });
  const problem = { ...asked, samples: Math.min(draws, affordableDraws(asked, members)) };
  // Without a handler of progress it runs to its end.
  const { candidates, both } = finish(startSmaa(problem))!;
  const best = both.groups[rule]?.best;
  if (!best) return null;
  const { catalog } = snapshot;
  const first = Array.from(candidates, (i, row) => ({ candidateId: catalog.candidateIds[i]!, first: best[row]! }));
  first.sort((a, b) => b.first - a.first || a.candidateId - b.candidateId);
  return {
    seed,
    draws: problem.samples,
    concentration,
    errorsStated: statesErrors(problem),
    candidates: first.filter((each) => each.first > 0).slice(0, 50),
  };
}

/** How many draws take a second or so; at least one. @param members  how many candidates take part. */
export function affordableDraws(problem: CertaintyProblem, members: number): number {
  const scores = members * problem.matrix.m * problem.roles.length * (statesErrors(problem) ? 3 : 1);
  return Math.max(1, Math.floor(MOST_SCORES / scores));
}

/** Whether an error is stated of anybody who takes part. */
const statesErrors = ({ errors, errorsBelow = errors, eligible }: CertaintyProblem): boolean =>
  [...errors, ...errorsBelow].some((column) => column?.some((x, i) => x > 0 && eligible[i] === 1) ?? false);

const finiteOrNull = (value: number) => (Number.isFinite(value) ? value : null);
