// What the measures of a prediction log are called, which way is better, and what they say.
import type { Direction } from '../../../shared/domain/metric.ts';
import type { BinaryMeasureId } from '../../../shared/measures/classification/binary.ts';
import type { SharedRateId } from '../../../shared/measures/fairness/groupMeasures.ts';
import type { ParityId } from '../../../shared/measures/fairness/parity.ts';

export interface MeasureWords {
  name: string;
  direction: Direction;
  /** For the tooltip. */
  says: string;
}

/** The measures that may become metrics, in the order of the table. */
export const measureWords = {
  accuracy: { name: 'Accuracy', direction: 'max', says: 'Share of rows decided rightly.' },
  balancedAccuracy: { name: 'Balanced accuracy', direction: 'max', says: 'Mean of recall and specificity.' },
  precision: { name: 'Precision', direction: 'max', says: 'Share of positive decisions that are right.' },
  recall: {
    name: 'Recall',
    direction: 'max',
    says: 'Share of positive labels that are found: the true positive rate.',
  },
  specificity: { name: 'Specificity', direction: 'max', says: 'Share of negative labels that are left alone.' },
  f1: { name: 'F1', direction: 'max', says: 'Harmonic mean of precision and recall.' },
  mcc: { name: 'Matthews correlation', direction: 'max', says: 'Correlation of decision and label, −1 to 1.' },
  rocAuc: {
    name: 'ROC AUC',
    direction: 'max',
    says: 'Chance that a positive row scores above a negative one; ties count half.',
  },
  averagePrecision: {
    name: 'Average precision',
    direction: 'max',
    says: 'Area under precision and recall over the distinct scores, without interpolation.',
  },
  logLoss: { name: 'Log loss', direction: 'min', says: 'Mean of −ln of the probability given to what happened.' },
  brier: { name: 'Brier score', direction: 'min', says: 'Mean squared distance of score and label.' },
  ece: {
    name: 'Calibration error',
    direction: 'min',
    says: 'Mean distance of score and share of positives over ten bins of equal width (ECE).',
  },
} satisfies Partial<Record<BinaryMeasureId, MeasureWords>>;
export type ListedMeasure = keyof typeof measureWords;
export const listedMeasures = Object.keys(measureWords) as ListedMeasure[];

export const parityWords: Record<ParityId, MeasureWords> = {
  demographicParityDifference: {
    name: 'Demographic parity difference',
    direction: 'min',
    says: 'Largest minus smallest selection rate of a group.',
  },
  demographicParityRatio: {
    name: 'Demographic parity ratio',
    direction: 'max',
    says: 'Smallest over largest selection rate; the rule of four fifths asks for 0.8.',
  },
  equalOpportunityDifference: {
    name: 'Equal opportunity difference',
    direction: 'min',
    says: 'Largest minus smallest true positive rate.',
  },
  equalOpportunityRatio: {
    name: 'Equal opportunity ratio',
    direction: 'max',
    says: 'Smallest over largest true positive rate.',
  },
  equalizedOddsDifference: {
    name: 'Equalised odds difference',
    direction: 'min',
    says: 'The larger of the gaps in true and in false positive rate.',
  },
  equalizedOddsRatio: {
    name: 'Equalised odds ratio',
    direction: 'max',
    says: 'The smaller of the ratios of true and of false positive rates.',
  },
  equalizedOddsMeanDifference: {
    name: 'Equalised odds, mean difference',
    direction: 'min',
    says: 'Mean of the gaps in true and in false positive rate.',
  },
  accuracyDifference: { name: 'Accuracy gap', direction: 'min', says: 'Largest minus smallest accuracy of a group.' },
  precisionDifference: { name: 'Precision gap', direction: 'min', says: 'Largest minus smallest precision.' },
  fprDifference: { name: 'False positive rate gap', direction: 'min', says: 'Largest minus smallest.' },
  fnrDifference: { name: 'False negative rate gap', direction: 'min', says: 'Largest minus smallest.' },
};

/** The rates that the dots can show. */
export const rateWords: Record<SharedRateId, string> = {
  selectionRate: 'Selection rate',
  recall: 'True positive rate',
  fpr: 'False positive rate',
  fnr: 'False negative rate',
  accuracy: 'Accuracy',
  precision: 'Precision',
};
