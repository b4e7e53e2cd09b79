// A classifier of more than two classes: rates per class and over all of them.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';

export interface ClassMeasures {
  /** Weight of the rows with this label. */
  support: number;
  precision: Measure;
  recall: Measure;
  f1: Measure;
}

/** balancedAccuracy is the mean recall of the classes that occur in the labels; also macro recall. MCC: Gorodkin (2004), Comput. Biol. Chem. 28(5–6):367–374. */
interface MulticlassMeasures extends Record<MulticlassId, Measure> {
  /** Per class; null where it occurs in neither labels nor predictions. */
  classes: (ClassMeasures | null)[];
}

/**
 * Counts of label × prediction, or sums of weights: entry label × classes + prediction. O(n).
 * @param labels  class codes 0 … classCount − 1, length n; `predicted` likewise.
 */
export function multiclassTable(
  labels: Int32Array,
  predicted: Int32Array,
  weights: Float64Array | null,
  classCount: number,
): Float64Array {
  const table = new Float64Array(classCount * classCount);
  for (let i = 0; i < labels.length; i++) {
    table[labels[i]! * classCount + predicted[i]!]! += weights === null ? 1 : weights[i]!;
  }
  return table;
}

export const multiclassIds = [
  'accuracy',
  'balancedAccuracy',
  'macroPrecision',
  'macroF1',
  'weightedPrecision',
  'weightedF1',
  'mcc',
] as const;
export type MulticlassId = (typeof multiclassIds)[number];

/**
 * Macro means take the classes that occur in the labels or the predictions as equals; weighted means take them by the weight
 * of their labels. A class that is labelled and never predicted has no precision, so its macro and weighted precision have none
 * either: taking 0, as is common, would be an invention. Sokolova & Lapalme (2009), Inf. Process. Manag. 45(4):427–437.
 * @param table  classes × classes, as `multiclassTable` gives it.
 * @param out    takes the measures in the order of their ids, NaN where undefined.
 * O(classes²).
 */
export function multiclassRates(table: ArrayLike<number>, classCount: number, out: Float64Array): void {
  let total = 0;
  let right = 0;
  let both = 0;
  let labelSquares = 0;
  let choiceSquares = 0;
  let classes = 0;
  let labelledClasses = 0;
  const sums = { recall: 0, precision: 0, f1: 0, weightedPrecision: 0, weightedF1: 0 };
  for (let c = 0; c < classCount; c++) {
    let labelled = 0;
    let chosen = 0;
    for (let d = 0; d < classCount; d++) {
      labelled += table[c * classCount + d]!;
      chosen += table[d * classCount + c]!;
    }
    const hit = table[c * classCount + c]!;
    total += labelled;
    right += hit;
    both += labelled * chosen;
    labelSquares += labelled * labelled;
    choiceSquares += chosen * chosen;
    if (labelled + chosen === 0) continue;
    classes++;
    const f1 = (2 * hit) / (labelled + chosen);
    sums.precision += hit / chosen;
    sums.f1 += f1;
    if (labelled === 0) continue;
    labelledClasses++;
    sums.recall += hit / labelled;
    sums.weightedPrecision += (labelled * hit) / chosen;
    sums.weightedF1 += labelled * f1;
  }
  out[0] = right / total;
  out[1] = sums.recall / labelledClasses;
  out[2] = sums.precision / classes;
  out[3] = sums.f1 / classes;
  out[4] = sums.weightedPrecision / total;
  out[5] = sums.weightedF1 / total;
  out[6] = (right * total - both) / Math.sqrt((total * total - labelSquares) * (total * total - choiceSquares));
}

/**
 * The measures of a table with the reasons of those that are undefined, and those of every class. O(classes²).
 * @param names  of the classes, for the reasons.
 */
export function multiclassMeasures(table: ArrayLike<number>, names: readonly string[]): MulticlassMeasures {
  const k = names.length;
  const sum = (of: (d: number) => number) => names.reduce((all, _, d) => all + of(d), 0);
  const classes = names.map((name, c): ClassMeasures | null => {
    const labelled = sum((d) => table[c * k + d]!);
    const chosen = sum((d) => table[d * k + c]!);
    const hit = table[c * k + c]!;
    if (labelled + chosen === 0) return null;
    return {
      support: labelled,
      precision: measured(hit / chosen, `No row is predicted "${name}".`),
      recall: measured(hit / labelled, `No row has the label "${name}".`),
      f1: measured((2 * hit) / (labelled + chosen), `"${name}" does not occur.`),
    };
  });
  const values = new Float64Array(multiclassIds.length);
  multiclassRates(table, k, values);
  const noPrecision = classes.find((each) => each !== null && each.support > 0 && each.precision.value === null);
  const reasons: Partial<Record<MulticlassId, string>> = {
    macroPrecision: noPrecision?.precision.reason ?? NO_ROWS,
    weightedPrecision: noPrecision?.precision.reason ?? NO_ROWS,
    mcc: 'Only one class occurs in the labels or in the predictions.',
  };
  const overall = multiclassIds.map((id, j) => [id, measured(values[j]!, reasons[id] ?? NO_ROWS)]);
  return { ...(Object.fromEntries(overall) as Record<MulticlassId, Measure>), classes };
}

const NO_ROWS = 'There are no rows, or all weights are 0.';
