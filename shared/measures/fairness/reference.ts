// Every group against one that is named as the reference.
import { FOUR_FIFTHS, groupRates } from './parity.ts';

/** Group minus reference, or group over reference; NaN where undefined. */
export interface AgainstReference {
  selectionRateRatio: number;
  selectionRateDifference: number;
  recallDifference: number;
  fprDifference: number;
  fprRatio: number;
  fnrRatio: number;
  /** The mean of the differences in true and in false positive rate. */
  averageOddsDifference: number;
  /** null where the selection ratio is undefined. */
  belowFourFifths: boolean | null;
  /** Outside 0.8 … 1.25: disadvantaged either way. */
  outsideFourFifths: boolean | null;
}

/** @param table  groups × 4 counts; the reference's own entry is null. O(groups). */
export function againstReference(table: ArrayLike<number>, reference: number): (AgainstReference | null)[] {
  const selected = groupRates('selectionRate', table);
  const recall = groupRates('recall', table);
  const fpr = groupRates('fpr', table);
  const fnr = groupRates('fnr', table);
  const over = (rates: Float64Array, group: number) =>
    rates[reference] === 0 ? NaN : rates[group]! / rates[reference]!;
  const minus = (rates: Float64Array, group: number) => rates[group]! - rates[reference]!;
  return Array.from(selected, (_, group) => {
    if (group === reference) return null;
    const ratio = over(selected, group);
    const known = !Number.isNaN(ratio);
    return {
      selectionRateRatio: ratio,
      selectionRateDifference: minus(selected, group),
      recallDifference: minus(recall, group),
      fprDifference: minus(fpr, group),
      fprRatio: over(fpr, group),
      fnrRatio: over(fnr, group),
      averageOddsDifference: (minus(recall, group) + minus(fpr, group)) / 2,
      belowFourFifths: known ? ratio < FOUR_FIFTHS : null,
      outsideFourFifths: known ? ratio < FOUR_FIFTHS || ratio > 1 / FOUR_FIFTHS : null,
    };
  });
}
