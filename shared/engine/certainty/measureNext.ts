// What to measure again first: the measurement whose error, once gone, makes a wrong choice least likely.
import { certaintyFinalists, trialsOf } from './finalists.ts';
import { groupKeys, isFirstByKeys } from './groupKeys.ts';
import type { SampledRule } from './groupKeys.ts';
import { metricNoise } from './metricNoise.ts';
import type { CertaintyProblem } from './problem.ts';
import { membersOf } from './problem.ts';
import type { SlicedRun } from './run.ts';
import { standardError } from './run.ts';
import { scoreVectors } from './scoreVectors.ts';
import { ballots, weightDoubt } from './weightDoubt.ts';

interface MeasureProblem extends CertaintyProblem {
  rule: SampledRule;
  /** The candidate recommended on what was measured; −1: none, and nothing can be wrong. */
  chosen: number;
  /** Are the weights in doubt too, or are the ballots taken as they are? */
  weightsInDoubt: boolean;
}

/** One thing to measure again. */
export interface Remeasure {
  /** Place of the objective in the matrix. */
  objective: number;
  /** The candidate; null: the metric, for everybody. */
  candidate: number | null;
  /** The chance of a wrong choice without this error, by how much it falls, and the standard error of that fall. */
  wrong: number;
  drop: number;
  dropError: number;
}

export interface MeasureNext {
  /** The chance that another finalist is really better than the chosen one, and its standard error. */
  wrong: number;
  wrongError: number;
  draws: number;
  /** Largest drop first. Empty when no error is stated, or nothing is chosen. */
  metrics: readonly Remeasure[];
  cells: readonly Remeasure[];
}

/**
 * A choice is wrong in a draw when, on the measurements drawn, another finalist is better under the rule. Without the error of
 * a cell, that cell keeps its stated measurement in every draw; everything else is drawn as before, so drops are differences
 * of the same draws. O(noisy cells × roles × finalists) a draw.
 *
 * The effect of removing one uncertainty at a time, as in Saltelli et al. (2008), Global Sensitivity Analysis, on factor
 * fixing. The value of what the new measurement might say (expected value of partial information) would need draws within
 * draws, and answers a different question: whether to measure, not what first.
 * @throws RangeError when nobody takes part, or there is no role.
 */
export function startMeasureNext(problem: MeasureProblem): SlicedRun<MeasureNext> {
  const { matrix, roles, samples } = problem;
  const { m } = matrix;
  const r = roles.length;
  const { candidates, c, rows } = membersOf({
    ...problem,
    eligible: certaintyFinalists(problem, problem.rule, problem.chosen),
  });
  const chosen = candidates.indexOf(problem.chosen);
  const noise = metricNoise(matrix, problem.objectives, problem, candidates, problem.seed);
  const keysOf = groupKeys(roles, c, problem.rule);
  const weights = ballots(roles);
  const draw = problem.weightsInDoubt ? weightDoubt(roles, problem.seed) : () => {};
  const trials = chosen < 0 ? [] : trialsOf(noise.objectiveOf);
  const scores = new Float64Array(r * c);
  const noisyRows = rows.slice();
  const fixed = new Float64Array(r * c);
  const wrongWithout = new Float64Array(trials.length);
  const better = new Float64Array(trials.length);
  const worse = new Float64Array(trials.length);
  let wrongTimes = 0;
  let done = 0;

  /** Is the choice wrong on these scores? */
  function isWrong(these: Float64Array): 0 | 1 {
    const keys = chosen < 0 ? null : keysOf(these, 0);
    return keys === null || isFirstByKeys(keys, chosen) ? 0 : 1;
  }

  /** The scores of this draw, but with some cells as stated: whole rows again, so that what is equal on paper still ties. */
  function withStated(cells: readonly number[]): Float64Array {
    fixed.set(scores);
    for (const k of cells) {
      const row = noise.rowOf[k]!;
      const at = row * m + noise.objectiveOf[k]!;
      const drawn = noisyRows[at]!;
      noisyRows[at] = rows[at]!;
      for (let role = 0; role < r; role++) {
        let score = 0;
        for (let j = 0; j < m; j++) score += noisyRows[row * m + j]! * weights[role * m + j]!;
        fixed[role * c + row] = score;
      }
      noisyRows[at] = drawn;
    }
    return fixed;
  }

  return {
    total: samples,
    get done() {
      return done;
    },
    advance(count) {
      for (const to = Math.min(samples, done + count); done < to; done++) {
        draw(weights, 0);
        noise.redraw(noisyRows);
        scoreVectors(noisyRows, c, m, weights, r, scores);
        const wrong = isWrong(scores);
        wrongTimes += wrong;
        trials.forEach(({ cells }, k) => {
          const still = isWrong(withStated(cells));
          wrongWithout[k]! += still;
          if (still < wrong) better[k]!++;
          if (still > wrong) worse[k]!++;
        });
      }
    },
    result() {
      const list = trials.map(({ cells, wholeMetric }, k): Remeasure => {
        const drop = (better[k]! - worse[k]!) / done;
        const variance = (better[k]! + worse[k]!) / done - drop * drop;
        return {
          objective: noise.objectiveOf[cells[0]!]!,
          candidate: wholeMetric ? null : candidates[noise.rowOf[cells[0]!]!]!,
          wrong: wrongWithout[k]! / done,
          drop,
          dropError: Math.sqrt(Math.max(0, variance) / done),
        };
      });
      list.sort((a, b) => b.drop - a.drop);
      return {
        wrong: wrongTimes / done,
        wrongError: standardError(wrongTimes / done, done),
        draws: done,
        metrics: list.filter(({ candidate }) => candidate === null),
        cells: list.filter(({ candidate }) => candidate !== null),
      };
    },
  };
}
