// The rates that follow from the four counts of a confusion table. An empty denominator is NaN: undefined, not 0.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import { FN, FP, TN, TP } from './confusion.ts';

export const rateIds = [
  'accuracy',
  'balancedAccuracy',
  'precision',
  'recall',
  'specificity',
  'f1',
  'fpr',
  'fnr',
  'selectionRate',
  'baseRate',
  'npv',
  'mcc',
] as const;
export type RateId = (typeof rateIds)[number];

/**
 * A rate of the four counts from `at` on.
 * recall (true positive rate) = TP/(TP+FN); specificity = TN/(TN+FP); fpr = FP/(FP+TN); fnr = FN/(FN+TP);
 * precision = TP/(TP+FP); npv = TN/(TN+FN); selectionRate = (TP+FP)/n; baseRate = (TP+FN)/n; f1 = 2TP/(2TP+FP+FN);
 * balancedAccuracy = (recall + specificity)/2; mcc: Matthews (1975), Biochim. Biophys. Acta 405(2):442–451.
 */
export function rate(id: RateId, table: ArrayLike<number>, at = 0): number {
  const tn = table[at + TN]!;
  const fp = table[at + FP]!;
  const fn = table[at + FN]!;
  const tp = table[at + TP]!;
  switch (id) {
    case 'accuracy':
      return (tp + tn) / (tn + fp + fn + tp);
    case 'balancedAccuracy':
      return (tp / (tp + fn) + tn / (tn + fp)) / 2;
    case 'precision':
      return tp / (tp + fp);
    case 'recall':
      return tp / (tp + fn);
    case 'specificity':
      return tn / (tn + fp);
    case 'f1':
      return (2 * tp) / (2 * tp + fp + fn);
    case 'fpr':
      return fp / (fp + tn);
    case 'fnr':
      return fn / (fn + tp);
    case 'selectionRate':
      return (tp + fp) / (tn + fp + fn + tp);
    case 'baseRate':
      return (tp + fn) / (tn + fp + fn + tp);
    case 'npv':
      return tn / (tn + fn);
    case 'mcc':
      return (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
  }
}

/** Rates that are shares: which of the four counts each is about, and which of those count. */
export const rateEntries = {
  accuracy: { cases: [TN, FP, FN, TP], counts: [TN, TP] },
  precision: { cases: [FP, TP], counts: [TP] },
  recall: { cases: [FN, TP], counts: [TP] },
  specificity: { cases: [TN, FP], counts: [TN] },
  fpr: { cases: [TN, FP], counts: [FP] },
  fnr: { cases: [FN, TP], counts: [FN] },
  selectionRate: { cases: [TN, FP, FN, TP], counts: [FP, TP] },
  baseRate: { cases: [TN, FP, FN, TP], counts: [FN, TP] },
  npv: { cases: [TN, FN], counts: [TN] },
} as const satisfies Partial<Record<RateId, { cases: readonly number[]; counts: readonly number[] }>>;
export type ShareId = keyof typeof rateEntries;

const NO_ROWS = 'There are no rows, or all weights are 0.';
const NO_POSITIVES = 'No row has the positive label.';
const NO_NEGATIVES = 'No row has the negative label.';
const NO_SELECTED = 'No row is predicted positive.';
const ONE_CLASS = 'Only one class occurs in the labels.';

/** Why a rate has no value, where it has none. */
const reasons: Record<RateId, string> = {
  accuracy: NO_ROWS,
  balancedAccuracy: ONE_CLASS,
  precision: NO_SELECTED,
  recall: NO_POSITIVES,
  specificity: NO_NEGATIVES,
  f1: 'No row has the positive label, and none is predicted positive.',
  fpr: NO_NEGATIVES,
  fnr: NO_POSITIVES,
  selectionRate: NO_ROWS,
  baseRate: NO_ROWS,
  npv: 'No row is predicted negative.',
  mcc: 'Only one class occurs in the labels or in the predictions.',
};

/** All rates of the four counts from `at` on. */
export function rates(table: ArrayLike<number>, at = 0): Record<RateId, Measure> {
  const empty = table[at]! + table[at + 1]! + table[at + 2]! + table[at + 3]! === 0;
  return Object.fromEntries(
    rateIds.map((id) => [id, measured(rate(id, table, at), empty ? NO_ROWS : reasons[id])]),
  ) as Record<RateId, Measure>;
}
