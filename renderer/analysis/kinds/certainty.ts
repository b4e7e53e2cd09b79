// How sure the answer is: ranks, fronts and central weights over many draws of weights and measurements, cut down to the
// finalists that are shown. Partial answers come about as often as a person can follow.
import { statesDoubt } from '../../../shared/engine/statedDoubt.ts';
import type { ReviewSnapshot } from '../../../shared/domain/review.ts';
import { startCertainty, type Certainty } from '../../../shared/engine/certainty/certainty.ts';
import type { SampledRule } from '../../../shared/engine/certainty/groupKeys.ts';
import { startMeasureNext, type MeasureNext } from '../../../shared/engine/certainty/measureNext.ts';
import { certaintyProblem, type CertaintyProblem } from '../../../shared/engine/certainty/problem.ts';
import type { SlicedRun } from '../../../shared/engine/certainty/run.ts';
import { startSmaa, type Acceptance } from '../../../shared/engine/certainty/smaa.ts';
import type { Acceptability } from '../../../shared/engine/certainty/tally.ts';
import { eligibleOf } from '../../../shared/engine/evaluate.ts';
import type { Foundation, Ranking } from '../../../shared/engine/evaluation.ts';
import type { Reporter } from '../reporter.ts';
import { inSteps, type Steps } from '../steps.ts';
import { rankingOf } from '../rankingOf.ts';

interface CertaintyInput {
  snapshot: ReviewSnapshot;
  foundation: Foundation;
  /** How firmly ballots hold (the sum of the Dirichlet's shapes); null: any weights at all. */
  concentration: number | null;
  samples: number;
  seed: number;
}

/**
 * How weights are drawn: small changes around the ballots; around those that are there, and any weights for the roles that have not
 * weighed; any weights at all; or not at all, taken as they are.
 */
export type WeightsDrawn = 'aroundBallots' | 'partlyAny' | 'any' | 'asStated';

/** @param unweighed  for each role that counts, whether it has not weighed yet: any weights are drawn for it. */
export function weightsDrawn(concentration: number | null, unweighed: readonly boolean[]): WeightsDrawn {
  if (concentration === null || unweighed.every(Boolean)) return 'any';
  if (unweighed.some(Boolean)) return 'partlyAny';
  return concentration === Infinity ? 'asStated' : 'aroundBallots';
}

/** A share of draws, and its standard error. */
export interface Chance {
  share: number;
  error: number;
}

export interface Finalist {
  candidate: number;
  /** Of each rank for the group, both in doubt; the first `ranks.length` ranks. */
  ranks: Float64Array;
  best: Chance;
  /** Of being a role's favourite, in the review's order of roles. */
  bestForRole: readonly Chance[];
  /** null: not drawn yet. */
  front: Chance | null;
  /** The mean of all weights at all under which one person would have it first; null: never, or not drawn yet. */
  centralWeights: Float64Array | null;
  /** How often any weights at all have it first. */
  anyWeights: number | null;
}

export interface CertaintyAnswer {
  /** Candidate index of the answer whose certainty this is; −1: nothing is recommended. */
  answer: number;
  draws: number;
  samples: number;
  seed: number;
  concentration: number | null;
  /** How many candidates took part. */
  members: number;
  /** Cells of the matrix whose uncertainty is stated, of all. */
  noisyCells: number;
  cells: number;
  /**
   * In the order of the chance of being best: those most often best, always with whoever is first for the group and with each
   * role's favourites, so that no column is about anybody left out without a word: `rest` is what is.
   */
  finalists: readonly Finalist[];
  /** Who is not listed, taken together: how many, and the chance that one of them is best, for the group and for each role. */
  rest: { candidates: number; best: number; bestForRole: readonly number[] };
  /**
   * What the chance is made of. `errors`: how many metrics state a measurement error, of how many: none means that measurement error is not in it. The
   * standard errors beside shares are those of drawing, and say nothing about how sure the answer is.
   */
  madeOf: { weights: WeightsDrawn; errors: { stated: number; metrics: number } };
  /** The chance that the answer is best with the weights in doubt, the measurements, and both; null without an answer. */
  doubt: { weights: Chance; noise: Chance; both: Chance } | null;
  /** null: not worked out yet, or nobody states an uncertainty. */
  next: MeasureNext | null;
}

/** Rows of the table, and of it and those who are somebody's first. */
const FINALISTS = 8;
const MOST = 24;
/** Draws of any weights at all. */
const ANYBODY = 4000;
/** How often the page hears; less often where putting an answer together takes long. */
const TELL_MS = 200;
const TELL_SHARE = 10;

/** null when there is nothing to ask: nobody can be chosen, or there is no role. */
export function* certainty(
  input: CertaintyInput,
  report: Reporter<CertaintyAnswer | null>,
): Steps<CertaintyAnswer | null> {
  const { snapshot, foundation, concentration, samples, seed } = input;
  const { settings } = snapshot;
  const { matrix } = foundation;
  const eligible = eligibleOf(foundation);
  if (settings.roles.length === 0 || !eligible.includes(1)) return null;
  const ranking = rankingOf(snapshot, foundation);
  const problem = certaintyProblem(snapshot, { matrix, eligible }, ranking, { concentration, samples, seed });
  const noisy = countNoisy(problem);
  const chosen = ranking.groups[settings.groupRule].winner;
  const [main, anybody, next] = [
    startCertainty(problem),
    anyWeights(problem),
    nextOf(problem, settings.groupRule, chosen, noisy),
  ];
  const runs: SlicedRun<unknown>[] = [main, anybody, ...(next ? [next] : [])];
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  const answerNow = () =>
    digest(
      input,
      ranking,
      noisy,
      main.result(),
      anybody.done > 0 ? anybody.result() : null,
      next?.done ? next.result() : null,
    );
  let tellAt = -Infinity;
  const tell = () => {
    const now = performance.now();
    if (now < tellAt) return;
    report.progress(runs.reduce((sum, { done }) => sum + done, 0) / total);
    report.partial(answerNow());
    const told = performance.now();
    tellAt = told + Math.max(TELL_MS, TELL_SHARE * (told - now));
  };
  for (const run of runs) yield* inSteps(run, tell, { first: 32 });
  return answerNow();
}

/** One person who might weigh anything, on what was measured. */
function anyWeights(problem: CertaintyProblem): SlicedRun<Acceptance> {
  const { m } = problem.matrix;
  return startSmaa({
    ...problem,
    roles: [{ weights: new Float64Array(m).fill(1 / m), influence: 1, concentration: null }],
    errors: problem.errors.map(() => null),
    errorsBelow: problem.errors.map(() => null),
    samples: Math.min(problem.samples, ANYBODY),
  });
}

function nextOf(
  problem: CertaintyProblem,
  rule: SampledRule,
  chosen: number,
  noisy: number,
): SlicedRun<MeasureNext> | null {
  if (noisy === 0) return null;
  return startMeasureNext({ ...problem, rule, chosen, weightsInDoubt: false });
}

function countNoisy({ matrix, eligible, errors, errorsBelow = errors }: CertaintyProblem): number {
  let count = 0;
  errors.forEach((column, j) => {
    for (let i = 0; i < matrix.n; i++) {
      const stated = (column?.[i] ?? 0) > 0 || (errorsBelow[j]?.[i] ?? 0) > 0;
      if (stated && eligible[i] === 1 && !Number.isNaN(matrix.measured[j]![i]!)) count++;
    }
  });
  return count;
}

function digest(
  { snapshot, foundation, samples, seed, concentration }: CertaintyInput,
  ranking: Ranking,
  noisyCells: number,
  { acceptance, front }: Certainty,
  anybody: Acceptance | null,
  next: MeasureNext | null,
): CertaintyAnswer {
  const { settings } = snapshot;
  const { candidates, depth, draws, both, weights, noise } = acceptance;
  const rule = settings.groupRule;
  const group = both.groups[rule];
  const { ranks, winner } = ranking.groups[rule];
  const rowOf = new Map(Array.from(candidates, (candidate, row) => [candidate, row]));
  const own = anybody?.both.roles[0] ?? null;
  const tops = new Set([winner, ...ranking.groups[rule].winners, ...ranking.roles.flatMap((role) => role.favourites)]);
  const rows = finalistRows(candidates, group, ranks, tops);
  const finalists = rows.map((row): Finalist => {
    return {
      candidate: candidates[row]!,
      ranks: group ? group.ranks.slice(row * depth, (row + 1) * depth) : new Float64Array(),
      best: chanceOf(group, row),
      bestForRole: both.roles.map((role) => chanceOf(role, row)),
      front: front && { share: front.chance[row]!, error: front.chanceError[row]! },
      centralWeights: own?.centralWeights[row] ?? null,
      anyWeights: own ? own.best[row]! : null,
    };
  });
  const row = rowOf.get(winner);
  const doubt =
    row === undefined
      ? null
      : {
          weights: chanceOf(weights.groups[rule], row),
          noise: chanceOf(noise.groups[rule], row),
          both: chanceOf(group, row),
        };
  return {
    answer: winner,
    draws,
    samples,
    seed,
    concentration,
    members: candidates.length,
    noisyCells,
    cells: candidates.length * foundation.matrix.m,
    finalists,
    rest: {
      candidates: candidates.length - rows.length,
      best: restOf(group?.best, rows),
      bestForRole: both.roles.map(({ best }) => restOf(best, rows)),
    },
    madeOf: {
      weights: weightsDrawn(
        concentration,
        ranking.roles.map(({ assumedEqual }) => assumedEqual),
      ),
      errors: countStated(snapshot),
    },
    doubt,
    next: next && { ...next, metrics: next.metrics.slice(0, 5), cells: next.cells.slice(0, 5) },
  };
}

/** What all but the listed rows have of the shares; ties share a first place, so that it is counted once for each. */
function restOf(best: Float64Array | undefined, rows: readonly number[]): number {
  if (best === undefined) return NaN;
  const listed = new Set(rows);
  return best.reduce((sum, share, row) => (listed.has(row) ? sum : sum + share), 0);
}

/** How many of the objectives' metrics state how far some measurement may be off. */
function countStated({ settings, catalog }: ReviewSnapshot): { stated: number; metrics: number } {
  const metrics = new Set(settings.objectives.map(({ metricId }) => metricId));
  const stated = catalog.columns.filter((column) => metrics.has(column.metricId) && statesDoubt(column));
  return { stated: stated.length, metrics: metrics.size };
}

function chanceOf(counted: Acceptability | null, row: number): Chance {
  return counted ? { share: counted.best[row]!, error: counted.bestError[row]! } : { share: NaN, error: NaN };
}

/** Those most often best, then those ranked best as stated, and the tops; in the order of the chance. */
function finalistRows(
  candidates: Int32Array,
  group: Acceptability | null,
  ranks: Int32Array,
  tops: ReadonlySet<number>,
): number[] {
  const best = (row: number) => group?.best[row] ?? 0;
  const rank = (row: number) => ranks[candidates[row]!] || Infinity;
  const order = Array.from(candidates.keys()).sort((a, b) => best(b) - best(a) || compare(rank(a), rank(b)));
  // Hundreds may be level for a role: then the first few of them stand for the others, which `rest` counts.
  const must = order.filter((row) => tops.has(candidates[row]!)).slice(0, MOST);
  const chosen = new Set([...order.slice(0, FINALISTS), ...must]);
  return order.filter((row) => chosen.has(row));
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
