// Sampling: SMAA-2 against drawing, scoring and sorting with plain arrays; and how soon first answers are there.
import { startMeasureNext } from '../../shared/engine/certainty/measureNext.ts';
import type { CertaintyProblem } from '../../shared/engine/certainty/problem.ts';
import { finish } from '../../shared/engine/certainty/run.ts';
import { startSmaa } from '../../shared/engine/certainty/smaa.ts';
import { toMatrix } from '../../shared/engine/matrix.ts';
import { naiveRanks } from '../../shared/engine/testing/naiveEvaluate.ts';
import { random, randomColumns } from '../../shared/engine/testing/random.ts';
import { linear, snapshotOfColumns } from '../../shared/engine/testing/snapshot.ts';
import { compare, heading } from './measure.ts';

/** Draws of the baseline: it is slow, and its cost is the same for every draw. */
const FEW = 200;

function problem(n: number, m: number, roleCount: number, noisy: boolean, samples: number): CertaintyProblem {
  const snapshot = snapshotOfColumns({
    columns: randomColumns(n, m, 'uniform', 1),
    objectives: Array.from({ length: m }, () => linear(1, 0)),
  });
  return {
    matrix: toMatrix(snapshot),
    objectives: snapshot.settings.objectives,
    eligible: new Uint8Array(n).fill(1),
    roles: Array.from({ length: roleCount }, () => ({
      weights: new Float64Array(m).fill(1 / m),
      influence: 1,
      concentration: roleCount === 1 ? null : 20,
    })),
    errors: Array.from({ length: m }, () => (noisy ? new Float64Array(n).fill(0.02) : null)),
    samples,
    seed: 1,
  };
}

/** One role, weights alone in doubt: every draw by itself, everybody sorted with a comparator. */
function naiveSmaa({ matrix, samples, eligible }: CertaintyProblem): number[][] {
  const next = random(1);
  const counts = Array.from({ length: matrix.n }, () => new Array<number>(10).fill(0));
  for (let t = 0; t < samples; t++) {
    const raw = matrix.values.map(() => -Math.log(1 - next()));
    const sum = raw.reduce((a, b) => a + b, 0);
    const scores = counts.map((_, i) =>
      matrix.values.reduce((score, column, j) => score + (raw[j]! / sum) * column[i]!, 0),
    );
    naiveRanks(scores, eligible).forEach((rank, i) => {
      if (rank <= 10) counts[i]![rank - 1]!++;
    });
  }
  return counts;
}

export function benchCertainty(): void {
  heading('SMAA, weights in doubt, first ten ranks');
  for (const [n, m] of [
    [1000, 10],
    [10_000, 10],
  ] as const) {
    const full = problem(n, m, 1, false, 10_000);
    const few = problem(n, m, 1, false, FEW);
    compare({
      name: `${n.toLocaleString('en')} × ${m}, 10,000 draws`,
      against: `plain arrays and sorts, ${FEW} draws only (a fiftieth)`,
      ours: () => finish(startSmaa(full)),
      baseline: () => naiveSmaa(few),
      rounds: n > 1000 ? 2 : 5,
    });
  }
  heading('SMAA, 6 roles, both rules, weights and measurements in doubt, all ranks');
  const finalists = problem(50, 10, 6, true, 10_000);
  compare({
    name: '50 × 10 × 6 roles, 10,000 draws, three ways',
    against: 'its own first answer, 500 draws',
    ours: () => finish(startSmaa(finalists)),
    baseline: () => startSmaa(finalists).advance(500),
    rounds: 3,
  });
  compare({
    name: 'what to measure next, 20 × 10 × 6 roles, 1,000 draws',
    against: 'the same, 100 draws',
    ours: () => measureNext(1000),
    baseline: () => measureNext(100),
    rounds: 3,
  });
}

function measureNext(samples: number): void {
  finish(
    startMeasureNext({ ...problem(20, 10, 6, true, samples), rule: 'leastRegret', chosen: 0, weightsInDoubt: false }),
  );
}
