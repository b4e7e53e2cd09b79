// What is said about a log of a question with several answers.
import { MOST_CLASSES } from '../../../../shared/measures/log/multiclassLog.ts';
import { countText } from '../../../../shared/domain/format.ts';
import type { MulticlassId } from '../../../../shared/measures/classification/multiclass.ts';
import type { MulticlassGroupId } from '../../../../shared/measures/study/kinds/multiclass.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { gapWordsOf, headerOf, plainGaps, samplesOf, servedBy } from '../measureWords.ts';

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

const groupWords: Record<MulticlassGroupId, MeasureWords> = {
  accuracy: answerWords.accuracy,
  macroRecall: answerWords.balancedAccuracy,
};

export const multiclass: KindWords = {
  question: 'one of several answers',
  label: '',
  labelTrouble: (_, answers) =>
    answers === null || answers.length > MOST_CLASSES
      ? `The label has more than ${MOST_CLASSES} different values. Choose the column that holds the answers.`
      : null,
  said: { prediction: { called: 'Answers', none: 'choose a column' } },
  silent: (name) => `Say which column holds the answers of ${name}; a score alone names none of several.`,
  counted: 'case',
  drawn: 'row',
  cutoffs: [],
  measures: () => Object.entries(answerWords),
  leading: { id: 'accuracy', words: answerWords.accuracy },
  leadingIsShare: true,
  headlines: ['accuracy', 'balancedAccuracy', 'macroPrecision', 'macroF1', 'weightedPrecision', 'weightedF1'],
  groupMeasures: Object.entries(groupWords),
  groupLabel: 'Measure by group',
  whiskers: 'bootstrap',
  groupNote: '',
  gaps: gapWordsOf(Object.entries(groupWords)),
  gapNote: () => '',
  gapsAreShares: true,
  ...plainGaps(Object.entries(groupWords), 'accuracies'),
  served: servedBy('accuracy', answerWords.accuracy),
  does: (share, cases) => `answers ${share} of ${cases} rightly`,
  doesBest: (share, cases) => `answers ${share} of ${cases} rightly`,
  best: 'the most',
  countedText: ({ rows, counts }) => `${countText(rows, 'case')} of ${counts['classes'] ?? 0} answers`,
  asked: (log, cases) => `Label: ${headerOf(log, 'label')}; ${cases}`,
  samples: (rows) => samplesOf('rows', rows),
  intervalNote: '',
  calibration: null,
  // An answer is one of several: there is no other way round.
  backwards: () => '',
  mayBeTurned: false,
  imitated: ['decisions'],
};
