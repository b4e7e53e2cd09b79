// Best–worst method: compare the most important objective with all others, and all others with the least important one.
import { normalise } from '../weights.ts';
import { bestWorstConsistency } from './bestWorstConsistency.ts';
import type { BestWorstConsistency, BestWorstJudgements } from './bestWorstConsistency.ts';
import { maximise } from './simplex.ts';

interface BestWorst {
  weights: Float64Array;
  /** ξ of the linear model: the largest deviation of a judgement, in weight; 0 when they fit together. */
  xi: number;
  consistency: BestWorstConsistency;
}

/**
 * Weights by the linear model, solved exactly: least ξ with |w_B − a_Bj·w_j| ≤ ξ and |w_j − a_jW·w_W| ≤ ξ, Σ w = 1.
 * Rezaei (2016), Omega 64:126–130. A linear program of m variables: divided by ξ it is "largest Σ w with deviations of at
 * most 1", which starts from 0.
 *
 * One objective weighs 1. Two have the weights of their one judgement. Judgements that fit together have ξ = 0 and exact
 * weights. Best and worst are different as soon as there are two; both judge their pair, and must say the same.
 * @throws RangeError saying which judgement is missing, out of range or contradictory.
 */
export function bestWorst(judgements: BestWorstJudgements): BestWorst {
  check(judgements);
  const { best, worst, bestToOthers, othersToWorst } = judgements;
  const m = bestToOthers.length;
  const consistency = bestWorstConsistency(judgements);
  if (consistency.inputRatio === 0) {
    return { weights: normalise(bestToOthers.map((times) => 1 / times)), xi: 0, consistency };
  }
  const rows: number[][] = [];
  /** |w_a − times · w_b| ≤ 1 */
  const bound = (a: number, times: number, b: number) => {
    const row = new Array<number>(m).fill(0);
    row[a] = 1;
    row[b] = -times;
    rows.push(
      row,
      row.map((x) => -x),
    );
  };
  for (let j = 0; j < m; j++) {
    if (j !== best) bound(best, bestToOthers[j]!, j);
    if (j !== best && j !== worst) bound(j, othersToWorst[j]!, worst);
  }
  const scaled = maximise(
    new Array<number>(m).fill(1),
    rows,
    rows.map(() => 1),
  )!;
  return { weights: normalise(scaled), xi: 1 / scaled.reduce((a, b) => a + b, 0), consistency };
}

function check({ best, worst, bestToOthers, othersToWorst }: BestWorstJudgements): void {
  const m = bestToOthers.length;
  const inside = (j: number) => Number.isInteger(j) && j >= 0 && j < m;
  if (othersToWorst.length !== m || !inside(best) || !inside(worst) || (m > 1 && best === worst)) {
    throw new RangeError('Name a most and a least important objective, and compare every objective with both.');
  }
  for (const times of [...bestToOthers, ...othersToWorst]) {
    if (!(times >= 1 && times <= 9)) throw new RangeError('Comparisons are numbers from 1 (as important) to 9.');
  }
  if (bestToOthers[best] !== 1 || othersToWorst[worst] !== 1) {
    throw new RangeError('An objective is exactly as important as itself: 1.');
  }
  if (bestToOthers[worst] !== othersToWorst[best]) {
    throw new RangeError(
      `The best was said to be ${bestToOthers[worst]} times and ${othersToWorst[best]} times as important as the worst. Choose one.`,
    );
  }
}
