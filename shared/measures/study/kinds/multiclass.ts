// A log of a question with several answers: rates of every candidate and group, and what each takes for what.
import type { SlicedRun } from '../../../engine/certainty/run.ts';
import { rightRows } from '../../classification/confusion.ts';
import type { MulticlassId } from '../../classification/multiclass.ts';
import {
  multiclassIds,
  multiclassMeasures,
  multiclassRates,
  multiclassTable,
} from '../../classification/multiclass.ts';
import type { ComparedMeasure } from '../../compare/verdict.ts';
import type { GroupColumn } from '../../fairness/groups.ts';
import type { MulticlassLog } from '../../log/multiclassLog.ts';
import { multiclassLog } from '../../log/multiclassLog.ts';
import { explainedAnswer } from '../../log/explainedLog.ts';
import type { LogKernel } from '../kind.ts';
import type { Confusions, Kernel, SampleOptions, Study } from '../study.ts';
import { startStudy } from '../study.ts';
import type { GapOf } from '../sums.ts';
import { startSums } from '../sums.ts';

const multiclassGroupIds = ['accuracy', 'macroRecall'] as const;
export type MulticlassGroupId = (typeof multiclassGroupIds)[number];
type MulticlassStudy = Study<MulticlassId, MulticlassGroupId, GapOf<MulticlassGroupId>>;

export const multiclass: LogKernel = {
  answersInWords: true,
  says: ['prediction'],
  yesOrNo: false,
  inLists: false,
  explained: explainedAnswer,
  read: (columns, roles) => {
    const log = multiclassLog(columns, roles);
    return {
      rows: log,
      mixed: [],
      compared: accuracyOf(log),
      study: (groups, options) => multiclassStudy(log, groups, options),
      backwards: () => [],
    };
  },
};

/** Rows are drawn, candidates over the same ones; the leading measure is accuracy. */
export function multiclassStudy(
  log: MulticlassLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): SlicedRun<MulticlassStudy> {
  return startStudy(
    {
      rows: log.rows,
      weighted: log.weights !== null,
      columns,
      candidates: log.candidates.map(({ name }) => name),
      measure: startMeasuring(log, columns, options),
      compared: accuracyOf(log),
      counts: () => ({ classes: log.classes.length }),
    },
    options,
  );
}

function accuracyOf({ rows, labels, weights, candidates, units = null }: MulticlassLog): ComparedMeasure {
  return {
    candidates: candidates.length,
    cases: rows,
    weights,
    units,
    rightness: true,
    better: 'larger',
    of: (c) => rightRows(labels, candidates[c]!.predicted),
  };
}

function startMeasuring(
  { rows, labels, weights, classes, candidates, units = null }: MulticlassLog,
  columns: readonly GroupColumn[],
  options: SampleOptions,
): Kernel<MulticlassId, MulticlassGroupId, GapOf<MulticlassGroupId>>['measure'] {
  const k = classes.length;
  const confusions: Confusions[] = [];
  const weight = (row: number) => (weights === null ? 1 : weights[row]!);
  const run = startSums<MulticlassId, MulticlassId, MulticlassGroupId>(
    {
      rows,
      columns,
      weights,
      units,
      shares: true,
      candidates: candidates.length,
      measure: (c) => {
        const { predicted } = candidates[c]!;
        const table = multiclassTable(labels, predicted, weights, k);
        const { classes: ofClasses, ...measures } = multiclassMeasures(table, classes);
        confusions[c] = { classes, table, ofClasses };
        return {
          measures,
          sums: {
            ids: multiclassIds,
            groupIds: multiclassGroupIds,
            worst: 'smallest',
            sums: k * k,
            groupSums: 2 * k,
            reasons: { accuracy: NO_ROWS, macroRecall: NO_ROWS },
            contribute: (row, add) => add(labels[row]! * k + predicted[row]!, weight(row)),
            contributeToGroup: (row, add) => {
              add(2 * labels[row]!, weight(row));
              if (labels[row] === predicted[row]) add(2 * labels[row]! + 1, weight(row));
            },
            whole: (sums, out) => multiclassRates(sums, k, out),
            group: (sums, at, out, to) => recalls(sums, at, k, out, to),
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

const NO_ROWS = 'The group has no rows, or all their weights are 0.';

/** Accuracy, and the mean recall of the classes that occur in the labels. */
function recalls(sums: Float64Array, at: number, k: number, out: Float64Array, to: number): void {
  let total = 0;
  let right = 0;
  let recall = 0;
  let seen = 0;
  for (let c = 0; c < k; c++) {
    const labelled = sums[at + 2 * c]!;
    const hit = sums[at + 2 * c + 1]!;
    total += labelled;
    right += hit;
    if (labelled === 0) continue;
    recall += hit / labelled;
    seen++;
  }
  out[to] = right / total;
  out[to + 1] = recall / seen;
}
