// A log of ranges that are to hold a number: whether they hold as many cases as was promised, how wide they are, what both cost.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import type { ComparedMeasure } from '../../compare/verdict.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import { explainedNumbers } from '../../log/explainedLog.ts';
import type { IntervalLog } from '../../log/intervalLog.ts';
import { intervalLog } from '../../log/intervalLog.ts';
import type { Measure } from '../../measure.ts';
import { measured } from '../../measure.ts';
import { holds, intervalScore } from '../../ranges/ranges.ts';
import type { LogKernel } from '../kind.ts';
import type { Kernel, SampleOptions, Study } from '../study.ts';
import { comparedCases, startCaseStudy } from '../caseStudy.ts';
import type { GapOf } from '../sums.ts';
import { startSums } from '../sums.ts';

const intervalIds = ['intervalScore', 'coverage', 'coverageError', 'width', 'missedBelow', 'missedAbove'] as const;
export type IntervalId = (typeof intervalIds)[number];
const intervalGroupIds = ['coverage', 'missedBelow', 'missedAbove'] as const;
export type IntervalGroupId = (typeof intervalGroupIds)[number];
type IntervalStudy = Study<IntervalId, IntervalGroupId, GapOf<IntervalGroupId>>;

/** The share of cases that ranges are to hold, unless the log says otherwise. */
export const PROPOSED_LEVEL = 0.9;

export const interval: LogKernel = {
  answersInWords: false,
  readBeforeKept: true,
  says: ['intervalLow', 'intervalHigh', 'prediction'],
  needs: (has) => has('intervalLow') && has('intervalHigh'),
  yesOrNo: false,
  inLists: false,
  onScale: false,
  explained: explainedNumbers,
  read: (columns, roles, { level = PROPOSED_LEVEL }) => {
    const log = intervalLog(columns, roles);
    return {
      rows: log,
      mixed: [],
      compared: scoresOf(log, level),
      caseAt: log.at,
      study: (groups, options) => intervalStudy(log, level, groups, options),
      backwards: () => [],
    };
  },
};

/**
 * Rows are drawn, candidates over the same ones; the leading measure is the interval score. Counted are the most rows of any candidate
 * whose ends stood the other way round.
 */
export function intervalStudy(
  log: IntervalLog,
  level: number,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<IntervalStudy> {
  return startCaseStudy(
    log,
    columns,
    {
      measure: startMeasuring(log, level, columns, options),
      compared: scoresOf(log, level),
      counts: () => ({ crossed: log.candidates.reduce((most, { crossed }) => Math.max(most, crossed), 0) }),
    },
    options,
  );
}

function scoresOf(log: IntervalLog, level: number): ComparedMeasure {
  const { labels, candidates } = log;
  return comparedCases(log, {
    rightness: false,
    better: 'smaller',
    of: (c) => {
      const { low, high } = candidates[c]!;
      return labels.map((label, i) => intervalScore(label, low[i]!, high[i]!, level));
    },
  });
}

/** What a row adds: its weight, whether it is held, missed below or above, its width and its score. */
const SUMS = 6;
const GROUP_SUMS = 4;

function startMeasuring(
  { rows, labels, weights, candidates, units = null }: IntervalLog,
  level: number,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): Kernel<IntervalId, IntervalGroupId, GapOf<IntervalGroupId>>['measure'] {
  return startSums<IntervalId, IntervalId, IntervalGroupId>(
    {
      rows,
      columns,
      weights,
      units,
      shares: intervalGroupIds,
      candidates: candidates.length,
      measure: (c) => {
        const { low, high } = candidates[c]!;
        type Add = (place: number, amount: number) => void;
        const contributeToGroup = (row: number, add: Add) => {
          const w = weights === null ? 1 : weights[row]!;
          const [label, from, to] = [labels[row]!, low[row]!, high[row]!];
          add(0, w);
          if (holds(label, from, to)) add(1, w);
          else add(label < from ? 2 : 3, w);
        };
        const contribute = (row: number, add: Add) => {
          const w = weights === null ? 1 : weights[row]!;
          contributeToGroup(row, add);
          add(4, w * (high[row]! - low[row]!));
          add(5, w * intervalScore(labels[row]!, low[row]!, high[row]!, level));
        };
        const whole = (sums: Float64Array, out: Float64Array) => {
          const total = sums[0]!;
          out[0] = sums[5]! / total;
          out[1] = sums[1]! / total;
          out[2] = sums[1]! / total - level;
          out[3] = sums[4]! / total;
          out[4] = sums[2]! / total;
          out[5] = sums[3]! / total;
        };
        const all = new Float64Array(SUMS);
        for (let row = 0; row < rows; row++) contribute(row, (place, amount) => (all[place]! += amount));
        const values = new Float64Array(intervalIds.length);
        whole(all, values);
        const entries = intervalIds.map((id, j): [IntervalId, Measure] => [id, measured(values[j]!, NO_ROWS)]);
        return {
          measures: Object.fromEntries(entries) as Record<IntervalId, Measure>,
          sums: {
            ids: intervalIds,
            shares: { coverage: 0, coverageError: level, missedBelow: 0, missedAbove: 0 },
            groupIds: intervalGroupIds,
            worst: 'smallest',
            sums: SUMS,
            groupSums: GROUP_SUMS,
            reasons: { coverage: NO_ROWS, missedBelow: NO_ROWS, missedAbove: NO_ROWS },
            contribute,
            contributeToGroup,
            whole,
            group: (sums, at, out, to) => {
              for (let j = 0; j < 3; j++) out[to + j] = sums[at + 1 + j]! / sums[at]!;
            },
          },
        };
      },
    },
    options,
  );
}

const NO_ROWS = 'There are no rows, or all weights are 0.';
