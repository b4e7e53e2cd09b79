// Confidence factors: suppose a role had just the weights that favour a candidate. Are the measurements good enough to tell?
import { metricNoise } from './metricNoise.ts';
import type { CertaintyProblem } from './problem.ts';
import { membersOf } from './problem.ts';
import type { SlicedRun } from './run.ts';
import { scoreVectors } from './scoreVectors.ts';
import { LEVEL } from '../tolerance.ts';
import type { RoleAcceptability } from './tally.ts';

/** Per role and member the chance of being best under its own central weights; null without central weights, or not among the role's first twenty. */
export interface Confidence {
  candidates: Int32Array;
  draws: number;
  roles: readonly (number | null)[][];
}

/** Members per role, those most often best: the others were hardly ever, so their central weights say little. */
const ASKED = 20;
const DRAWS = 1000;

/**
 * Confidence factors of SMAA-2, on central weights found before: Lahdelma & Salminen (2001), Oper. Res. 49(3):444–454.
 * Every draw resamples the measurements; without standard errors a single draw is exact. O(roles × 20 × c × m) a draw.
 * @param acceptabilities  per role, those of both doubts.
 */
export function startConfidence(
  problem: CertaintyProblem,
  acceptabilities: readonly Pick<RoleAcceptability, 'best' | 'centralWeights'>[],
): SlicedRun<Confidence> {
  const { candidates, c, rows } = membersOf(problem);
  const { m } = problem.matrix;
  const asked = acceptabilities.flatMap(({ best, centralWeights }, role) =>
    Array.from(centralWeights, (central, row) => ({ role, row, central }))
      .filter((entry) => entry.central !== null)
      .sort((a, b) => best[b.row]! - best[a.row]!)
      .slice(0, ASKED),
  );
  const weights = new Float64Array(asked.length * m);
  asked.forEach(({ central }, v) => weights.set(central!, v * m));
  const scores = new Float64Array(asked.length * c);
  const wins = new Float64Array(asked.length);
  // Another seed than the draws that found the central weights.
  const noise = metricNoise(problem.matrix, problem.objectives, problem, candidates, ~problem.seed);
  const total = noise.rowOf.length > 0 ? Math.min(problem.samples, DRAWS) : 1;
  const noisyRows = rows.slice();
  let done = 0;
  return {
    total,
    get done() {
      return done;
    },
    advance(count) {
      for (const to = Math.min(total, done + count); done < to; done++) {
        noise.redraw(noisyRows);
        scoreVectors(noisyRows, c, m, weights, asked.length, scores);
        asked.forEach(({ row }, v) => {
          const own = scores[v * c + row]!;
          let best = true;
          for (let at = v * c; at < (v + 1) * c && best; at++) best = scores[at]! <= own + LEVEL;
          if (best) wins[v]!++;
        });
      }
    },
    result() {
      const roles = acceptabilities.map(() => new Array<number | null>(c).fill(null));
      asked.forEach(({ role, row }, v) => (roles[role]![row] = wins[v]! / done));
      return { candidates, draws: done, roles };
    },
  };
}
