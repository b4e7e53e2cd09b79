// What is said about a log of ranges that are to hold a number.
import { countText } from '../../../../shared/domain/format.ts';
import type { KeptLog } from '../../../../shared/domain/predictionLog.ts';
import type { IntervalGroupId, IntervalId } from '../../../../shared/measures/study/kinds/interval.ts';
import { PROPOSED_LEVEL } from '../../../../shared/measures/study/kinds/interval.ts';
import { holm } from '../../../../shared/measures/compare/holm.ts';
import { studentTails } from '../../../../shared/measures/compare/student.ts';
import { NOISE_LEVEL } from '../../../../shared/measures/compare/verdict.ts';
import type { CandidateStudy, Study } from '../../../../shared/measures/study/study.ts';
import type { KindWords } from '../kindWords.ts';
import type { MeasureWords } from '../measureWords.ts';
import { headerOf, noNumbersText, percent, plainGroups, samplesOf, servedBy } from '../measureWords.ts';

const rangeWords: Record<IntervalId, MeasureWords> = {
  intervalScore: {
    name: 'Interval score',
    direction: 'min',
    inUnit: true,
    says: 'Mean width of the ranges, and for each case outside 2/α times how far outside, α being the share that may be missed (Winkler score). Less is better.',
  },
  coverage: {
    name: 'Coverage',
    direction: 'max',
    says: 'Share of cases whose label is within the range, ends included. Under it whether that differs from what was promised by more than chance, all candidates looked at together.',
  },
  coverageError: {
    name: 'Coverage minus what was promised',
    direction: 'min',
    distance: 'Coverage error',
    says: 'Below 0 the ranges hold fewer cases than was promised, above 0 more.',
  },
  width: { name: 'Mean width', direction: 'min', inUnit: true, says: 'Mean of upper minus lower end.' },
  missedBelow: {
    name: 'Label below the range',
    direction: 'min',
    says: 'Share of cases whose label is below the lower end.',
  },
  missedAbove: {
    name: 'Label above the range',
    direction: 'min',
    says: 'Share of cases whose label is above the upper end.',
  },
};

const groupWords: Record<IntervalGroupId, MeasureWords> = {
  coverage: rangeWords.coverage,
  missedBelow: rangeWords.missedBelow,
  missedAbove: rangeWords.missedAbove,
};

/** "90 %". */
const promised = ({ level = PROPOSED_LEVEL }: Pick<KeptLog, 'level'>) =>
  `${Number((100 * level).toPrecision(6))}\u00a0%`;
const held = (of: CandidateStudy['measures'], cases: string, log: KeptLog) =>
  `holds ${percent(of['coverage']?.measure.value ?? NaN, 1)} of ${cases} in its ranges, where ${promised(log)} was promised`;

/**
 * Per candidate whether its ranges hold what was promised: the score test of a share against the level, on as many cases as its
 * standard error is worth, adjusted for all candidates (Holm).
 */
function promiseMarks({ candidates, rows }: Study, { level = PROPOSED_LEVEL }: KeptLog): string[] {
  const found = candidates.map(({ measures }) => {
    const { measure, interval: doubt } = measures['coverage']!;
    if (measure.value === null || doubt?.reason !== null) return { above: false, chance: NaN };
    const spread = measure.value * (1 - measure.value);
    const cases = spread > 0 && doubt.standardError > 0 ? spread / doubt.standardError ** 2 : rows;
    const z = (measure.value - level) / Math.sqrt((level * (1 - level)) / cases);
    return { above: z > 0, chance: studentTails(Math.abs(z), 1e6) };
  });
  const adjusted = holm(found.map(({ chance }) => (Number.isNaN(chance) ? 1 : chance)));
  return found.map(({ above, chance }, c) => {
    if (Number.isNaN(chance)) return '';
    if (adjusted[c]! >= NOISE_LEVEL) return `within noise of ${promised({ level })}`;
    return `${above ? 'more' : 'fewer'} than promised`;
  });
}

export const interval: KindWords = {
  question: 'a range that holds a number',
  label: '',
  labelTrouble: noNumbersText,
  said: {
    intervalLow: { called: 'Lower end', none: 'choose a column' },
    intervalHigh: { called: 'Upper end', none: 'choose a column' },
    prediction: { called: 'Prediction', none: 'the middle of the range' },
  },
  silent: (name) => `Say which columns hold both ends of the ranges of ${name}.`,
  counted: 'case',
  drawn: 'row',
  cutoffs: [],
  measures: () => Object.entries(rangeWords),
  leading: { id: 'intervalScore', words: rangeWords.intervalScore },
  leadingIsShare: false,
  marks: (measure, study, log) => (measure === 'coverage' ? promiseMarks(study, log) : null),
  headlines: ['intervalScore', 'coverage', 'coverageError', 'width', 'missedBelow', 'missedAbove'],
  gapsAreShares: true,
  ...plainGroups(groupWords, 'coverages'),
  served: servedBy('coverage', rangeWords.coverage),
  does: (score, cases, of, log) => `${held(of, cases, log)}, and has an interval score of ${score}`,
  doesBest: (score, cases, of, log) => `${held(of, cases, log)}, and has an interval score of ${score}`,
  best: 'the least',
  countedText: ({ rows, counts }) => {
    const { crossed = 0 } = counts;
    const turned =
      crossed === 0
        ? ''
        : `; in up to ${countText(crossed, 'row')} the lower end is above the upper one, and they are taken in order`;
    return `${countText(rows, 'case')}${turned}`;
  },
  asked: (log, cases) => `Label: ${headerOf(log, 'label')}; ranges are to hold ${promised(log)}; ${cases}`,
  samples: (rows) => samplesOf('rows', rows),
  intervalNote: '',
  calibration: null,
  // A range is not turned round: its ends are put in order.
  backwards: () => '',
  mayBeTurned: false,
  imitated: ['scores'],
};
