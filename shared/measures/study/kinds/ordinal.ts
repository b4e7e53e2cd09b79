// A log of ordered answers: how far off every candidate is, and how well it agrees with the labels.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { multiclassMeasures, multiclassTable } from '../../classification/multiclass.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import { inOrder } from '../../log/answerOrder.ts';
import { explainedNumbers } from '../../log/explainedLog.ts';
import type { OrdinalLog } from '../../log/ordinalLog.ts';
import { ordinalLog } from '../../log/ordinalLog.ts';
import type { Measure } from '../../measure.ts';
import { measured } from '../../measure.ts';
import type { OrdinalId } from '../../ordinal/ordinal.ts';
import { ordinalIds, ordinalRates } from '../../ordinal/ordinal.ts';
import type { LogKernel } from '../kind.ts';
import type { Confusions, Kernel, SampleOptions, Study } from '../study.ts';
import { absoluteErrors, backwardsBy, startCaseStudy } from '../caseStudy.ts';
import type { GapOf } from '../sums.ts';
import { startSums } from '../sums.ts';

const ordinalGroupIds = ['mae', 'bias', 'meanPrediction'] as const;
export type OrdinalGroupId = (typeof ordinalGroupIds)[number];
type OrdinalStudy = Study<OrdinalId, OrdinalGroupId, GapOf<OrdinalGroupId>>;

export const ordinal: LogKernel = {
  answersInWords: false,
  readBeforeKept: true,
  says: ['prediction'],
  needs: (has) => has('prediction'),
  yesOrNo: false,
  inLists: false,
  onScale: true,
  explained: (columns, roles, { order }) =>
    explainedNumbers(order === undefined ? columns : inOrder(columns, roles, order), roles),
  read: (columns, roles, { order }) => {
    const log = ordinalLog(columns, roles, order);
    return {
      rows: log,
      mixed: [],
      compared: absoluteErrors(log),
      caseAt: log.at,
      study: (groups, options) => ordinalStudy(log, groups, options),
      backwards: backwardsBy('quadraticKappa'),
    };
  },
};

/**
 * Rows are drawn, candidates over the same ones; the leading measure is the mean distance from the label, which every case has by
 * itself, as kappa does not.
 */
export function ordinalStudy(
  log: OrdinalLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<OrdinalStudy> {
  return startCaseStudy(
    log,
    columns,
    {
      measure: startMeasuring(log, columns, options),
      compared: absoluteErrors(log),
      counts: () => ({ levels: log.levels.length }),
    },
    options,
  );
}

function startMeasuring(
  { rows, levels, names, step, labels, weights, candidates, units = null }: OrdinalLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): Kernel<OrdinalId, OrdinalGroupId, GapOf<OrdinalGroupId>>['measure'] {
  const k = levels.length;
  const placeOf = new Map(Array.from(levels, (level, place) => [level, place]));
  const coded = (numbers: Float64Array) => Int32Array.from(numbers, (number) => placeOf.get(number)!);
  const labelled = coded(labels);
  const confusions: Confusions[] = [];
  const weight = (row: number) => (weights === null ? 1 : weights[row]!);
  const run = startSums<OrdinalId, OrdinalId, OrdinalGroupId>(
    {
      rows,
      columns,
      weights,
      units,
      shares: [],
      candidates: candidates.length,
      measure: (c) => {
        const { predicted } = candidates[c]!;
        const answers = coded(predicted);
        const table = multiclassTable(labelled, answers, weights, k);
        confusions[c] = { classes: names, table, ofClasses: multiclassMeasures(table, names).classes };
        return {
          measures: measuresOf(table, levels, step),
          sums: {
            ids: ordinalIds,
            shares: { accuracy: 0, withinOne: 0 },
            groupIds: ordinalGroupIds,
            worst: 'largest',
            sums: k * k,
            groupSums: 4,
            reasons: { mae: NO_ROWS, bias: NO_ROWS, meanPrediction: NO_ROWS },
            contribute: (row, add) => add(labelled[row]! * k + answers[row]!, weight(row)),
            contributeToGroup: (row, add) => {
              const error = predicted[row]! - labels[row]!;
              add(0, weight(row));
              add(1, weight(row) * Math.abs(error));
              add(2, weight(row) * error);
              add(3, weight(row) * (predicted[row]! - levels[0]!));
            },
            whole: (sums, out) => ordinalRates(sums, levels, step, out),
            group: (sums, at, out, to) => {
              out[to] = sums[at + 1]! / sums[at]!;
              out[to + 1] = sums[at + 2]! / sums[at]!;
              out[to + 2] = levels[0]! + sums[at + 3]! / sums[at]!;
            },
          },
        };
      },
    },
    options,
  );
  return {
    total: run.total,
    get done() {
      return run.done;
    },
    advance: (count) => run.advance(count),
    result: () => run.result().map((candidate, c) => ({ ...candidate, confusions: confusions[c]! })),
  };
}

const NO_ROWS = 'There are no rows, or all weights are 0.';

function measuresOf(table: Float64Array, levels: Float64Array, step: number): Record<OrdinalId, Measure> {
  const values = new Float64Array(ordinalIds.length);
  ordinalRates(table, levels, step, values);
  const flat = 'All labels and answers are the same, so there is nothing to agree on.';
  const entries = ordinalIds.map((id, j): [OrdinalId, Measure] => [
    id,
    measured(values[j]!, id === 'quadraticKappa' && values[0]! >= 0 ? flat : NO_ROWS),
  ]);
  return Object.fromEntries(entries) as Record<OrdinalId, Measure>;
}
