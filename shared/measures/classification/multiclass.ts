// A classifier of more than two classes: rates per class and over all of them.
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import { LOG_LOSS_CLIP } from './probability.ts';

export interface ClassMeasures {
  /** Weight of the rows with this label. */
  support: number;
  precision: Measure;
  recall: Measure;
  f1: Measure;
}

export interface MulticlassMeasures {
  accuracy: Measure;
  /** The mean recall of the classes that occur in the labels; also macro recall. */
  balancedAccuracy: Measure;
  macroPrecision: Measure;
  macroF1: Measure;
  weightedPrecision: Measure;
  weightedF1: Measure;
  /** Gorodkin (2004), Comput. Biol. Chem. 28(5–6):367–374. */
  mcc: Measure;
  /** Per class; null where it occurs in neither labels nor predictions. */
  classes: (ClassMeasures | null)[];
}

/**
 * Macro means take the classes that occur in the labels or the predictions as equals; weighted means take them by the weight
 * of their labels. A class that is labelled and never predicted has no precision, so its macro and weighted precision have none
 * either: taking 0, as is common, would be an invention. Sokolova & Lapalme (2009), Inf. Process. Manag. 45(4):427–437.
 *
 * @param labels     class codes 0 … classCount − 1, length n; `predicted` likewise.
 * @param names      of the classes, for the reasons.
 * O(n + classes²).
 */
export function multiclassMeasures(
  labels: Int32Array,
  predicted: Int32Array,
  weights: Float64Array | null,
  names: readonly string[],
): MulticlassMeasures {
  const k = names.length;
  const hit = new Float64Array(k);
  const labelled = new Float64Array(k);
  const chosen = new Float64Array(k);
  let total = 0;
  let right = 0;
  for (let i = 0; i < labels.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const label = labels[i]!;
    total += w;
    labelled[label]! += w;
    chosen[predicted[i]!]! += w;
    if (label !== predicted[i]) continue;
    hit[label]! += w;
    right += w;
  }
  const classes = names.map((name, c): ClassMeasures | null =>
    labelled[c]! + chosen[c]! === 0
      ? null
      : {
          support: labelled[c]!,
          precision: measured(hit[c]! / chosen[c]!, `No row is predicted "${name}".`),
          recall: measured(hit[c]! / labelled[c]!, `No row has the label "${name}".`),
          f1: measured((2 * hit[c]!) / (labelled[c]! + chosen[c]!), `"${name}" does not occur.`),
        },
  );
  const seen = classes.filter((measures) => measures !== null);
  const inLabels = seen.filter(({ support }) => support > 0);
  return {
    accuracy: measured(right / total, 'There are no rows, or all weights are 0.'),
    balancedAccuracy: mean(inLabels, 'recall', () => 1),
    macroPrecision: mean(seen, 'precision', () => 1),
    macroF1: mean(seen, 'f1', () => 1),
    weightedPrecision: mean(inLabels, 'precision', ({ support }) => support),
    weightedF1: mean(inLabels, 'f1', ({ support }) => support),
    mcc: measured(
      correlation(right, total, labelled, chosen),
      'Only one class occurs in the labels or in the predictions.',
    ),
    classes,
  };
}

function mean(
  classes: readonly ClassMeasures[],
  of: 'precision' | 'recall' | 'f1',
  weight: (measures: ClassMeasures) => number,
): Measure {
  let sum = 0;
  let total = 0;
  for (const measures of classes) {
    if (measures[of].value === null) return measures[of];
    sum += weight(measures) * measures[of].value;
    total += weight(measures);
  }
  return measured(sum / total, 'There are no rows, or all weights are 0.');
}

function correlation(right: number, total: number, labelled: Float64Array, chosen: Float64Array): number {
  let both = 0;
  let labels = 0;
  let choices = 0;
  for (let c = 0; c < labelled.length; c++) {
    both += labelled[c]! * chosen[c]!;
    labels += labelled[c]! ** 2;
    choices += chosen[c]! ** 2;
  }
  return (right * total - both) / Math.sqrt((total * total - labels) * (total * total - choices));
}

/**
 * The mean of −ln of the probability given to the label, clipped as in the binary log loss.
 * @param probabilities  n × classes, row-major; the classes in the order of their codes.
 */
export function multiclassLogLoss(
  labels: Int32Array,
  probabilities: Float64Array,
  weights: Float64Array | null,
  classCount: number,
): Measure {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    const w = weights === null ? 1 : weights[i]!;
    const p = probabilities[i * classCount + labels[i]!]!;
    sum -= w * Math.log(Math.min(1 - LOG_LOSS_CLIP, Math.max(LOG_LOSS_CLIP, p)));
    total += w;
  }
  return measured(sum / total, 'There are no rows, or all weights are 0.');
}
