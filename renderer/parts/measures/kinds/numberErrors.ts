// What is said alike of logs whose answers are numbers, and candidates are compared by how far off they are.
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { noNumbersText, plainGroups, samplesOf, servedBy, silentText } from '../measureWords.ts';

/** @param words of the measures, in their order. @param groupWords of those of a group. */
export const numberErrors = (
  words: Readonly<Record<string, MeasureWords>> & { mae: MeasureWords },
  groupWords: Readonly<Record<string, MeasureWords>>,
) =>
  ({
    label: '',
    labelTrouble: noNumbersText,
    silent: silentText,
    counted: 'case',
    drawn: 'row',
    cutoffs: [],
    measures: () => Object.entries(words),
    leading: { id: 'mae', words: words.mae },
    leadingIsShare: false,
    gapsAreShares: false,
    ...plainGroups(groupWords, 'mean errors'),
    served: servedBy('mae', words.mae),
    does: (error, cases) => `is off by ${error} on average over ${cases}`,
    doesBest: (error, cases) => `is off by ${error} on average over ${cases}`,
    best: 'the least',
    samples: (rows) => samplesOf('rows', rows),
    intervalNote: '',
    calibration: null,
    mayBeTurned: false,
    imitated: ['scores'],
  }) satisfies Partial<KindWords>;
