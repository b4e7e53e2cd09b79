// What is said about a log of ordered answers.
import { countText, formatNumber } from '../../../../shared/domain/format.ts';
import { MOST_ORDERED } from '../../../../shared/measures/log/answerOrder.ts';
import type { OrdinalId } from '../../../../shared/measures/ordinal/ordinal.ts';
import type { OrdinalGroupId } from '../../../../shared/measures/study/kinds/ordinal.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf } from '../measureWords.ts';
import { numberErrors } from './numberErrors.ts';

const answerWords: Record<OrdinalId, MeasureWords> = {
  mae: {
    name: 'MAE',
    direction: 'min',
    inUnit: true,
    says: 'Mean absolute error: how far an answer is from the label on average, on their scale.',
  },
  quadraticKappa: {
    name: 'Quadratic kappa',
    direction: 'max',
    says: 'Agreement beyond chance, where an answer twice as far off counts four times (quadratic weighted kappa): 1 is all right, 0 is chance.',
  },
  withinOne: { name: 'Within one step', direction: 'max', says: 'Share of answers at most one step from the label.' },
  accuracy: { name: 'Accuracy', direction: 'max', says: 'Share of answers that are the label exactly.' },
  macroMae: {
    name: 'Macro MAE',
    direction: 'min',
    inUnit: true,
    says: 'Mean absolute error of each label that occurs, all counting alike, so that rare ones weigh as much as frequent ones.',
  },
  bias: {
    name: 'Bias',
    direction: 'min',
    inUnit: true,
    distance: 'Absolute bias',
    says: 'Mean of answer minus label: above 0 it answers too high.',
  },
};

const groupWords: Record<OrdinalGroupId, MeasureWords> = {
  mae: answerWords.mae,
  bias: answerWords.bias,
  meanPrediction: {
    name: 'Mean answer',
    direction: 'min',
    inUnit: true,
    says: 'What the group is answered on average.',
  },
};

export const ordinal: KindWords = {
  ...numberErrors(answerWords, groupWords),
  question: 'an answer on a scale: stars, grades, stages',
  // Words are put in order; numbers are in order.
  labelTrouble: ({ header, numeric }, answers) =>
    numeric > 0 || (answers !== null && answers.length <= MOST_ORDERED)
      ? null
      : `“${header}” holds more than ${MOST_ORDERED} different words, too many to put in order. Choose another column for the label.`,
  said: { prediction: { called: 'Answers', none: 'choose a column' } },
  headlines: ['mae', 'quadraticKappa', 'withinOne', 'accuracy', 'macroMae', 'bias'],
  countedText: ({ rows, counts }) => `${countText(rows, 'case')} of ${counts['levels'] ?? 0} ordered answers`,
  asked: (log, cases) =>
    `Label: ${headerOf(log, 'label')}, an ordered answer${log.order === undefined ? '' : ` (${log.order.join(' < ')})`}; ${cases}`,
  backwards: ({ name, value }) =>
    `The answers of ${name} run against the label: their quadratic kappa is ${formatNumber(value, 3)}, so it answers low where the label is high.`,
};
