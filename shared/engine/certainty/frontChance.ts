// The chance of being on the front, when the measurements might have been others.
import { nondominated } from '../fronts.ts';
import { comparable } from '../matrix.ts';
import { metricNoise } from './metricNoise.ts';
import type { CertaintyProblem } from './problem.ts';
import { membersOf } from './problem.ts';
import type { SlicedRun } from './run.ts';
import { standardError } from './run.ts';

export interface FrontChance {
  candidates: Int32Array;
  /** Fronts drawn; 0 when no error is stated: then the one front is certain, and every chance 0 or 1 with no error. */
  draws: number;
  /** Per member, and its standard error. */
  chance: Float64Array;
  chanceError: Float64Array;
}

/** A front costs far more than a score, so fewer are drawn: enough for a standard error of 2 in 100. */
const FRONTS = 500;

/**
 * Each draw is a front of the members on noisy measurements, compared as they are without clamping. The first 500 draws of
 * the problem at most. O(a front) a draw.
 * @throws RangeError when nobody takes part.
 */
export function startFrontChance(problem: CertaintyProblem): SlicedRun<FrontChance> {
  const { candidates, c, rows } = membersOf(problem);
  const { matrix, objectives } = problem;
  const noise = metricNoise(matrix, objectives, problem, candidates, problem.seed);
  const noisy = noise.rowOf.length > 0;
  const compared = matrix.compared.map((column) => Float64Array.from(candidates, (i) => column[i]!));
  const values = rows.slice();
  const times = new Float64Array(c);
  const total = noisy ? Math.min(problem.samples, FRONTS) : 1;
  let done = 0;
  return {
    total,
    get done() {
      return done;
    },
    advance(count) {
      for (const to = Math.min(total, done + count); done < to; done++) {
        noise.redraw(values);
        for (let k = 0; k < noise.rowOf.length; k++) {
          const j = noise.objectiveOf[k]!;
          const { valueFunction, direction } = objectives[j]!;
          compared[j]![noise.rowOf[k]!] = comparable(valueFunction, direction, noise.drawn(k));
        }
        const front = nondominated({ n: c, m: matrix.m, compared, signs: matrix.signs }, null);
        for (let row = 0; row < c; row++) times[row]! += front[row]!;
      }
    },
    result() {
      const chance = times.map((count) => count / done);
      const chanceError = chance.map((share) => (noisy ? standardError(share, done) : 0));
      return { candidates, draws: noisy ? done : 0, chance, chanceError };
    },
  };
}
