// The fairness measures that follow from the confusion counts of each group.
import type { RateId } from '../classification/rates.ts';
import { rate } from '../classification/rates.ts';
import type { GroupSpread } from './groupSpread.ts';
import { groupSpread } from './groupSpread.ts';

/** The rates whose gaps between groups are told. */
const spreadIds = ['selectionRate', 'recall', 'fpr', 'accuracy', 'precision', 'fnr'] as const;
type SpreadId = (typeof spreadIds)[number];

export const parityIds = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalOpportunityDifference',
  'equalOpportunityRatio',
  'equalizedOddsDifference',
  'equalizedOddsRatio',
  'equalizedOddsMeanDifference',
  'accuracyDifference',
  'precisionDifference',
  'fprDifference',
  'fnrDifference',
] as const;
export type ParityId = (typeof parityIds)[number];

/** The rule of four fifths: no group's selection rate below this share of the largest one. 29 CFR § 1607.4(D). */
export const FOUR_FIFTHS = 0.8;

/** A rate of every group; NaN where undefined. */
export function groupRates(id: RateId, table: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: table.length / 4 }, (_, group) => rate(id, table, group * 4));
}

export function spreads(table: ArrayLike<number>): Record<SpreadId, GroupSpread> {
  return Object.fromEntries(spreadIds.map((id) => [id, groupSpread(groupRates(id, table))])) as Record<
    SpreadId,
    GroupSpread
  >;
}

/** The larger, or the smaller, of two numbers of which either may be undefined. */
const larger = (a: number, b: number) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b));
const smaller = (a: number, b: number) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b));

/**
 * Demographic parity: selection rates alike (Calders & Verwer 2010, Data Min. Knowl. Discov. 21:277–292). Equal opportunity: true
 * positive rates alike; equalised odds: also false positive rates, the worse of the two gaps, with their mean beside it (Hardt,
 * Price & Srebro 2016, NeurIPS). Differences are largest − smallest group, ratios smallest / largest. Groups without a rate are
 * left out of it. NaN: undefined.
 * @param table  groups × 4 counts, as `confusionTable` gives them, the positive class being the favourable outcome.
 */
export function parity(table: ArrayLike<number>): Record<ParityId, number> {
  const { selectionRate, recall, fpr, accuracy, precision, fnr } = spreads(table);
  return {
    demographicParityDifference: selectionRate.difference,
    demographicParityRatio: selectionRate.ratio,
    equalOpportunityDifference: recall.difference,
    equalOpportunityRatio: recall.ratio,
    equalizedOddsDifference: larger(recall.difference, fpr.difference),
    equalizedOddsRatio: smaller(recall.ratio, fpr.ratio),
    equalizedOddsMeanDifference: (recall.difference + fpr.difference) / 2,
    accuracyDifference: accuracy.difference,
    precisionDifference: precision.difference,
    fprDifference: fpr.difference,
    fnrDifference: fnr.difference,
  };
}
