// What is said about a log of ordered lists.
import { countText, formatCount, formatNumber } from '../../../../shared/domain/format.ts';
import type { Study } from '../../../../shared/measures/study/study.ts';
import type { CutoffId } from '../../../../shared/measures/ranking/queries.ts';
import type { RankingGroupId } from '../../../../shared/measures/study/kinds/ranking.ts';
import { rankingCutoffs } from '../../../../shared/measures/study/kinds/ranking.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf, noNumbersText, plainGroups, samplesOf, servedBy, silentText } from '../measureWords.ts';

const atCutoff: Record<CutoffId, (k: number) => MeasureWords> = {
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
const wholeLists: Record<'mrr' | 'map', MeasureWords> = {
  mrr: { name: 'MRR', direction: 'max', says: 'Mean of 1 over the place of the first relevant item.' },
  map: { name: 'MAP', direction: 'max', says: 'Mean precision at every relevant item of the whole list.' },
};

const groupWords: Record<RankingGroupId, MeasureWords> = {
  'ndcg@10': atCutoff.ndcg(10),
  'recall@10': atCutoff.recall(10),
  mrr: wholeLists.mrr,
  map: wholeLists.map,
};

/** "0.512 in the order of the file", where equal scores leave the order open and that makes a difference. */
function filedMarks(measure: string, { candidates }: Study): string[] {
  return candidates.map(({ measures }) => {
    const own = measures[measure]!.measure.value;
    const filed = measures[`asFiled:${measure}`]!.measure.value;
    if (own === null || filed === null || Math.abs(own - filed) <= 1e-12) return '';
    return `${formatNumber(filed, 3)} in the order of the file`;
  });
}

export const ranking: KindWords = {
  question: 'an order of items',
  label: 'how relevant an item is',
  labelTrouble: (label) => {
    const below = (label.min ?? 0) < 0 ? `“${label.header}” has numbers below 0; a relevance is 0 or more.` : null;
    return noNumbersText(label) ?? below;
  },
  said: { score: { called: 'Scores', none: 'choose a column' } },
  silent: silentText,
  counted: 'list',
  drawn: 'list',
  cutoffs: rankingCutoffs,
  measures: (cutoff) => [
    ...Object.entries(atCutoff).map(([id, words]) => [`${id}@${cutoff}`, words(cutoff)] as const),
    ...Object.entries(wholeLists),
  ],
  leading: { id: 'ndcg@10', words: groupWords['ndcg@10'] },
  leadingIsShare: false,
  marks: filedMarks,
  headlines: ['ndcg@10', 'ndcgExponential@10', 'recall@10', 'precision@10', 'hitRate@10', 'map@10'],
  gapsAreShares: true,
  ...plainGroups(groupWords, 'the mean NDCG@10 of groups'),
  served: servedBy('ndcg@10', groupWords['ndcg@10']),
  does: (gain, cases) => `orders ${cases} with an NDCG@10 of ${gain}`,
  doesBest: (gain, cases) => `orders ${cases} best, with an NDCG@10 of ${gain}`,
  best: 'the highest',
  countedText: ({ rows, counts }) => {
    const { items = 0, withoutRelevant = 0, withTies = 0 } = counts;
    const empty =
      withoutRelevant === 0 ? '' : `, ${formatCount(withoutRelevant)} of them without a relevant item and left out`;
    const tied =
      withTies === 0
        ? ''
        : `; equal scores leave the order open in up to ${countText(withTies, 'list')}, where every measure is the mean over all orders`;
    return `${countText(rows, 'list')} of ${countText(items, 'item')}${empty}${tied}`;
  },
  asked: (log, lists) => `Label: ${headerOf(log, 'label')}; ${lists} by ${headerOf(log, 'query')}`,
  samples: (rows) => samplesOf('lists', rows, 'whole lists'),
  intervalNote: '',
  calibration: null,
  backwards: ({ name, value, reversed }) =>
    `The lists of ${name} stand upside down: their NDCG@10 is ${formatNumber(value, 3)}, and ${formatNumber(reversed ?? NaN, 3)} in the other order.`,
  mayBeTurned: true,
  imitated: ['scores'],
};
