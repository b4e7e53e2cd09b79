// What is said about a log of predicted numbers.
import { countText, formatNumber } from '../../../../shared/domain/format.ts';
import type { RegressionGroupId, RegressionId } from '../../../../shared/measures/study/kinds/regression.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf } from '../measureWords.ts';
import { numberErrors } from './numberErrors.ts';

const errorWords: Record<Exclude<RegressionId, 'mse' | 'meanPrediction'>, MeasureWords> = {
  mae: {
    name: 'MAE',
    direction: 'min',
    inUnit: true,
    says: 'Mean absolute error: how far off a prediction is on average.',
  },
  rmse: {
    name: 'RMSE',
    direction: 'min',
    inUnit: true,
    says: 'Root of the mean squared error: like MAE, but large errors weigh more.',
  },
  medianAbsoluteError: {
    name: 'Median error',
    direction: 'min',
    inUnit: true,
    says: 'Half of the predictions are off by no more than this.',
  },
  maxError: { name: 'Largest error', direction: 'min', inUnit: true, says: 'The largest absolute error of a row.' },
  bias: {
    name: 'Bias',
    direction: 'min',
    inUnit: true,
    distance: 'Absolute bias',
    says: 'Mean of prediction minus label: above 0 it predicts too much.',
  },
  pinball90: {
    name: 'Pinball loss at 0.9',
    direction: 'min',
    inUnit: true,
    says: 'Loss of a prediction taken for the 90 % quantile: too low costs nine times as much as too high.',
  },
  mape: { name: 'MAPE', direction: 'min', says: 'Mean absolute error as a share of the label; 0.4 is 40 %.' },
  r2: {
    name: 'R²',
    direction: 'max',
    says: 'Share of the label’s variance that is explained; 0 is guessing the mean.',
  },
  explainedVariance: {
    name: 'Explained variance',
    direction: 'max',
    says: 'As R², but a constant bias costs nothing.',
  },
  pearson: { name: 'Pearson correlation', direction: 'max', says: 'Whether predictions rise in line with the labels.' },
  spearman: {
    name: 'Spearman correlation',
    direction: 'max',
    says: 'Whether predictions are in the order of the labels.',
  },
  kendall: {
    name: 'Kendall’s τ-b',
    direction: 'max',
    says: 'Pairs in the order of the labels minus pairs against it, as a share.',
  },
};

const groupWords: Record<RegressionGroupId, MeasureWords> = {
  mae: errorWords.mae,
  rmse: errorWords.rmse,
  bias: errorWords.bias,
  meanPrediction: {
    name: 'Mean prediction',
    direction: 'min',
    inUnit: true,
    says: 'What the group is predicted on average.',
  },
};

export const regression: KindWords = {
  ...numberErrors(errorWords, groupWords),
  question: 'a number',
  said: { prediction: { called: 'Predictions', none: 'choose a column' } },
  headlines: ['mae', 'rmse', 'medianAbsoluteError', 'maxError', 'bias', 'pinball90'],
  countedText: ({ rows }) => countText(rows, 'case'),
  asked: (log, cases) => `Label: ${headerOf(log, 'label')}; ${cases}`,
  intervalNote:
    'That of the median error is a percentile interval, that of Spearman’s correlation corrected for bias only.',
  backwards: ({ name, value }) =>
    `The predictions of ${name} run against the label: their correlation is ${formatNumber(value, 3)}, so it predicts less where there is more.`,
};
