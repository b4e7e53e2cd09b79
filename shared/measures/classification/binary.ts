// Everything measured of one binary classifier over one log.
import type { Measure } from '../measure.ts';
import { measured, totalWeight } from '../measure.ts';
import { expectedError, largestError, reliability, reliabilityByMass } from './calibration.ts';
import { confusionTable } from './confusion.ts';
import { averagePrecision, rocAuc } from './curveAreas.ts';
import type { Entries } from './entries.ts';
import { amountsOf } from './entries.ts';
import type { BinnedScores } from './scoreBins.ts';
import { binnedMeasures } from './scoreBins.ts';
import { areProbabilities, brierOf, logLossOf, meanLoss } from './probability.ts';
import type { RateId } from './rates.ts';
import { rates } from './rates.ts';
import type { ScoreMeasureId } from './scoreMeasureIds.ts';
import { scoreMeasureIds } from './scoreMeasureIds.ts';
import { scoreOrder, scoreSteps } from './scoreSteps.ts';

export interface BinaryLog extends Entries {
  /** 0 or 1 per row, or per cell of a cube; 1 is the positive class. */
  labels: Uint8Array;
  predicted: Uint8Array;
  /** Larger means more surely positive; null when only decisions were logged. Finite. */
  scores: Float64Array | null;
  /** Scores that were counted in bins, of a cube: then `scores` is null. */
  bins?: BinnedScores | null;
}

export type BinaryMeasureId = RateId | ScoreMeasureId;

const NO_SCORES = 'The log has decisions only, no scores.';
const NO_ROWS = 'There are no rows, or all weights are 0.';
const NO_PROBABILITIES = 'Some scores are below 0 or above 1, so they are not probabilities.';
const ONE_CLASS = 'Only one class occurs in the labels.';

/** All measures of a binary classifier; see the functions called for their definitions. Near O(n). */
export function binaryMeasures(log: BinaryLog): Record<BinaryMeasureId, Measure> {
  return { ...rates(confusionTable(log.labels, log.predicted, amountsOf(log))), ...scoreMeasures(log) };
}

/** `calibrationInTheLarge` is the mean score minus the mean label; ECE and MCE have ten bins. */
function scoreMeasures({ labels, scores, weights, bins = null }: BinaryLog): Record<ScoreMeasureId, Measure> {
  if (bins !== null) return binnedMeasures(bins.whole);
  const nothing = (reason: string): Measure => ({ value: null, reason });
  if (scores === null) return each(() => nothing(NO_SCORES));
  const steps = scoreSteps(labels, scores, weights, scoreOrder(scores));
  const meanScore = meanLoss(labels, scores, weights, (_, score) => score);
  const baseRate = meanLoss(labels, scores, weights, (label) => label);
  const curves = {
    rocAuc: measured(rocAuc(steps), totalWeight(labels.length, weights) === 0 ? NO_ROWS : ONE_CLASS),
    averagePrecision: measured(averagePrecision(steps), 'No row has the positive label.'),
    meanScore: measured(meanScore, NO_ROWS),
  };
  if (!areProbabilities(scores)) return { ...each(() => nothing(NO_PROBABILITIES)), ...curves };
  const table = reliability(labels, scores, weights);
  return {
    ...curves,
    logLoss: measured(meanLoss(labels, scores, weights, logLossOf), NO_ROWS),
    brier: measured(meanLoss(labels, scores, weights, brierOf), NO_ROWS),
    ece: measured(expectedError(table), NO_ROWS),
    mce: measured(largestError(table), NO_ROWS),
    eceByMass:
      weights === null
        ? measured(expectedError(reliabilityByMass(labels, scores)), NO_ROWS)
        : nothing('Bins of equal mass are defined for logs without weights.'),
    calibrationInTheLarge: measured(meanScore - baseRate, NO_ROWS),
  };
}

function each(of: (id: ScoreMeasureId) => Measure): Record<ScoreMeasureId, Measure> {
  return Object.fromEntries(scoreMeasureIds.map((id) => [id, of(id)])) as Record<ScoreMeasureId, Measure>;
}
