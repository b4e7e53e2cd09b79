// How sure the measures of a score are where rows come in units: each is left out in turn.
import { areaOf, logitInterval, newcombe, placements } from '../classification/areaInterval.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';
import type { IntervalOrReason } from './interval.ts';
import type { ScoredId, ScoredIntervals } from './scored.ts';
import { scoredIds, scoreSweep } from './scored.ts';
import { scoreCells } from './scoreCells.ts';
import { jackknife } from './summed.ts';
import { FEW_UNITS, jackknifeInterval, WITHOUT_ONE } from './unitIntervals.ts';
import type { Units } from './units.ts';
import { unitSums } from './units.ts';

/**
 * @param scores     within 0 … 1.
 * @param effective  units of one size that they are worth.
 * Near O(n + units × steps of the score).
 */
export function unitScoreIntervals(
  labels: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | null,
  units: Units,
  effective: number,
  estimates: Record<ScoredId, number>,
): ScoredIntervals {
  const cells = scoreCells(labels, scores, weights);
  const sums = unitSums(units, 2 * cells.steps, (row, add) =>
    add(cells.cellOf[row]!, weights === null ? 1 : weights[row]!),
  );
  const { variances } = jackknife(sums, scoreSweep(cells, true), scoredIds.length, []);
  const intervals = Object.fromEntries(
    scoredIds.map((id, k) => {
      const most = id === 'logLoss' ? Infinity : 1;
      return [id, jackknifeInterval(estimates[id], variances[k]!, effective, [0, most])];
    }),
  ) as ScoredIntervals;
  const variance = weights === null ? areaVariance(labels, scores, units) : variances[scoredIds.indexOf('rocAuc')]!;
  return { ...intervals, rocAuc: areaByUnits(estimates.rocAuc, variance, effective, unitsOfAnswers(labels, units)) };
}

/**
 * The variance of the area under the ROC curve from the influence of each unit on it: Obuchowski (1997), Biometrics 53(2):567–578.
 * NaN where one answer does not occur. O(n) beside the order of the scores.
 */
function areaVariance(labels: Uint8Array, scores: Float64Array, { rows, starts }: Units): number {
  const placed = placements(labels, scores, scoreOrder(scores));
  const { area, positives, negatives } = areaOf(labels, placed);
  const count = starts.length - 1;
  let squares = 0;
  for (let u = 0; u < count; u++) {
    let influence = 0;
    for (let k = starts[u]!; k < starts[u + 1]!; k++) {
      const row = rows[k]!;
      influence += (placed[row]! - area) / (labels[row] === 1 ? positives : negatives);
    }
    squares += influence * influence;
  }
  return (count / (count - 1)) * squares;
}

/** On the logit scale with Student's t; at 0 and 1, or where nothing varies, Newcombe's interval of so many units. */
function areaByUnits(
  area: number,
  variance: number,
  effective: number,
  [negative, positive]: readonly [number, number],
): IntervalOrReason {
  if (Number.isNaN(area)) return { reason: 'The measure itself is undefined.' };
  if (!(effective - 1 > 1e-9)) return { reason: FEW_UNITS };
  if (Number.isNaN(variance)) return { reason: WITHOUT_ONE };
  const facts = { reason: null, standardError: Math.sqrt(variance), method: 'jackknife' as const, defined: 1 };
  if (variance > 0 && area > 0 && area < 1) return { ...facts, ...logitInterval(area, variance, effective - 1) };
  const [lo, hi] = newcombe(area, positive, negative);
  return { ...facts, lo, hi };
}

/** How many units have a row of either answer. */
function unitsOfAnswers(labels: Uint8Array, { rows, starts }: Units): [number, number] {
  const found: [number, number] = [0, 0];
  for (let u = 0; u + 1 < starts.length; u++) {
    const own = rows.subarray(starts[u]!, starts[u + 1]!);
    if (own.some((row) => labels[row] === 0)) found[0]++;
    if (own.some((row) => labels[row] === 1)) found[1]++;
  }
  return found;
}
