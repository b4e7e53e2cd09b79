// What is said about a log of a question with two answers.
import { countText, formatCount, formatNumber } from '../../../../shared/domain/format.ts';
import type { KeptLog } from '../../../../shared/domain/predictionLog.ts';
import type { BinaryMeasureId } from '../../../../shared/measures/classification/binary.ts';
import type { GroupMeasureId, SharedRateId } from '../../../../shared/measures/fairness/groupMeasures.ts';
import type { JudgedId } from '../../../../shared/measures/fairness/parityVerdicts.ts';
import { fourFifthsHeadline } from '../fourFifthsWords.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf, percent, silentText } from '../measureWords.ts';

/** The measures that may become metrics, in the order of the table. */
export const binaryMeasureWords = {
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

export const parityWords: Record<JudgedId, MeasureWords> = {
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
    says: 'Largest minus smallest true positive rate; the same as that of false negative rates.',
  },
  equalizedOddsDifference: {
    name: 'Equalised odds difference',
    direction: 'min',
    says: 'The larger of the gaps in true and in false positive rate.',
  },
  accuracyDifference: { name: 'Accuracy gap', direction: 'min', says: 'Largest minus smallest accuracy of a group.' },
  precisionDifference: { name: 'Precision gap', direction: 'min', says: 'Largest minus smallest precision.' },
  fprDifference: { name: 'False positive rate gap', direction: 'min', says: 'Largest minus smallest.' },
};

/** Of a group. */
export const rateWords: Record<SharedRateId, MeasureWords> = {
  selectionRate: { name: 'Selection rate', direction: 'max', says: '' },
  recall: { name: 'True positive rate', direction: 'max', says: '' },
  fpr: { name: 'False positive rate', direction: 'min', says: '' },
  accuracy: { name: 'Accuracy', direction: 'max', says: '' },
  precision: { name: 'Precision', direction: 'max', says: '' },
  fnr: { name: 'False negative rate', direction: 'min', says: '' },
};
const calibrationWords = {
  logLoss: { name: 'Log loss', direction: 'min', says: 'Mean of −ln of the probability given to what happened.' },
  brier: {
    name: 'Brier score',
    direction: 'min',
    says: 'Mean squared distance of the probability from what happened.',
  },
  ece: { name: 'Calibration error', direction: 'min', says: '' },
  calibrationInTheLarge: { name: 'Mean score minus share of the outcome', direction: 'min', says: '' },
} satisfies Partial<Record<GroupMeasureId, MeasureWords>>;

const ratesOfGap: Record<JudgedId, readonly SharedRateId[]> = {
  demographicParityDifference: ['selectionRate'],
  demographicParityRatio: ['selectionRate'],
  equalOpportunityDifference: ['recall'],
  equalizedOddsDifference: ['recall', 'fpr'],
  accuracyDifference: ['accuracy'],
  precisionDifference: ['precision'],
  fprDifference: ['fpr'],
};

export const binary: KindWords = {
  question: 'one of two answers',
  label: '',
  labelTrouble: (_, answers) => {
    if (answers === null) return 'The label has too many different values. Choose the column that holds two answers.';
    if (answers.length === 2) return null;
    const count = answers.length === 1 ? 'one value' : `${answers.length} values`;
    return `The label has ${count}, not two. Choose another label, or another kind of question.`;
  },
  said: {
    score: { called: 'Scores', none: 'none' },
    prediction: { called: 'Decisions', none: 'from the scores' },
  },
  silent: silentText,
  counted: 'case',
  drawn: 'row',
  cutoffs: [],
  measures: () => Object.entries(binaryMeasureWords),
  leading: { id: 'accuracy', words: binaryMeasureWords.accuracy },
  leadingIsShare: true,
  headlines: [
    'accuracy',
    'precision',
    'recall',
    'rocAuc',
    'brier',
    'ece',
  ] satisfies (keyof typeof binaryMeasureWords)[],
  groupMeasures: [...Object.entries(rateWords), ...Object.entries(calibrationWords)],
  groupLabel: 'Rate by group',
  whiskers: 'Wilson',
  groupNote: 'Rates are about the favourable outcome.',
  gaps: Object.entries(parityWords),
  gapsAreShares: true,
  gapRates: (gap) => ratesOfGap[gap as JudgedId],
  gapParts: (gap) => ratesOfGap[gap as JudgedId].map((id) => rateWords[id].name),
  gapNote: fourFifthsHeadline,
  served: {
    measure: 'recall',
    gap: 'demographicParityRatio',
    worst: 'Serves worst',
    best: 'Serves best',
    says: 'Share of those who should get the favourable outcome that it gives it to, with 95 % interval',
    gapName: 'Selection ratio',
    gapSays: 'Smallest over largest selection rate; the rule of four fifths asks for 0.8',
    decimals: 2,
    judged: 'equalOpportunityDifference',
    text: (share) => percent(share),
    sentence: (log, by, worst, best) => {
      const where =
        log.favourable === null
          ? `Where ${headerOf(log, 'label') || 'the label'} is ${log.positive ?? ''}`
          : 'Where the outcome should be favourable';
      // Equal as they are written: to name one of them as worst would say something that is not so.
      return worst.text === best.text
        ? `${where}, it says so for the same share of every ${by}: ${worst.text}.`
        : `${where}, it says so for ${worst.text} of ${worst.group}, and ${best.text} of ${best.group}.`;
    },
  },
  does: (share, cases) => `decides ${share} of ${cases} rightly`,
  doesBest: (share, cases) => `decides ${share} of ${cases} rightly`,
  best: 'the most',
  evenness: { gap: 'demographicParityDifference', what: 'selection rates' },
  countedText: ({ rows, counts }) =>
    `${countText(rows, 'case')}, ${formatCount(counts['positives'] ?? 0)} of them positive`,
  asked: (log, cases) => {
    const favourable = log.favourable === null ? '' : `; favourable: the ${log.favourable} one`;
    const own = log.candidates.filter(({ prediction, threshold }) => prediction === null && threshold !== null).length;
    const ownText = own === 0 ? '' : ` (${countText(own, 'candidate')} with another)`;
    return (
      `Positive: ${headerOf(log, 'label')} = ${log.positive ?? ''}${favourable}; ` +
      `threshold ${log.threshold}${ownText} where only scores are given; ${cases}`
    );
  },
  samples: () => 'rows, not stratified',
  intervalNote: 'Of the area under the curve DeLong’s on the logit scale, where cases count alike.',
  calibration: { whole: (log: KeptLog) => `of label ${log.positive}`, group: 'with the favourable outcome' },
  backwards: ({ name, says, value, reversed }) =>
    says === 'prediction'
      ? `The decisions of ${name} go against the label: ${percent(value)} of them are right, far fewer than chance would get right, and ${percent(reversed ?? 1 - value)} would be if they were turned round.`
      : `The scores of ${name} run the other way: its ROC AUC is ${formatNumber(value, 3)}, so larger scores go with the other answer.`,
  mayBeTurned: true,
  imitated: ['decisions', 'scores'],
};
