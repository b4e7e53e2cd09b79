// One row per group: its size, rates, intervals and calibration.
import type { Reliability } from '../classification/calibration.ts';
import { expectedError, reliability } from '../classification/calibration.ts';
import type { IntervalOrReason } from '../bootstrap/interval.ts';
import type { BinaryLog } from '../classification/binary.ts';
import { confusionTable } from '../classification/confusion.ts';
import { rocAuc } from '../classification/curveAreas.ts';
import { amountsOf, squaredAmountsOf } from '../classification/entries.ts';
import { areProbabilities, brierOf, logLossOf } from '../classification/probability.ts';
import type { RateId } from '../classification/rates.ts';
import { rateEntries, rates } from '../classification/rates.ts';
import type { BinnedScores } from '../classification/scoreBins.ts';
import { binnedMeasures, binnedReliability } from '../classification/scoreBins.ts';
import { scoreOrder, scoreSteps } from '../classification/scoreSteps.ts';
import type { Measure } from '../measure.ts';
import { measured } from '../measure.ts';
import type { GroupColumn } from './groups.ts';
import type { RowUnits } from './unitShares.ts';
import { unitShareInterval, unitShares } from './unitShares.ts';
import { wilsonInterval } from './wilson.ts';

/** Rates that are shares of rows, so that they have a Wilson interval. */
const sharedRateIds = ['selectionRate', 'recall', 'fpr', 'accuracy', 'precision', 'fnr'] as const;
export type SharedRateId = (typeof sharedRateIds)[number];

/** What is measured of a group beside its rates; the calibration in the large is the mean score minus the mean label. */
export type GroupMeasureId = 'rocAuc' | 'meanScore' | 'logLoss' | 'brier' | 'ece' | 'calibrationInTheLarge';

interface GroupMeasures extends Record<GroupMeasureId, Measure> {
  group: string;
  /** Rows, and their weight. */
  n: number;
  weight: number;
  /** Fewer rows than the smallest group that was asked for. */
  small: boolean;
  rates: Record<RateId, Measure>;
  /** 95 % Wilson interval of each, where rows come in units from leaving out each in turn; null where the rate is undefined. */
  intervals: Record<SharedRateId, IntervalOrReason | null>;
  /** Ten bins of equal width, as those of the calibration error; null where there are no probabilities. */
  reliability: Reliability | null;
}

/**
 * @param smallest  groups of fewer rows are flagged, never left out.
 * @param units     null: every row is one.
 * Near O(n).
 */
export function groupMeasures(
  log: BinaryLog,
  column: GroupColumn,
  smallest: number,
  units: RowUnits | null = null,
): GroupMeasures[] {
  const { groups, codes } = column;
  const { labels, predicted, weights } = log;
  const tableOf = (amounts: Float64Array | null) => confusionTable(labels, predicted, amounts, codes, groups.length);
  const table = tableOf(amountsOf(log));
  const counts = weights === null ? table : tableOf(log.counts ?? null);
  const squares = weights === null ? table : tableOf(squaredAmountsOf(log));
  const shares = units && unitShares(log, units, codes, groups.length);
  const byUnit = shares && new Map(sharedRateIds.map((id) => [id, shares(id)]));
  const scored = log.bins ? binnedGroups(log.bins, column) : scoredGroups(log, codes, groups.length);
  return groups.map((group, g) => {
    const at = g * 4;
    const four = (from: Float64Array) => from[at]! + from[at + 1]! + from[at + 2]! + from[at + 3]!;
    const ofGroup = rates(table, at);
    return {
      group,
      n: four(counts),
      weight: four(table),
      small: four(counts) < smallest,
      rates: ofGroup,
      intervals: Object.fromEntries(
        sharedRateIds.map((id) => {
          const cells: readonly number[] = rateEntries[id].cases;
          const weight = cells.reduce((sum, cell) => sum + table[at + cell]!, 0);
          const square = cells.reduce((sum, cell) => sum + squares[at + cell]!, 0);
          const { value } = ofGroup[id];
          const inUnits = byUnit?.get(id);
          if (inUnits && value !== null) return [id, unitShareInterval(inUnits, g)];
          return [id, value === null ? null : wilsonInterval(value, weights === null ? weight : weight ** 2 / square)];
        }),
      ) as GroupMeasures['intervals'],
      ...scored[g]!,
    };
  });
}

type Scored = Pick<GroupMeasures, GroupMeasureId | 'reliability'>;

/** Of scores that were counted in bins. Bins of crossed attributes are not counted, so that nothing is said of those. */
function binnedGroups(bins: BinnedScores, column: GroupColumn): Scored[] {
  const own = bins.byColumn.get(column);
  if (own === undefined) return column.groups.map(() => noScores(NOT_CROSSED));
  return own.map((group) => {
    const measures = binnedMeasures(group);
    return {
      rocAuc: measures.rocAuc,
      meanScore: measures.meanScore,
      logLoss: measures.logLoss,
      brier: measures.brier,
      ece: measures.ece,
      calibrationInTheLarge: measures.calibrationInTheLarge,
      reliability: binnedReliability(group),
    };
  });
}

const NOT_CROSSED = 'A cube counts the scores of one attribute at a time, not of two together.';

function noScores(reason: string): Scored {
  const none: Measure = { value: null, reason };
  return {
    rocAuc: none,
    meanScore: none,
    logLoss: none,
    brier: none,
    ece: none,
    calibrationInTheLarge: none,
    reliability: null,
  };
}

function scoredGroups({ labels, scores, weights }: BinaryLog, codes: Int32Array, groupCount: number): Scored[] {
  if (scores === null) {
    return Array.from({ length: groupCount }, () => noScores('The log has decisions only, no scores.'));
  }
  const probable = areProbabilities(scores);
  const rows = new Int32Array(groupCount);
  const weight = new Float64Array(groupCount);
  const score = new Float64Array(groupCount);
  const label = new Float64Array(groupCount);
  const surprise = new Float64Array(groupCount);
  const squared = new Float64Array(groupCount);
  codes.forEach((g, i) => {
    if (g < 0) return;
    const w = weights === null ? 1 : weights[i]!;
    rows[g]!++;
    weight[g]! += w;
    score[g]! += w * scores[i]!;
    label[g]! += w * labels[i]!;
    if (probable) surprise[g]! += w * logLossOf(labels[i]!, scores[i]!);
    squared[g]! += w * brierOf(labels[i]!, scores[i]!);
  });
  // Sorted once; then every group keeps its part of the order.
  const parts = Array.from(rows, (count) => new Int32Array(count));
  const filled = new Int32Array(groupCount);
  for (const i of scoreOrder(scores)) if (codes[i]! >= 0) parts[codes[i]!]![filled[codes[i]!]!++] = i;
  const noRows = 'There are no rows, or all weights are 0.';
  const reason = probable ? noRows : 'Some scores are below 0 or above 1, so they are not probabilities.';
  return parts.map((order, g) => {
    const table = probable ? reliability(labels, scores, weights, 10, codes, g) : null;
    return {
      rocAuc: measured(rocAuc(scoreSteps(labels, scores, weights, order)), 'Only one class occurs in the labels.'),
      meanScore: measured(score[g]! / weight[g]!, noRows),
      logLoss: measured(probable ? surprise[g]! / weight[g]! : NaN, reason),
      brier: measured(probable ? squared[g]! / weight[g]! : NaN, reason),
      ece: measured(table ? expectedError(table) : NaN, reason),
      calibrationInTheLarge: measured(probable ? (score[g]! - label[g]!) / weight[g]! : NaN, reason),
      reliability: table,
    };
  });
}
