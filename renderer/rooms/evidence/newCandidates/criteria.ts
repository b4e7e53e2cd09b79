// What new candidates are judged by: the words for it, how it is written, and which way is better.
import { formatDifference, formatNumber } from '../../../../shared/domain/format.ts';
import type { Criterion, PointMeasureId } from '../../../../shared/measures/points/criteria.ts';
import { isGap } from '../../../../shared/measures/points/criteria.ts';
import { binaryMeasureWords, parityWords, rateWords } from '../../../parts/measures/kinds/binary.ts';

export interface CriterionWords {
  name: string;
  /** In a sentence: "gains 0.12 recall". */
  short: string;
  sign: 1 | -1;
  /** For the tooltip. */
  says: string;
}

const ofRate = (id: 'accuracy' | 'balancedAccuracy' | 'recall' | 'precision' | 'f1'): CriterionWords => ({
  name: binaryMeasureWords[id].name,
  short: id === 'f1' ? 'F1' : binaryMeasureWords[id].name.toLowerCase(),
  sign: 1,
  says: binaryMeasureWords[id].says,
});
const ofGap = (id: keyof typeof parityWords, short: string): CriterionWords => ({
  name: parityWords[id].name,
  short,
  sign: -1,
  says: parityWords[id].says,
});

export const criterionWords: Record<PointMeasureId, CriterionWords> = {
  accuracy: ofRate('accuracy'),
  balancedAccuracy: ofRate('balancedAccuracy'),
  recall: ofRate('recall'),
  fpr: {
    name: rateWords.fpr.name,
    short: 'false positive rate',
    sign: -1,
    says: 'Share of negative labels that are taken for positive.',
  },
  precision: ofRate('precision'),
  f1: ofRate('f1'),
  selectionRate: {
    name: rateWords.selectionRate.name,
    short: 'selection rate',
    sign: 1,
    says: 'Share decided positive.',
  },
  cost: { name: 'Cost of errors', short: 'cost', sign: -1, says: 'What decisions cost, per 1,000 cases.' },
  handedOver: {
    name: 'Handed over',
    short: 'handed over',
    sign: -1,
    says: 'Share of cases that the cheap candidate is too unsure of, and the other one decides.',
  },
  demographicParityDifference: ofGap('demographicParityDifference', 'gap in selection rates'),
  equalOpportunityDifference: ofGap('equalOpportunityDifference', 'gap in true positive rates'),
  equalizedOddsDifference: ofGap('equalizedOddsDifference', 'gap in error rates'),
};

export const criterionOf = (id: PointMeasureId): Criterion => ({ id, sign: criterionWords[id].sign });

const decimals: Partial<Record<PointMeasureId, number>> = { cost: 1, handedOver: 1 };
const scale: Partial<Record<PointMeasureId, number>> = { cost: 1000, handedOver: 100 };

/** A measure as it is shown: shares with three decimals, costs per 1,000 cases, what is handed over in percent. */
export function inShownUnit(id: PointMeasureId, value: number): number {
  return value * (scale[id] ?? 1);
}
export function shownNumber(id: PointMeasureId, value: number): string {
  return formatNumber(inShownUnit(id, value), decimals[id] ?? 3);
}
/** "12.5 per 1,000", "23.1 %", "0.672". */
export function shownValue(id: PointMeasureId, value: number): string {
  const unit = id === 'cost' ? '\u00a0per 1,000' : id === 'handedOver' ? '\u00a0%' : '';
  return shownNumber(id, value) + (Number.isNaN(value) ? '' : unit);
}
export function shownDifference(id: PointMeasureId, value: number): string {
  return formatDifference(inShownUnit(id, value), decimals[id] ?? 3);
}

/** "Equalised odds difference by race". */
export function measureName(id: PointMeasureId, attribute: string | null): string {
  const { name } = criterionWords[id];
  if (id === 'handedOver') return 'Share handed over';
  return isGap(id) && attribute !== null ? `${name} by ${attribute}` : name;
}
