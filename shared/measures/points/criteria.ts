// What a state of a sweep is judged by, as columns over its states.
import { FN, FP, TN, TP } from '../classification/confusion.ts';
import { rate } from '../classification/rates.ts';
import type { GapId, Sweep } from './sweep.ts';
import { gapIds } from './sweep.ts';

const pointRateIds = ['accuracy', 'balancedAccuracy', 'recall', 'fpr', 'precision', 'f1', 'selectionRate'] as const;
export const pointMeasureIds = [...pointRateIds, 'cost', 'handedOver', ...gapIds] as const;
export type PointMeasureId = (typeof pointMeasureIds)[number];

/** A measure the person chose, and whether larger (+1) or smaller (−1) is better. */
export interface Criterion {
  id: PointMeasureId;
  sign: 1 | -1;
}

/** What one row of each kind costs, in any unit; below 0 is a gain. */
export interface ErrorCosts {
  falsePositive: number;
  falseNegative: number;
  truePositive: number;
  trueNegative: number;
}

/** In the order of the confusion counts. */
export function costsInOrder(costs: ErrorCosts): [number, number, number, number] {
  return [costs.trueNegative, costs.falsePositive, costs.falseNegative, costs.truePositive];
}

/** Expected cost per row: Elkan (2001), IJCAI, 973–978. NaN without rows. */
export function costPerRow(counts: ArrayLike<number>, at: number, costs: ErrorCosts): number {
  const [tn, fp, fn, tp] = [counts[at + TN]!, counts[at + FP]!, counts[at + FN]!, counts[at + TP]!];
  const sum = costs.trueNegative * tn + costs.falsePositive * fp + costs.falseNegative * fn + costs.truePositive * tp;
  return sum / (tn + fp + fn + tp);
}

/** A measure at every state; NaN where undefined, everywhere where the sweep has no groups and it is a gap. O(states). */
export function measureColumn(id: PointMeasureId, sweep: Sweep, costs: ErrorCosts): Float64Array {
  const { states, counts, past, total, gaps } = sweep;
  if (isGap(id)) return gaps ? gaps[id] : new Float64Array(states).fill(NaN);
  const column = new Float64Array(states);
  for (let k = 0; k < states; k++) {
    if (id === 'cost') column[k] = costPerRow(counts, 4 * k, costs);
    else if (id === 'handedOver') column[k] = past[k]! / total;
    else column[k] = rate(id, counts, 4 * k);
  }
  return column;
}

export function isGap(id: PointMeasureId): id is GapId {
  return (gapIds as readonly string[]).includes(id);
}
