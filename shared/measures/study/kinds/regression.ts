// A log of predicted numbers: how far off every candidate is, over all rows and in every group.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { medianInterval } from '../../bootstrap/median.ts';
import { spearmanInterval } from '../../bootstrap/rankCorrelation.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { RegressionLog } from '../../log/regressionLog.ts';
import { regressionLog } from '../../log/regressionLog.ts';
import type { Correlations } from '../../regression/correlation.ts';
import { correlations } from '../../regression/correlation.ts';
import type { ErrorId } from '../../regression/errors.ts';
import { errorSizes, regressionErrors } from '../../regression/errors.ts';
import { explainedNumbers } from '../../log/explainedLog.ts';
import type { LogKernel } from '../kind.ts';
import type { Kernel, SampleOptions, Study } from '../study.ts';
import { absoluteErrors, backwardsBy, startCaseStudy } from '../caseStudy.ts';
import type { GapOf, Sums } from '../sums.ts';
import { startSums } from '../sums.ts';

export type RegressionId = ErrorId | keyof Correlations;
const regressionGroupIds = ['mae', 'rmse', 'bias', 'meanPrediction'] as const;
export type RegressionGroupId = (typeof regressionGroupIds)[number];
type RegressionStudy = Study<RegressionId, RegressionGroupId, GapOf<RegressionGroupId>>;

/** What follows from sums over rows. */
const sumIds = [
  'mae',
  'mse',
  'rmse',
  'bias',
  'r2',
  'mape',
  'meanPrediction',
  'explainedVariance',
  'pinball90',
  'pearson',
] as const;

export const regression: LogKernel = {
  answersInWords: false,
  readBeforeKept: false,
  says: ['prediction'],
  needs: (has) => has('prediction'),
  yesOrNo: false,
  inLists: false,
  onScale: false,
  explained: explainedNumbers,
  read: (columns, roles) => {
    const log = regressionLog(columns, roles);
    return {
      rows: log,
      mixed: [],
      compared: absoluteErrors(log),
      caseAt: log.at,
      study: (groups, options) => regressionStudy(log, groups, options),
      backwards: backwardsBy('pearson'),
    };
  },
};

/**
 * Rows are drawn, candidates over the same ones; the leading measure is the mean absolute error. The median error is drawn as the
 * order statistic that it is, Spearman's ρ from ranks of each sample. The largest error has no interval, since that of a sample is
 * never larger than that of the log, and Kendall's τ none, since counting pairs of each sample would take too long.
 */
export function regressionStudy(
  log: RegressionLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<RegressionStudy> {
  return startCaseStudy(
    log,
    columns,
    {
      measure: startMeasuring(log, columns, options),
      compared: absoluteErrors(log),
      counts: () => ({}),
    },
    options,
  );
}

function startMeasuring(
  { rows, labels, weights, candidates, units = null }: RegressionLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): Kernel<RegressionId, RegressionGroupId, GapOf<RegressionGroupId>>['measure'] {
  return startSums<RegressionId, (typeof sumIds)[number], RegressionGroupId>(
    {
      rows,
      columns,
      weights,
      units,
      shares: [],
      candidates: candidates.length,
      measure: (c) => {
        const { predicted } = candidates[c]!;
        const sizes = errorSizes(labels, predicted);
        const measures = { ...regressionErrors(labels, predicted, weights, sizes), ...correlations(labels, predicted) };
        const rho = measures.spearman.value;
        return {
          measures,
          sums: sumsOf(labels, predicted, weights),
          otherIntervals: {
            ...(weights === null ? { medianAbsoluteError: medianInterval(sizes, options) } : {}),
            ...(rho === null ? {} : { spearman: spearmanInterval(labels, predicted, rho, options) }),
          },
        };
      },
    },
    options,
  );
}

/** Labels are told from their mean and predictions from the first, so that squares keep their digits and a constant stays one. */
function sumsOf(
  labels: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null,
): Sums<(typeof sumIds)[number], RegressionGroupId> {
  const middle = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const first = predicted[0]!;
  const group = (sums: Float64Array, at: number, out: Float64Array, to: number) => {
    const weight = sums[at]!;
    out[to] = sums[at + 1]! / weight;
    out[to + 1] = Math.sqrt(sums[at + 2]! / weight);
    out[to + 2] = sums[at + 3]! / weight;
    out[to + 3] = first + sums[at + 4]! / weight;
  };
  const contributeToGroup: Sums<'', ''>['contributeToGroup'] = (row, add) => {
    const w = weights === null ? 1 : weights[row]!;
    const error = predicted[row]! - labels[row]!;
    add(0, w);
    add(1, w * Math.abs(error));
    add(2, w * error * error);
    add(3, w * error);
    add(4, w * (predicted[row]! - first));
  };
  return {
    ids: sumIds,
    groupIds: regressionGroupIds,
    worst: 'largest',
    sums: 15,
    groupSums: 5,
    contributeToGroup,
    group,
    reasons: { mae: NO_ROWS, rmse: NO_ROWS, bias: NO_ROWS, meanPrediction: NO_ROWS },
    contribute: (row, add) => {
      contributeToGroup(row, add);
      const w = weights === null ? 1 : weights[row]!;
      const y = labels[row]! - middle;
      const p = predicted[row]! - first;
      const error = predicted[row]! - labels[row]!;
      add(5, w * y);
      add(6, w * y * y);
      add(7, w * Math.abs(error / labels[row]!));
      add(8, w * (error < 0 ? -0.9 * error : 0.1 * error));
      // Correlations count every row alike.
      add(9, 1);
      add(10, y);
      add(11, y * y);
      add(12, p);
      add(13, p * p);
      add(14, y * p);
    },
    whole: (sums, out) => {
      const weight = sums[0]!;
      const squared = sums[2]!;
      const signed = sums[3]!;
      const spread = variation(weight, sums[5]!, sums[6]!);
      out[0] = sums[1]! / weight;
      out[1] = squared / weight;
      out[2] = Math.sqrt(squared / weight);
      out[3] = signed / weight;
      out[4] = 1 - squared / spread;
      out[5] = sums[7]! / weight;
      out[6] = first + sums[4]! / weight;
      out[7] = 1 - (squared - (signed * signed) / weight) / spread;
      out[8] = sums[8]! / weight;
      const n = sums[9]!;
      const both = sums[14]! - (sums[10]! * sums[12]!) / n;
      out[9] = both / Math.sqrt(variation(n, sums[10]!, sums[11]!) * variation(n, sums[12]!, sums[13]!));
    },
  };
}

const NO_ROWS = 'There are no rows, or all weights are 0.';

/** Σ(x − mean)²; NaN where nothing varies but for rounding. */
function variation(n: number, sum: number, squares: number): number {
  const left = squares - (sum * sum) / n;
  return left > 1e-12 * squares ? left : NaN;
}
