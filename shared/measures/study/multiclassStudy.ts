// A log of a question with several answers measured: every candidate with intervals, by group, its confusions, and pairs.
import type { Run } from '../../engine/certainty/run.ts';
import type { ClassMeasures, MulticlassId } from '../classification/multiclass.ts';
import { multiclassIds, multiclassMeasures, multiclassRates, multiclassTable } from '../classification/multiclass.ts';
import { comparePredictions } from '../compare/mcnemar.ts';
import type { GroupColumn } from '../fairness/groups.ts';
import type { MulticlassLog } from '../log/multiclassLog.ts';
import type { KindCandidate, KindOptions, KindPair, KindStudy } from './kindStudy.ts';
import { startKindStudy } from './kindStudy.ts';

export const multiclassGroupIds = ['accuracy', 'macroRecall'] as const;
export type MulticlassGroupId = (typeof multiclassGroupIds)[number];

export interface MulticlassCandidate extends KindCandidate<MulticlassId, MulticlassGroupId> {
  /** Label × prediction: counts, or sums of weights. */
  table: Float64Array;
  /** Per class; null where it occurs in neither labels nor predictions of this candidate. */
  classes: (ClassMeasures | null)[];
}
export interface MulticlassPair extends KindPair {
  onlyARight: number;
  onlyBRight: number;
  /** Exact two-sided McNemar chance; NaN when they never disagree on who is right. */
  exactP: number;
}
export interface MulticlassStudy extends KindStudy<MulticlassId, MulticlassGroupId> {
  classes: readonly string[];
  candidates: MulticlassCandidate[];
  pairs: MulticlassPair[];
}

/** Rows are drawn, candidates over the same ones; the leading measure is accuracy. */
export function multiclassStudy(
  log: MulticlassLog,
  columns: readonly GroupColumn[],
  options: KindOptions,
): Run<MulticlassStudy> {
  const { labels, weights, classes } = log;
  const k = classes.length;
  const tables: Float64Array[] = [];
  const ofClasses: (ClassMeasures | null)[][] = [];
  const weight = (row: number) => (weights === null ? 1 : weights[row]!);
  const run = startKindStudy<MulticlassId, MulticlassId, MulticlassGroupId>(
    {
      ...{ rows: log.rows, weighted: weights !== null, columns, candidates: log.candidates.length },
      measure: (c) => {
        const { name, predicted } = log.candidates[c]!;
        const table = multiclassTable(labels, predicted, weights, k);
        const { classes: each, ...measures } = multiclassMeasures(table, classes);
        tables.push(table);
        ofClasses.push(each);
        return {
          ...{ name, measures, others: {} },
          kernel: {
            ...{ ids: multiclassIds, leading: 'accuracy', groupIds: multiclassGroupIds, worst: 'smallest' },
            ...{ sums: k * k, groupSums: 2 * k, reasons: { accuracy: NO_ROWS, macroRecall: NO_ROWS } },
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
    advance: run.advance,
    result: () => {
      const { candidates, pairs, ...study } = run.result();
      return {
        ...{ ...study, classes },
        candidates: candidates.map((one, c) => ({ ...one, table: tables[c]!, classes: ofClasses[c]! })),
        pairs: pairs.map((pair) => ({ ...pair, ...rightness(log, pair) })),
      };
    },
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

/** Who of two is right where only one is. */
function rightness({ labels, candidates }: MulticlassLog, { a, b }: KindPair) {
  const right = (c: number) => Uint8Array.from(labels, (label, i) => (candidates[c]!.predicted[i] === label ? 1 : 0));
  const { onlyARight, onlyBRight, exactP } = comparePredictions(
    new Uint8Array(labels.length).fill(1),
    right(a),
    right(b),
  );
  return { onlyARight, onlyBRight, exactP };
}
