// Whether two candidates differ by more than noise, as far as a study says.
import type { KindPair } from '../../../shared/measures/study/kindStudy.ts';
import type { MulticlassPair } from '../../../shared/measures/study/multiclassStudy.ts';

export type PairVerdict = 'same' | 'noise' | 'more' | 'unknown';

export const verdictWords: Record<PairVerdict, string> = {
  same: 'never differ',
  noise: 'within noise',
  more: 'more than noise',
  unknown: 'unknown',
};

/**
 * Of answers by McNemar's exact test at 0.05; where rows are weighed, which that test cannot do, and of everything else by the
 * paired interval of the difference.
 */
export function pairVerdict(pair: KindPair | MulticlassPair, weighted: boolean): PairVerdict {
  if ('exactP' in pair) {
    if (Number.isNaN(pair.exactP)) return 'same';
    if (!weighted) return pair.exactP < 0.05 ? 'more' : 'noise';
  }
  const { interval, difference } = pair;
  if (interval.reason !== null) return difference === 0 ? 'same' : 'unknown';
  if (interval.lo === 0 && interval.hi === 0) return 'same';
  return interval.lo > 0 || interval.hi < 0 ? 'more' : 'noise';
}
