// Whether two candidates differ by more than noise, as far as a study says.
import type { PairStudy } from '../../../shared/measures/study/study.ts';

export type PairVerdict = 'same' | 'noise' | 'more' | 'unknown';

export const verdictWords: Record<PairVerdict, string> = {
  same: 'never disagree on who is right',
  noise: 'within noise',
  more: 'more than noise',
  unknown: 'unknown',
};

/** By McNemar's exact test at 0.05; where rows are weighed, which that test cannot do, by the paired interval of the difference. */
export function pairVerdict(
  { exactP, interval }: Pick<PairStudy, 'exactP' | 'interval'>,
  weighted: boolean,
): PairVerdict {
  if (Number.isNaN(exactP)) return 'same';
  if (!weighted) return exactP < 0.05 ? 'more' : 'noise';
  if (interval.reason !== null) return 'unknown';
  return interval.lo > 0 || interval.hi < 0 ? 'more' : 'noise';
}
