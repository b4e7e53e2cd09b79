// How weights were found by questions, as the ballot keeps it: the answers as numbers, and how well they fit together.
import { ahp } from '../../../shared/engine/preferences/ahp.ts';
import { bestWorst } from '../../../shared/engine/preferences/bestWorst.ts';
import type { PlainBallot } from '../../../shared/sealing/ballot.ts';
import type { Answers } from './answers.svelte.ts';
import { bestWorstVectors, pairwiseMatrix } from './comparisons.ts';

type Elicited = PlainBallot['elicited'];

/** 1 where the answers fit perfectly, 0 where they could not be worse; null where nothing says. */
const consistencyOf = (ratio: number | null): number | null => (ratio === null ? null : Math.max(0, 1 - ratio));

/**
 * The answers of the way that was taken, once they are complete; null before.
 * - swing: points, 0 to 100, in the order of `ids`.
 * - pairs: how many times as much the first of each pair matters, row by row of the upper triangle.
 * - bestWorst: the places of the best and the worst, the best against each, each against the worst (1 to 9).
 * @param ids of the objectives, in their order.
 */
export function elicitedBy(answers: Answers, ids: readonly number[]): Elicited | null {
  if (answers.way === 'swing') {
    if (answers.unplaced(ids).length > 0) return null;
    const points = answers.points(ids);
    return { way: 'swing', answers: ids.map((id) => points.get(id) ?? 0), consistency: null };
  }
  if (answers.way === 'pairs') {
    const matrix = pairwiseMatrix(ids, answers.comparisons);
    if (matrix === null) return null;
    const upper = matrix.flatMap((row, i) => row.slice(i + 1));
    return { way: 'pairs', answers: upper, consistency: consistencyOf(ahp(matrix).consistencyRatio) };
  }
  const { best, worst, comparisons } = answers;
  const vectors = best === null || worst === null ? null : bestWorstVectors(ids, best, worst, comparisons);
  if (best === null || worst === null || vectors === null) return null;
  const places = { best: ids.indexOf(best), worst: ids.indexOf(worst) };
  const { consistency } = bestWorst({ ...vectors, ...places });
  return {
    way: 'bestWorst',
    answers: [places.best, places.worst, ...vectors.bestToOthers, ...vectors.othersToWorst],
    consistency: consistencyOf(consistency.inputRatio),
  };
}
