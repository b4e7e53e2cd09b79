// A whole decision: candidates, objectives on their scales, roles with weights and requirements; and what would change its answer.
import type { ReviewSnapshot } from '../../domain/review.ts';
import type { Requirement, Role } from '../../domain/role.ts';
import { certaintyProblem } from '../../engine/certainty/problem.ts';
import { startCertainty } from '../../engine/certainty/certainty.ts';
import { finish } from '../../engine/certainty/run.ts';
import { concessionOfGroup } from '../../engine/change/concession.ts';
import { regretLedger } from '../../engine/change/regretLedger.ts';
import { stabilityOfGroup } from '../../engine/change/stability.ts';
import { eligibleOf, evaluate } from '../../engine/evaluate.ts';
import type { Evaluation } from '../../engine/evaluation.ts';
import { checkPlace, checkWord, columnsOf, placeNames, type Table } from './table.ts';
import { checkScale, type Scale } from './values.ts';

export interface DecisionObjective {
  direction: 'max' | 'min' | 'target';
  /** Must agree with the direction. */
  scale: Scale;
  /** What becomes of a candidate without a measurement: left out (the default), or taken as the worst end or as the median. */
  missing?: 'exclude' | 'worst' | 'median';
}

export interface DecisionRole {
  /** Length m, from 0 upwards; only their proportions count. Left out: every objective counts alike. */
  weights?: readonly number[];
  /** What the role counts in a weighted mean; 1 if left out. */
  influence?: number;
  /** Requirements on measurements: who breaks one is not ranked, for anybody. A missing measurement is not shown to meet one. */
  musts?: readonly { objective: number; comparator: '<=' | '>='; bound: number }[];
}

export interface Decision {
  /** n candidates × m objectives, as measured; NaN is missing. */
  measurements: Table;
  objectives: readonly DecisionObjective[];
  roles: readonly DecisionRole[];
  /** How the roles are put together; least regret if left out. */
  rule?: 'leastRegret' | 'weightedMean';
  /** n × m standard errors of the measurements, in their units; NaN or 0 where none is stated. */
  standardErrors?: Table;
}

/** Everything that follows from a decision at once. Arrays run over candidates. */
export interface Outcome {
  /** Per objective its values from 0 to 1. */
  values: readonly Float64Array[];
  /** 1 where every `must` is met. */
  feasible: Uint8Array;
  /** 1 where every objective has a value. */
  complete: Uint8Array;
  /** Pareto layer among those who are ranked, 1 is the front; 0: not compared. */
  layers: Int32Array;
  roles: readonly {
    /** Length m, summing to 1. */
    weights: Float64Array;
    /** Σ weight · value. */
    scores: Float64Array;
    /** 1 is best, ties share; 0: not ranked. */
    ranks: Int32Array;
    /** Score of the best less this one. */
    regrets: Float64Array;
  }[];
  group: {
    /** The largest regret (small is good), or the mean score (large is good). */
    scores: Float64Array;
    ranks: Int32Array;
    /** Places of all of rank 1, ascending: several are level. Empty: nobody can be recommended. */
    first: readonly number[];
  };
}

/**
 * Ranks the candidates for every role and for all of them together, as Parley does.
 *
 * @throws RangeError for an infinite number, a negative standard error, an unknown rule, a scale against its direction, weights that are all 0, or lengths that do not fit.
 * O(roles · n m), and the front.
 * @example
 * ```ts
 * import { decide } from 'parley/engine';
 * const outcome = decide({
 *   measurements: { rows: [[0.95, 200], [0.9, 20], [0.8, 100]] },
 *   objectives: [
 *     { direction: 'max', scale: { shape: 'linear', worst: 0.8, best: 1 } },
 *     { direction: 'min', scale: { shape: 'linear', worst: 200, best: 0 } },
 *   ],
 *   roles: [{ weights: [0.8, 0.2] }, { weights: [0.2, 0.8], musts: [{ objective: 1, comparator: '<=', bound: 150 }] }],
 * });
 * outcome.feasible; // → [0, 1, 1]
 * outcome.group.first; // → [1]
 * outcome.roles[0]!.scores; // → [0.6, 0.58, 0.1]
 * ```
 */
export function decide(decision: Decision): Outcome {
  const { matrix, screening, fronts, roles, groups, rule } = worked(decision).evaluation;
  const { scores, ranks, winners } = groups[rule];
  return {
    values: matrix.values,
    feasible: screening.feasible,
    complete: matrix.complete,
    layers: fronts,
    roles: roles.map(({ weights, scores, ranks, regrets }) => ({ weights, scores, ranks, regrets })),
    group: { scores, ranks, first: winners },
  };
}

/** How often candidates are first over many draws of weights and measurements. Arrays run over candidates; 0 for who takes no part. */
export interface Chances {
  draws: number;
  /** The share of draws in which the candidate is first for the group (ties count for each), and its standard error. */
  first: Float64Array;
  firstError: Float64Array;
  /** The same for each role. */
  roles: readonly { first: Float64Array; firstError: Float64Array }[];
  /** The chance of being on the front, since measurements are in doubt; 0 or 1 where no standard error is stated. */
  onFront: Float64Array;
}

/**
 * How sure the answer is (SMAA-2): weights are drawn around those of each role, measurements from their standard errors.
 *
 * @param options  `draws`, 2,000 by default; `seed`, a whole number from 0, 1 by default: the same seed repeats the result;
 *   `concentration`: how firmly weights hold, the sum of the Dirichlet's shapes, 50 by default; null draws any weights at all, as is
 *   done for roles without weights; Infinity takes weights as they are.
 * @throws RangeError as `decide`; for options out of their range; when nobody is ranked, or there is no role.
 * O(draws · roles · n m). Lahdelma & Salminen (2001), Oper. Res. 49(3):444–454.
 * @example
 * ```ts
 * import { certainty } from 'parley/engine';
 * const scale = { shape: 'linear', worst: 0, best: 1 } as const;
 * const { first, draws } = certainty({
 *   measurements: { rows: [[0.9, 0.9], [0.1, 0.2]] },
 *   objectives: [{ direction: 'max', scale }, { direction: 'max', scale }],
 *   roles: [{ weights: [0.5, 0.5] }],
 * }, { draws: 100, seed: 7 });
 * draws; // → 100
 * first; // → [1, 0]
 * ```
 */
export function certainty(
  decision: Decision,
  options: { draws?: number; seed?: number; concentration?: number | null } = {},
): Chances {
  const { draws = 2000, seed = 1, concentration = 50 } = options;
  if (!Number.isSafeInteger(draws) || draws < 1) throw new RangeError(`Draws are a whole number from 1, not ${draws}.`);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`A seed is a whole number from 0, not ${seed}.`);
  if (concentration !== null && !(concentration > 0)) {
    throw new RangeError(`A concentration is a number above 0, or null, not ${concentration}.`);
  }
  const { snapshot, evaluation } = worked(decision);
  const { matrix, rule } = evaluation;
  const problem = certaintyProblem(snapshot, { matrix, eligible: eligibleOf(evaluation) }, evaluation, {
    concentration,
    samples: draws,
    seed,
  });
  const { acceptance, front } = finish(startCertainty(problem))!;
  const { candidates, both } = acceptance;
  const everywhere = (column: Float64Array | undefined) => {
    const all = new Float64Array(matrix.n);
    candidates.forEach((i, row) => (all[i] = column?.[row] ?? NaN));
    return all;
  };
  const group = both.groups[rule];
  return {
    draws: acceptance.draws,
    first: everywhere(group?.best),
    firstError: everywhere(group?.bestError),
    roles: both.roles.map(({ best, bestError }) => ({ first: everywhere(best), firstError: everywhere(bestError) })),
    onFront: everywhere(front?.chance),
  };
}

/**
 * - change: with the new weights of these roles the candidate is first (ties count). No smaller `total` than `atLeast` does it.
 * - cannot: no weights of these roles make it first; `because` says why in a sentence.
 * - open: none found and none excluded within the allowed work; a total below `atLeast` is excluded.
 * - ineligible: it is not ranked, so weights are not the question.
 */
export type Concession =
  | { kind: 'change'; total: number; atLeast: number; roles: readonly { role: number; weights: Float64Array }[] }
  | { kind: 'cannot'; because: string }
  | { kind: 'open'; atLeast: number }
  | { kind: 'ineligible' };

/**
 * The smallest change of weights, Σ|Δw|, that makes a candidate first; or that none does.
 *
 * @param candidate  its place.
 * @param role       who moves, by place; left out: all roles together.
 * @throws RangeError as `decide`, or for an unknown candidate or role.
 * Weighted mean: a linear program with cutting planes (Kelley 1960, J. SIAM 8(4):703–712). Least regret: branch and bound over such programs.
 * @example
 * ```ts
 * import { smallestConcession } from 'parley/engine';
 * const scale = { shape: 'linear', worst: 0, best: 1 } as const;
 * const decision = {
 *   measurements: { rows: [[1, 0], [0, 1]] },
 *   objectives: [{ direction: 'max', scale }, { direction: 'max', scale }],
 *   roles: [{ weights: [0.7, 0.3] }],
 *   rule: 'weightedMean',
 * } as const;
 * const answer = smallestConcession(decision, 1);
 * answer.kind; // → 'change'
 * answer.kind === 'change' && answer.total; // → 0.4
 * ```
 */
export function smallestConcession(decision: Decision, candidate: number, role?: number): Concession {
  const { snapshot, evaluation } = worked(decision);
  checkPlace('candidate', candidate, evaluation.matrix.n);
  if (role !== undefined) checkPlace('role', role, decision.roles.length);
  const asked = concessionOfGroup(
    snapshot,
    evaluation,
    evaluation.rule,
    candidate,
    role === undefined ? null : role + 1,
  );
  switch (asked.kind) {
    case 'change':
      return {
        kind: 'change',
        total: asked.total,
        atLeast: asked.atLeast,
        roles: asked.roles.map(({ roleId, weights }) => ({ role: roleId - 1, weights })),
      };
    case 'cannot': {
      const { why } = asked;
      const because =
        why.kind === 'mixture'
          ? `Whatever the weights, one of the candidates ${why.candidates.join(', ')} scores better.`
          : why.kind === 'search'
            ? 'Every case of who stands in the way was ruled out.'
            : 'Nobody whose weights may move counts in the mean.';
      return { kind: 'cannot', because };
    }
    case 'open':
      return { kind: 'open', atLeast: asked.atLeast };
    case 'ineligible':
      return { kind: 'ineligible' };
  }
}

/** How far one weight may move while the same candidate stays first; the role's other weights make room in proportion. */
export interface SafeZone {
  role: number;
  objective: number;
  weight: number;
  /** At these ends the candidate still is first, level with another. */
  low: number;
  high: number;
  /** Who comes first beyond them, by place; null where the weight can go no further. */
  below: number | null;
  above: number | null;
}

/**
 * How far each weight of each role may move before another candidate is first: an exact interval around where it stands.
 *
 * @returns by role, then objective; empty when nobody is first.
 * @throws RangeError as `decide`.
 * O(roles · m · front · m) for the mean; by breakpoints of piecewise linear regrets for least regret. Triantaphyllou & Sánchez (1997), Decision Sciences 28(1):151–194.
 * @example
 * ```ts
 * import { weightStability } from 'parley/engine';
 * const scale = { shape: 'linear', worst: 0, best: 1 } as const;
 * const [first] = weightStability({
 *   measurements: { rows: [[1, 0], [0, 1]] },
 *   objectives: [{ direction: 'max', scale }, { direction: 'max', scale }],
 *   roles: [{ weights: [0.7, 0.3] }],
 * });
 * first; // → { role: 0, objective: 0, weight: 0.7, low: 0.5, high: 1, below: 1, above: null }
 * ```
 */
export function weightStability(decision: Decision): SafeZone[] {
  const { snapshot, evaluation } = worked(decision);
  const place = (i: number) => (i < 0 ? null : i);
  return stabilityOfGroup(snapshot, evaluation, evaluation.rule).weights.map(
    ({ roleId, objectiveId, weight, low, high, below, above }) => ({
      role: roleId - 1,
      objective: objectiveId - 1,
      weight,
      low,
      high,
      below: place(below),
      above: place(above),
    }),
  );
}

/** What one role gives up with a candidate, and what would make up for it. */
export interface GivenUp {
  /** Its favourite, by place. */
  favourite: number;
  /** In value: score of the favourite less that of the candidate. */
  regret: number;
  /** Per objective what it adds, weight times difference in value; they sum to −regret. */
  worth: readonly number[];
  /** Measurements on one objective alone that would make the role whole, the smallest step first. */
  swaps: readonly { objective: number; from: number | null; to: number }[];
}

/**
 * Even swaps: what each role gives up against its own favourite, and by what on a single objective that could be made up.
 *
 * @param candidate  its place.
 * @returns one entry per role; null when the candidate is incomplete, or nobody is ranked.
 * @throws RangeError as `decide`, or for an unknown candidate.
 * O(roles · m). Hammond, Keeney & Raiffa (1998), Harvard Business Review 76(2):137–149.
 * @example
 * ```ts
 * import { evenSwaps } from 'parley/engine';
 * const scale = { shape: 'linear', worst: 0, best: 10 } as const;
 * const [mine] = evenSwaps({
 *   measurements: { rows: [[8, 4], [4, 6]] },
 *   objectives: [{ direction: 'max', scale }, { direction: 'max', scale }],
 *   roles: [{ weights: [0.5, 0.5] }],
 * }, 1)!;
 * mine!.regret; // → 0.1
 * mine!.swaps; // → [{ objective: 0, from: 4, to: 6 }, { objective: 1, from: 6, to: 8 }]
 * ```
 */
export function evenSwaps(decision: Decision, candidate: number): GivenUp[] | null {
  const { snapshot, evaluation } = worked(decision);
  checkPlace('candidate', candidate, evaluation.matrix.n);
  const ledger = regretLedger(snapshot, evaluation, candidate);
  return (
    ledger?.map(({ favourite, regret, lines, swaps }) => ({
      favourite,
      regret,
      worth: lines.map(({ worth }) => worth),
      swaps: swaps.map(({ objectiveId, from, to }) => ({ objective: objectiveId - 1, from, to })),
    })) ?? null
  );
}

function worked(decision: Decision): { snapshot: ReviewSnapshot; evaluation: Evaluation } {
  const snapshot = toSnapshot(decision);
  return { snapshot, evaluation: evaluate(snapshot, { role: null }) };
}

/** The decision as the engine reads a review: ids are places counted from 1. */
function toSnapshot({
  measurements,
  objectives,
  roles,
  rule = 'leastRegret',
  standardErrors,
}: Decision): ReviewSnapshot {
  const columns = columnsOf(measurements, objectives.length);
  const errors = standardErrors === undefined ? null : columnsOf(standardErrors, objectives.length);
  const n = columns[0]?.length ?? 0;
  if (columns.length !== objectives.length) {
    throw new RangeError(`There are ${columns.length} columns of measurements and ${objectives.length} objectives.`);
  }
  if (errors !== null && (errors.length !== columns.length || errors.some((column) => column.length !== n))) {
    throw new RangeError('Standard errors need one number for every measurement.');
  }
  if (errors?.some((column) => column.some((error) => error < 0)) === true) {
    throw new RangeError('Standard errors are numbers from 0 upwards, or NaN.');
  }
  checkWord('rule', rule, ['leastRegret', 'weightedMean']);
  objectives.forEach(checkObjective);
  const named = objectives.map((objective, j) => ({
    id: j + 1,
    metricId: j + 1,
    name: `objective ${j}`,
    position: j,
    direction: objective.direction,
    valueFunction: objective.scale,
    missing: objective.missing ?? ('exclude' as const),
  }));
  return {
    settings: {
      id: '00000000-0000-4000-8000-000000000000',
      title: '',
      note: '',
      groupRule: rule,
      revision: 0,
      catalogRevision: 0,
      metrics: named.map(({ id, name, direction }) => ({ id, name, unit: '', direction, formula: null })),
      objectives: named,
      roles: roles.map((role, k) => toRole(role, k, objectives.length)),
      incumbentId: null,
      incumbentCounts: true,
      scenarios: [],
      logs: [],
    },
    catalog: {
      revision: 0,
      candidateIds: Int32Array.from({ length: n }, (_, i) => i + 1),
      names: placeNames(n),
      columns: columns.map((measured, j) => ({ metricId: j + 1, measured, standardErrors: errors?.[j] ?? null })),
      attributes: [],
      tags: [],
    },
  };
}

/** A scale that says the opposite of its direction would turn the objective round. */
function checkObjective({ direction, scale }: DecisionObjective, j: number): void {
  checkScale(scale);
  const rises =
    scale.shape === 'target'
      ? null
      : scale.shape === 'piecewise'
        ? scale.points.at(-1)!.value > scale.points[0]!.value
        : scale.best > scale.worst;
  const fits =
    direction === 'target' ? scale.shape === 'target' || scale.shape === 'piecewise' : rises === (direction === 'max');
  if (!fits) throw new RangeError(`The scale of objective ${j} does not say what its direction ${direction} says.`);
}

function toRole({ weights = [], influence = 1, musts = [] }: DecisionRole, k: number, m: number): Role {
  const id = k + 1;
  if (weights.length !== 0 && weights.length !== m) {
    throw new RangeError(`There are ${m} objectives, and role ${k} has ${weights.length} weights.`);
  }
  if (
    weights.length !== 0 &&
    !(weights.every((weight) => weight >= 0 && weight < Infinity) && weights.some((weight) => weight > 0))
  ) {
    throw new RangeError(`The weights of role ${k} are numbers from 0 upwards, one at least above 0.`);
  }
  if (!(influence >= 0 && influence < Infinity)) {
    throw new RangeError(`The influence of role ${k} is a number from 0 upwards, not ${influence}.`);
  }
  return {
    id,
    name: `role ${k}`,
    colour: 'blue',
    influence,
    rationale: '',
    position: k,
    weights: weights.map((weight, j) => ({ objectiveId: j + 1, weight, locked: false })),
    requirements: musts.map((must, r): Requirement => {
      if (!Number.isInteger(must.objective) || must.objective < 0 || must.objective >= m) {
        throw new RangeError(
          `Role ${k} asks something of objective ${must.objective}, and there are ${m}, counted from 0.`,
        );
      }
      checkWord('comparator', must.comparator, ['<=', '>=']);
      if (Number.isNaN(must.bound)) throw new RangeError(`Role ${k} asks for a bound that is no number.`);
      return {
        id: id * 1000 + r,
        roleId: id,
        metricId: must.objective + 1,
        comparator: must.comparator,
        bound: must.bound,
        strength: 'must',
        reason: '',
      };
    }),
    holds: [],
  };
}
