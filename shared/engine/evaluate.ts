// The entry point for views: a review in, all results out. Runs the parts of the engine in order.
import type { ReviewSnapshot } from '../domain/review.ts';
import type { Role } from '../domain/role.ts';
import type { Evaluation, Foundation, GroupResult, Ranking, RoleResult } from './evaluation.ts';
import { fronts, frontsAmong } from './fronts.ts';
import { largestRegrets } from './groupRules/leastRegret.ts';
import { meanScores } from './groupRules/weightedMean.ts';
import { toMatrix } from './matrix.ts';
import { competitionRanks, firstPlaces } from './rank.ts';
import { regretsOf } from './regret.ts';
import { screen } from './screen.ts';
import { weightedSum } from './weightedSum.ts';
import { weightsOfRole } from './weights.ts';

/** Whose requirements screen: those of one role, or everybody's (null). */
interface ScreeningView {
  role: number | null;
}

/**
 * All that does not depend on weights. The slow part (fronts); a moved slider does not need it again.
 * @param known  the matrix and the fronts of all made earlier from the same catalogue and objectives, when only
 *               requirements or the viewed role have changed since.
 * @throws RangeError for an infinite measurement or an unknown role.
 */
export function prepare(
  snapshot: ReviewSnapshot,
  view: ScreeningView,
  known?: Pick<Foundation, 'matrix' | 'frontsOfAll'>,
): Foundation {
  const matrix = known?.matrix ?? toMatrix(snapshot);
  const screening = screen(snapshot, view.role);
  const eligible = eligibleOf({ matrix, screening });
  const frontsOfAll = known?.frontsOfAll ?? fronts(matrix, matrix.complete);
  const everybody = eligible.every((mark, i) => mark === matrix.complete[i]);
  const layers = everybody ? frontsOfAll : frontsAmong(matrix, eligible, frontsOfAll);
  const frontSize = layers.reduce((size, layer) => (layer === 1 ? size + 1 : size), 0);
  return { matrix, screening, fronts: layers, frontsOfAll, frontSize };
}

/** Feasible and complete (1): who is ranked and compared. */
export function eligibleOf({ matrix, screening }: Pick<Foundation, 'matrix' | 'screening'>): Uint8Array {
  const eligible = new Uint8Array(matrix.n);
  for (let i = 0; i < matrix.n; i++) eligible[i] = matrix.complete[i]! & screening.feasible[i]!;
  return eligible;
}

/** Which foundation a ranking was made on, so that results are reused only where they still hold. */
const madeOn = new WeakMap<Ranking, Foundation>();

/**
 * Every role's ranking and every group rule on them. Called while a slider moves: a role whose weights are what they were in
 * `previous` keeps its result (the same object), and only the groups are done again.
 * O(n (m + roles)).
 * @param previous  an earlier ranking; one made on another foundation is ignored.
 */
export function rank(snapshot: ReviewSnapshot, foundation: Foundation, previous?: Ranking): Ranking {
  const { settings, catalog } = snapshot;
  const { matrix } = foundation;
  const eligible = eligibleOf(foundation);
  const kept = previous && madeOn.get(previous) === foundation ? previous : undefined;
  const keptById = new Map(kept?.roles.map((result) => [result.roleId, result]));
  const roles = settings.roles.map((role) => {
    const { weights, assumedEqual } = weightsOfRole(role, matrix.objectiveIds);
    const old = keptById.get(role.id);
    if (old && old.assumedEqual === assumedEqual && sameNumbers(old.weights, weights)) return old;
    return rankRole(role, foundation, weights, assumedEqual, eligible, catalog.names);
  });
  const ranking = { roles, groups: rankGroups(settings.roles, roles, eligible, catalog.names) };
  madeOn.set(ranking, foundation);
  return ranking;
}

/** Foundation and ranking at once, and the candidate the review's own rule recommends. */
export function evaluate(snapshot: ReviewSnapshot, view: ScreeningView): Evaluation {
  const foundation = prepare(snapshot, view);
  return combine(snapshot, foundation, rank(snapshot, foundation));
}

/** Puts a foundation and a ranking made on it together. */
export function combine({ settings }: ReviewSnapshot, foundation: Foundation, ranking: Ranking): Evaluation {
  const rule = settings.groupRule;
  return { ...foundation, ...ranking, rule, recommended: ranking.groups[rule].winner };
}

function rankRole(
  role: Role,
  { matrix }: Foundation,
  weights: Float64Array,
  assumedEqual: boolean,
  eligible: Uint8Array,
  names: readonly string[],
): RoleResult {
  const scores = weightedSum(matrix, weights);
  const ranks = competitionRanks(scores, eligible);
  const regrets = regretsOf(scores, eligible);
  return { roleId: role.id, weights, assumedEqual, scores, ranks, favourites: firstPlaces(ranks, names), regrets };
}

/**
 * The group rules that follow the sliders, on given results of the roles. O(n · roles), and the sorting.
 * @param roles  for their influence; in the order of `results`.
 */
export function rankGroups(
  roles: readonly Pick<Role, 'influence'>[],
  results: readonly RoleResult[],
  eligible: Uint8Array,
  names: readonly string[],
): Ranking['groups'] {
  const n = eligible.length;
  const toResult = (rule: GroupResult['rule'], scores: Float64Array, ranks: Int32Array): GroupResult => {
    const winners = firstPlaces(ranks, names);
    return { rule, scores, ranks, winners, winner: winners[0] ?? -1 };
  };
  const largest = largestRegrets(results, n);
  const small = new Float64Array(n);
  for (let i = 0; i < n; i++) small[i] = 0 - largest[i]!;
  const even = meanScores(results, new Array<number>(results.length).fill(1), n);
  const influences = roles.map((role) => role.influence);
  const alike = influences.every((influence) => influence > 0 && influence === influences[0]);
  const means = alike ? even : meanScores(results, influences, n);
  return {
    leastRegret: toResult('leastRegret', largest, competitionRanks(small, rankable(small, eligible), even)),
    weightedMean: toResult('weightedMean', means, competitionRanks(means, rankable(means, eligible))),
  };
}

/** Eligible, and with a number to go by: without roles or influence nobody has one. */
function rankable(scores: Float64Array, eligible: Uint8Array): Uint8Array {
  const marks = eligible.slice();
  for (let i = 0; i < marks.length; i++) if (Number.isNaN(scores[i]!)) marks[i] = 0;
  return marks;
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((x, j) => x === b[j]);
}
