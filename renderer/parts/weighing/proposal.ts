// What the answers amount to: weights as soon as there are enough of them, and how well they fit together, in words.
import { formatNumber } from '../../../shared/domain/format.ts';
import { ahp } from '../../../shared/engine/preferences/ahp.ts';
import { bestWorst } from '../../../shared/engine/preferences/bestWorst.ts';
import { swingWeights } from '../../../shared/engine/preferences/swing.ts';
import {
  answered,
  bestWorstPairs,
  bestWorstVectors,
  judgementOf,
  oneWayJudgement,
  pairsOf,
  pairwiseMatrix,
  type Comparisons,
  type Pair,
} from './comparisons.ts';
import { nearestJudgement, ratioText, sentenceOf } from './scale.ts';

/** How well comparisons fit together. */
interface Consistency {
  /** No more contradiction than is usual, as far as there is a usual. */
  fits: boolean;
  words: string;
  /** The number, what it is called, and up to which it is fine. */
  number: string;
  /** The answer to look at again first, and why. */
  look: { pair: Pair; words: string } | null;
}

export interface Proposal {
  /** In the order of the objectives, summing to 1; null while answers are missing. */
  weights: Float64Array | null;
  /** What is still needed, when there are no weights. */
  missing: string;
  consistency: Consistency | null;
}

type NameOf = (objectiveId: number) => string;

/** @param points of the swings that are placed; there are no weights before all are. */
export function swingProposal(ids: readonly number[], points: ReadonlyMap<number, number>): Proposal {
  const left = ids.filter((id) => !points.has(id)).length;
  if (left > 0) {
    const missing = `The new weights appear when every swing has its place; ${left} to go.`;
    return { weights: null, missing, consistency: null };
  }
  return { weights: swingWeights(ids.map((id) => points.get(id) ?? 0)), missing: '', consistency: null };
}

export function bestWorstProposal(
  ids: readonly number[],
  best: number | null,
  worst: number | null,
  comparisons: Comparisons,
  nameOf: NameOf,
): Proposal {
  if (best === null || worst === null || best === worst) {
    return {
      weights: null,
      missing: 'Choose the swing that matters most and the one that matters least.',
      consistency: null,
    };
  }
  const { fromBest, toWorst } = bestWorstPairs(ids, best, worst);
  const vectors = bestWorstVectors(ids, best, worst, comparisons);
  if (vectors === null) {
    const pairs = [...fromBest, ...toWorst];
    return waiting(
      answered(pairs, (pair) => oneWayJudgement(comparisons, pair)),
      pairs.length,
    );
  }
  const { weights, consistency } = bestWorst({ ...vectors, best: ids.indexOf(best), worst: ids.indexOf(worst) });
  const { inputRatio, threshold, mostInconsistent } = consistency;
  const fits = inputRatio <= (threshold ?? 1);
  const fine =
    threshold === null ? '0 is perfect, 1 the worst there is' : `up to ${formatNumber(threshold, 2)} is fine`;
  const between = ids[mostInconsistent];
  return {
    weights,
    missing: '',
    consistency: {
      fits,
      words: verdict(inputRatio, threshold),
      number: `Consistency ratio ${ratioNumber(inputRatio)}; ${fine} (Liang, Brunelli and Rezaei 2020)`,
      look: between === undefined ? null : roundabout(best, between, worst, comparisons, nameOf),
    },
  };
}

export function pairsProposal(ids: readonly number[], comparisons: Comparisons, nameOf: NameOf): Proposal {
  const matrix = pairwiseMatrix(ids, comparisons);
  if (matrix === null) {
    const pairs = pairsOf(ids);
    return waiting(
      answered(pairs, (pair) => judgementOf(comparisons, pair)),
      pairs.length,
    );
  }
  const { weights, consistencyIndex, consistencyRatio, mostInconsistent } = ahp(matrix);
  const number =
    consistencyRatio === null
      ? `Consistency index ${ratioNumber(consistencyIndex)}; the table of random indices ends at 15 objectives`
      : `Consistency ratio ${ratioNumber(consistencyRatio)}; up to 0.10 is fine (random indices of Saaty 1980)`;
  return {
    weights,
    missing: '',
    consistency: {
      fits: (consistencyRatio ?? 0) <= 0.1,
      words: verdict(consistencyRatio ?? consistencyIndex, consistencyRatio === null ? null : 0.1),
      number,
      look: mostInconsistent && outlier(ids, mostInconsistent, comparisons, nameOf),
    },
  };
}

function waiting(made: number, needed: number): Proposal {
  const all = needed === 1 ? 'the comparison is made' : `all ${needed} comparisons are made`;
  const left = made === 0 ? '' : `; ${needed - made} to go`;
  return { weights: null, missing: `The new weights appear when ${all}${left}.`, consistency: null };
}

function verdict(ratio: number, fine: number | null): string {
  if (ratio < 1e-9) return 'The answers fit together exactly.';
  if (fine === null) return 'The answers do not fit together exactly.';
  if (ratio <= fine) return 'The answers fit together well enough.';
  return ratio <= 2 * fine ? 'The answers contradict each other a little.' : 'The answers contradict each other.';
}

function ratioNumber(ratio: number): string {
  return formatNumber(ratio, ratio >= 0.005 || ratio < 1e-9 ? 2 : 3);
}

/** Best over between, times between over worst, should be best over worst. */
function roundabout(
  best: number,
  between: number,
  worst: number,
  comparisons: Comparisons,
  nameOf: NameOf,
): Consistency['look'] {
  const read = (pair: Pair) => oneWayJudgement(comparisons, pair) ?? 1;
  const [first, second, whole] = [read([best, between]), read([between, worst]), read([best, worst])];
  if (between === best || between === worst) return null;
  const words = `${nameOf(best)} was said to matter ${ratioText(first)} against ${nameOf(between)}, and that ${ratioText(second)} against ${nameOf(worst)}. Together that makes ${formatNumber(first * second, 0)}\u00a0:\u00a01, not ${ratioText(whole)}.`;
  return { pair: [best, between], words };
}

function outlier(
  ids: readonly number[],
  { row, column, fitting }: { row: number; column: number; fitting: number },
  comparisons: Comparisons,
  nameOf: NameOf,
): Consistency['look'] {
  const pair: Pair = [ids[row]!, ids[column]!];
  const given = judgementOf(comparisons, pair) ?? 1;
  const suggested = nearestJudgement(fitting);
  if (given === suggested) return null;
  const words = `${sentenceOf(given, nameOf(pair[0]), nameOf(pair[1]))} (${ratioText(given)}), but the other answers suggest ${ratioText(suggested)}.`;
  return { pair, words };
}
