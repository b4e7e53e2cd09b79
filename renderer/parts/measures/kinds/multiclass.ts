// What is said about a log of a question with several answers.
import { MOST_CLASSES } from '../../../../shared/measures/log/multiclassLog.ts';
import { countText, formatNumber } from '../../../../shared/domain/format.ts';
import type { MulticlassId } from '../../../../shared/measures/classification/multiclass.ts';
import type { MulticlassGroupId, ProbabilityId } from '../../../../shared/measures/study/kinds/multiclass.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf, plainGroups, samplesOf, servedBy } from '../measureWords.ts';

const answerWords: Record<MulticlassId, MeasureWords> = {
  accuracy: { name: 'Accuracy', direction: 'max', says: 'Share of rows answered rightly.' },
  balancedAccuracy: { name: 'Macro recall', direction: 'max', says: 'Mean recall of the answers: balanced accuracy.' },
  macroPrecision: {
    name: 'Macro precision',
    direction: 'max',
    says: 'Mean precision of the answers, each counting alike.',
  },
  macroF1: { name: 'Macro F1', direction: 'max', says: 'Mean F1 of the answers, each counting alike.' },
  weightedPrecision: {
    name: 'Weighted precision',
    direction: 'max',
    says: 'Mean precision of the answers by how often they are the label.',
  },
  weightedF1: {
    name: 'Weighted F1',
    direction: 'max',
    says: 'Mean F1 of the answers by how often they are the label.',
  },
  mcc: { name: 'Matthews correlation', direction: 'max', says: 'Correlation of answer and label, up to 1.' },
};

const probabilityWords: Record<ProbabilityId, MeasureWords> = {
  logLoss: {
    name: 'Log loss',
    direction: 'min',
    says: 'Mean of minus the natural logarithm of the label’s probability, cross-entropy: 0 is best. No probability counts as less than 2⁻⁵².',
  },
  brier: {
    name: 'Brier score',
    direction: 'min',
    says: 'Sum over the answers of the squared distance of their probability from 1 for the label, else 0: 0 is best, 2 is worst.',
  },
  top1: topWords(1),
  top3: topWords(3),
  top5: topWords(5),
  ece: {
    name: 'Calibration error',
    direction: 'min',
    says: 'How far the largest probability is from how often it is right, ten bins of equal width weighed by their rows: expected calibration error (ECE).',
  },
  classwiseEce: {
    name: 'Calibration error of the answers',
    direction: 'min',
    says: 'The same of the probability of each answer, mean over the answers: classwise ECE.',
  },
};

function topWords(k: number): MeasureWords {
  return {
    name: `Top-${k} accuracy`,
    direction: 'max',
    says: `Share of rows whose label is among the ${k === 1 ? 'likeliest answer' : `${k} likeliest answers`}; where probabilities are equal, the mean over their orders.`,
  };
}

const groupWords: Record<MulticlassGroupId, MeasureWords> = {
  accuracy: answerWords.accuracy,
  macroRecall: answerWords.balancedAccuracy,
  logLoss: { ...probabilityWords.logLoss, noShare: true },
  brier: { ...probabilityWords.brier, noShare: true },
};

export const multiclass: KindWords = {
  question: 'one of several answers',
  label: '',
  labelTrouble: (_, answers) =>
    answers === null || answers.length > MOST_CLASSES
      ? `The label has more than ${MOST_CLASSES} different values. Choose the column that holds the answers.`
      : null,
  said: {
    prediction: { called: 'Answers', none: 'the likeliest one' },
    classProbabilities: { called: 'Probabilities', none: 'none' },
  },
  silent: (name) =>
    `Say which column holds the answers of ${name}; or its probability of each answer; a score alone names none of several.`,
  counted: 'case',
  drawn: 'row',
  cutoffs: [],
  measures: () => [...Object.entries(answerWords), ...Object.entries(probabilityWords)],
  ifGiven: Object.keys(probabilityWords),
  leading: { id: 'accuracy', words: answerWords.accuracy },
  leadingIsShare: true,
  headlines: ['accuracy', 'balancedAccuracy', 'macroPrecision', 'macroF1', 'weightedPrecision', 'weightedF1'],
  gapsAreShares: true,
  ...plainGroups(groupWords, 'accuracies'),
  served: servedBy('accuracy', answerWords.accuracy),
  does: (share, cases) => `answers ${share} of ${cases} rightly`,
  doesBest: (share, cases) => `answers ${share} of ${cases} rightly`,
  best: 'the most',
  countedText: ({ rows, counts }) => {
    const { classes = 0, uneven = 0, unevenLeast = 1, unevenMost = 1 } = counts;
    const ends = `${formatNumber(unevenLeast, 2)} to ${formatNumber(unevenMost, 2)}`;
    const divided =
      uneven === 0
        ? ''
        : `; the probabilities of up to ${countText(uneven, 'row')} do not add up to 1 (${ends}) and were divided by their sum`;
    return `${countText(rows, 'case')} of ${classes} answers${divided}`;
  },
  asked: (log, cases) => `Label: ${headerOf(log, 'label')}; ${cases}`,
  samples: (rows) => samplesOf('rows', rows),
  intervalNote: '',
  calibration: { whole: () => 'where the likeliest answer is the label', group: null },
  // An answer is one of several: there is no other way round.
  backwards: () => '',
  mayBeTurned: false,
  imitated: ['decisions'],
};
