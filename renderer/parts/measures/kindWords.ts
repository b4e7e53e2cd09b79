// What the measures of numbers, of several answers and of ordered lists are called, which way is better, and what they say.
import type { LogKind } from '../../../shared/domain/predictionLog.ts';
import type { MulticlassId } from '../../../shared/measures/classification/multiclass.ts';
import type { CutoffId } from '../../../shared/measures/ranking/queries.ts';
import type { MulticlassGroupId } from '../../../shared/measures/study/multiclassStudy.ts';
import type { RankingCutoff, RankingGroupId, RankingId } from '../../../shared/measures/study/rankingStudy.ts';
import type { RegressionGroupId, RegressionId } from '../../../shared/measures/study/regressionStudy.ts';
import type { MeasureWords } from './measureWords.ts';

export type PlainKind = Exclude<LogKind, 'binary'>;

export const kindQuestions: Record<LogKind, string> = {
  binary: 'one of two answers',
  multiclass: 'one of several answers',
  regression: 'a number',
  ranking: 'an order of items',
};

export interface KindMeasureWords extends MeasureWords {
  /** Whether it is in the unit of the label. */
  inUnit?: true;
  /** Best at 0 on either side: what is taken is its distance from 0, under this name. */
  distance?: string;
}
type Words<Id extends string> = Record<Id, KindMeasureWords>;

const regression: Words<Exclude<RegressionId, 'mse' | 'meanPrediction'>> = {
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

const multiclass: Words<MulticlassId> = {
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

const atCutoff: Record<CutoffId, (k: number) => KindMeasureWords> = {
  ndcg: (k) => ({
    name: `NDCG@${k}`,
    direction: 'max',
    says: `Relevance gathered in the first ${k}, lower places counting less, as a share of the best order’s.`,
  }),
  ndcgExponential: (k) => ({
    name: `NDCG@${k}, exponential gain`,
    direction: 'max',
    says: 'As NDCG, a step of relevance doubling what an item is worth.',
  }),
  recall: (k) => ({
    name: `Recall@${k}`,
    direction: 'max',
    says: `Share of the relevant items that are among the first ${k}.`,
  }),
  precision: (k) => ({
    name: `Precision@${k}`,
    direction: 'max',
    says: `Share of the first ${k} places with a relevant item.`,
  }),
  hitRate: (k) => ({
    name: `Hit rate@${k}`,
    direction: 'max',
    says: `Share of lists with a relevant item among the first ${k}.`,
  }),
  map: (k) => ({
    name: `MAP@${k}`,
    direction: 'max',
    says: `Mean precision at the relevant items among the first ${k}.`,
  }),
};
const wholeLists: Words<'mrr' | 'map'> = {
  mrr: { name: 'MRR', direction: 'max', says: 'Mean of 1 over the place of the first relevant item.' },
  map: { name: 'MAP', direction: 'max', says: 'Mean precision at every relevant item of the whole list.' },
};

/** The measures that may become metrics, in the order of the table. */
export function listedWords(kind: PlainKind, cutoff: RankingCutoff): [id: string, words: KindMeasureWords][] {
  if (kind === 'regression') return Object.entries(regression);
  if (kind === 'multiclass') return Object.entries(multiclass);
  const at = Object.entries(atCutoff).map(([id, words]): [string, KindMeasureWords] => [
    `${id}@${cutoff}` satisfies string,
    words(cutoff),
  ]);
  return [...at, ...Object.entries(wholeLists)];
}

/** The measures of a group, the one looked at first in front. */
const groupWords = {
  regression: {
    ...{ mae: regression.mae, rmse: regression.rmse, bias: regression.bias },
    meanPrediction: {
      name: 'Mean prediction',
      direction: 'min',
      inUnit: true,
      says: 'What the group is predicted on average.',
    },
  } satisfies Words<RegressionGroupId>,
  multiclass: {
    accuracy: multiclass.accuracy,
    macroRecall: multiclass.balancedAccuracy,
  } satisfies Words<MulticlassGroupId>,
  ranking: {
    ...{ 'ndcg@10': atCutoff.ndcg(10), 'recall@10': atCutoff.recall(10) },
    ...wholeLists,
  } satisfies Words<RankingGroupId & RankingId>,
};
export const wordsOfGroups = (kind: PlainKind): [id: string, words: KindMeasureWords][] =>
  Object.entries<KindMeasureWords>(groupWords[kind]);

/** What candidates are compared by. */
export const leadingWords: Record<PlainKind, { id: string; words: KindMeasureWords }> = {
  regression: { id: 'mae', words: regression.mae },
  multiclass: { id: 'accuracy', words: multiclass.accuracy },
  ranking: { id: 'ndcg@10', words: atCutoff.ndcg(10) },
};
