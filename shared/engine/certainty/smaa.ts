// How sure is the answer: stochastic multicriteria acceptability analysis, with weight doubt and metric noise told apart.
import { metricNoise } from './metricNoise.ts';
import type { CertaintyProblem, Members } from './problem.ts';
import { membersOf } from './problem.ts';
import type { SlicedRun } from './run.ts';
import { scoreVectors } from './scoreVectors.ts';
import type { Counted } from './tally.ts';
import { tally } from './tally.ts';
import { ballots, weightDoubt } from './weightDoubt.ts';

export interface Acceptance {
  /** Which candidates the rows of the results are, and how many ranks they tell apart: all up to 50 members, else ten. */
  candidates: Int32Array;
  depth: number;
  draws: number;
  /** The measurements taken as they are, the weights in doubt. */
  weights: Counted;
  /** The ballots taken as they are, the measurements in doubt; of a single draw when no error is stated, since nothing varies. */
  noise: Counted;
  /** Both in doubt; the same object as `weights` when no error is stated. */
  both: Counted;
}

/** Sets of weights scored in one pass. */
const BLOCK = 16;

/**
 * SMAA-2: Lahdelma & Salminen (2001), Oper. Res. 49(3):444–454; Tervonen & Lahdelma (2007), EJOR 178(2):500–513, for the
 * sampling. The three results share their draws: draw t has the same weights in `weights` and `both` and the same
 * measurements in `noise` and `both`, so that their differences are not sampling noise. Same problem, same result, whatever
 * the slices.
 *
 * Scores, ties and both group rules are those of the ranking (weightedSum, least regret with ties by the mean, weighted
 * mean). O(roles × c × m) a draw, three times that and the noisy cells where errors are stated.
 * @throws RangeError when nobody takes part, or there is no role.
 */
export function startSmaa(problem: CertaintyProblem): SlicedRun<Acceptance> {
  const members = membersOf(problem);
  const { matrix, roles, samples, seed } = problem;
  const { m } = matrix;
  const { c, candidates, depth, rows } = members;
  const noise = metricNoise(matrix, problem.objectives, problem, candidates, seed);
  const noisy = noise.rowOf.length > 0;
  const draw = weightDoubt(roles, seed);
  const r = roles.length;
  const stated = ballots(roles);
  const block = Math.max(1, Math.floor(BLOCK / r));
  const weights = new Float64Array(block * r * m);
  const scores = new Float64Array(block * r * c);
  const noisyRows = rows.slice();
  const noisyWeights = new Float64Array(2 * r * m);
  const noisyScores = new Float64Array(2 * r * c);
  noisyWeights.set(stated);
  const byWeights = tally(members, roles, m);
  const byNoise = noisy ? tally(members, roles, m) : onceStated(problem, members, stated);
  const byBoth = noisy ? tally(members, roles, m) : byWeights;
  let done = 0;

  function someDraws(count: number): void {
    for (let t = 0; t < count; t++) draw(weights, t * r * m);
    scoreVectors(rows, c, m, weights, count * r, scores);
    for (let t = 0; t < count; t++) {
      byWeights.add(scores, t * r * c, weights, t * r * m);
      if (!noisy) continue;
      noise.redraw(noisyRows);
      noisyWeights.set(weights.subarray(t * r * m, (t + 1) * r * m), r * m);
      scoreVectors(noisyRows, c, m, noisyWeights, 2 * r, noisyScores);
      byNoise.add(noisyScores, 0, noisyWeights, 0);
      byBoth.add(noisyScores, r * c, noisyWeights, r * m);
    }
  }

  return {
    total: samples,
    get done() {
      return done;
    },
    advance(count) {
      const to = Math.min(samples, done + count);
      for (; done < to; done += Math.min(block, to - done)) someDraws(Math.min(block, to - done));
    },
    result() {
      const weightsOnly = byWeights.result();
      return {
        candidates,
        depth,
        draws: done,
        weights: weightsOnly,
        noise: byNoise.result(),
        both: noisy ? byBoth.result() : weightsOnly,
      };
    },
  };
}

/** Without noise the ballots give one ranking, and one draw says it. */
function onceStated({ matrix: { m }, roles }: CertaintyProblem, members: Members, stated: Float64Array) {
  const scores = new Float64Array(roles.length * members.c);
  scoreVectors(members.rows, members.c, m, stated, roles.length, scores);
  const once = tally(members, roles, m);
  once.add(scores, 0, stated, 0);
  return once;
}
