// Bootstrap of the measures of a score: area under the curves, log loss, Brier score, calibration error.
import { normal } from '../../engine/certainty/distributions.ts';
import type { Random } from '../../engine/certainty/random.ts';
import { randomFrom } from '../../engine/certainty/random.ts';
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { ScoreBins } from '../classification/scoreBins.ts';
import { areaInterval, areaOf, areaOfBins, FEW_OF_A_CLASS, placements } from '../classification/areaInterval.ts';
import { scoreOrder } from '../classification/scoreSteps.ts';
import type { BootstrapOptions } from './counted.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval } from './interval.ts';
import { resampler } from './resampler.ts';
import type { DrawnCells, Means } from './scoreCells.ts';
import { binCells, scoreCells } from './scoreCells.ts';

export const scoredIds = ['rocAuc', 'averagePrecision', 'logLoss', 'brier', 'ece'] as const;
export type ScoredId = (typeof scoredIds)[number];
export type ScoredIntervals = Record<ScoredId, IntervalOrReason>;

/**
 * Rows are drawn with replacement, as steps of the sorted score: it is sorted once, and a sample is one sweep over the steps.
 * Logs of up to 20,000 rows are drawn exactly. Larger ones in 4,096 quantiles; what varies within a quantile is drawn as normal,
 * and replicates are moved by what the quantiles change in the estimate itself. The area of cases that count alike has DeLong's interval; a weighted one, log loss and Brier score are accelerated by
 * their influence functions; average precision and calibration error are bias-corrected only.
 * @param scores  within 0 … 1.
 * O(steps) a replicate, O(n) where that is exact.
 */
export function startScoredBootstrap(
  labels: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | null,
  estimates: Record<ScoredId, number>,
  options: BootstrapOptions,
): SlicedRun<ScoredIntervals> {
  // With few positive cases a bootstrap knows too little of them: its intervals of an area hold the truth in 78 to 92 % of logs.
  const area = () => (weights === null ? wholeAreaInterval(labels, scores) : null);
  return startCellBootstrap(scoreCells(labels, scores, weights), weights !== null, area, estimates, options);
}

/**
 * The same of scores that were counted in bins before; what varies within a bin is drawn as normal. O(bins) a replicate.
 * @param bins  of probabilities; others are drawn by their order alone.
 */
export function startBinnedBootstrap(
  bins: ScoreBins,
  estimates: Record<ScoredId, number>,
  options: BootstrapOptions,
): SlicedRun<ScoredIntervals> {
  const weighted = bins.squares !== null;
  const area = () => (weighted ? null : areaFinding(areaOfBins(bins)));
  return startCellBootstrap(binCells(bins), weighted, area, estimates, options);
}

/** @param area  the interval of the area under the ROC curve where it needs no samples, else null. */
function startCellBootstrap(
  cells: DrawnCells,
  weighted: boolean,
  area: () => IntervalOrReason | null,
  estimates: Record<ScoredId, number>,
  options: BootstrapOptions,
): SlicedRun<ScoredIntervals> {
  const { counts } = cells;
  const random = randomFrom(options.seed, 3);
  const noise = randomFrom(options.seed, 4);
  const draw = resampler(counts, options.stratified ? Int32Array.from(counts, (_, cell) => cell & 1) : null);
  const drawn = new Int32Array(counts.length);
  // Of cases that count alike, the area has an interval of its own, and needs no samples.
  const sample = sampler(cells, weighted);
  const centre = new Float64Array(scoredIds.length);
  sample(counts, null, centre);
  const shift = scoredIds.map((id, k) => estimates[id] - centre[k]!);
  const total = options.replicates;
  const found = scoredIds.map(() => new Float64Array(total));
  const measures = new Float64Array(scoredIds.length);
  let done = 0;
  return {
    total,
    get done() {
      return done;
    },
    advance(count) {
      for (const to = Math.min(total, done + count); done < to; done++) {
        draw(random, drawn);
        sample(drawn, noise, measures);
        for (let k = 0; k < measures.length; k++) found[k]![done] = measures[k]! + shift[k]!;
      }
    },
    result() {
      const accelerations: Partial<Record<ScoredId, number>> = {
        rocAuc: weighted ? areaAcceleration(cells) : NaN,
        logLoss: meanAcceleration(cells, cells.logLoss, centre[scoredIds.indexOf('logLoss')]!),
        brier: meanAcceleration(cells, cells.brier, centre[scoredIds.indexOf('brier')]!),
      };
      const intervals = Object.fromEntries(
        scoredIds.map((id, k) => [
          id,
          (id === 'rocAuc' ? area() : null) ??
            interval(found[k]!.slice(0, done), estimates[id], accelerations[id] ?? null, options.method),
        ]),
      );
      return intervals as ScoredIntervals;
    },
  };
}

/** Without a bootstrap, of cases that count alike. O(n log n). */
function wholeAreaInterval(labels: Uint8Array, scores: Float64Array): IntervalOrReason {
  return areaFinding(areaOf(labels, placements(labels, scores, scoreOrder(scores))));
}

function areaFinding(found: ReturnType<typeof areaOf>): IntervalOrReason {
  if (Number.isNaN(found.area)) return { reason: 'The measure itself is undefined.' };
  const { lo, hi } = areaInterval(found);
  const few = Math.min(found.positives, found.negatives) < FEW_OF_A_CLASS;
  return {
    reason: null,
    lo,
    hi,
    standardError: Math.sqrt(found.variance),
    method: few ? 'hull' : 'DeLong',
    defined: 1,
  };
}

/** One measure of a sample after the other, in the order of `scoredIds`. */
type Sample = (drawn: Int32Array, random: Random | null, out: Float64Array) => void;

/**
 * A function from how often each cell was drawn to the measures of that sample, in one sweep over the steps.
 * @returns  without random numbers the sample does not vary within a cell.
 */
function sampler(cells: DrawnCells, withArea: boolean): Sample {
  const { steps, weight, logLoss, brier } = cells;
  const w = weight.mean;
  const sweep = scoreSweep(cells, withArea);
  const amounts = new Float64Array(2 * steps);
  const weightsVary = weight.spread.some((spread) => spread > 0);
  const lossesVary = [logLoss, brier].some((loss) => loss.spread.some((spread) => spread > 0));
  return (drawn, random, out) => {
    for (let cell = 0; cell < amounts.length; cell++) amounts[cell] = drawn[cell]! * w[cell]!;
    if (weightsVary && random !== null) vary(amounts, drawn, weight.spread, random);
    sweep(amounts, out);
    if (!lossesVary || random === null) return;
    let all = 0;
    for (const amount of amounts) all += amount;
    out[2]! += totalNoise(drawn, logLoss.spread, random) / all;
    out[3]! += totalNoise(drawn, brier.spread, random) / all;
  };
}

/**
 * A function from the rows of each cell, or the sum of their weights, to the measures in the order of `scoredIds`. O(steps).
 * @param withArea  otherwise the area under the ROC curve is left out, as NaN.
 */
export function scoreSweep({ steps, logLoss, brier, score, bin }: DrawnCells, withArea: boolean) {
  // Scores fall from step to step and bins with them, so the steps of a bin stand together.
  const ends: number[] = [];
  for (let step = 0; step < steps; step++) if (bin[step] !== bin[step + 1]) ends.push(step + 1);
  return (amounts: Float64Array, out: Float64Array): void => {
    let hits = 0;
    let misses = 0;
    let wins = 0;
    let precisions = 0;
    let losses = 0;
    let squares = 0;
    let error = 0;
    let from = 0;
    for (const end of ends) {
      let off = 0;
      for (let step = from; step < end; step++) {
        const cell = 2 * step;
        const down = amounts[cell]!;
        const up = amounts[cell + 1]!;
        losses += down * logLoss.mean[cell]! + up * logLoss.mean[cell + 1]!;
        squares += down * brier.mean[cell]! + up * brier.mean[cell + 1]!;
        // Scores of a step are within a 4,096th of the rows; their spread is nothing beside that of the labels.
        off += up - down * score.mean[cell]! - up * score.mean[cell + 1]!;
        wins += down * (hits + up / 2);
        hits += up;
        misses += down;
        if (up > 0) precisions += (up * hits) / (hits + misses);
      }
      error += Math.abs(off);
      from = end;
    }
    const all = hits + misses;
    out[0] = withArea ? wins / (hits * misses) : NaN;
    out[1] = precisions / hits;
    out[2] = losses / all;
    out[3] = squares / all;
    out[4] = error / all;
  };
}

/** Sums of so many rows of each cell, varied as their spread within the cell says; none falls below 0. */
function vary(sums: Float64Array, drawn: Int32Array, spread: Float64Array, random: Random): void {
  for (let cell = 0; cell < sums.length; cell++) {
    if (drawn[cell] === 0 || !(spread[cell]! > 0)) continue;
    sums[cell] = Math.max(0, sums[cell]! + Math.sqrt(drawn[cell]!) * spread[cell]! * normal(random));
  }
}

/** What the spread within all cells adds to a sum over them: normal numbers of each cell add up to one. */
function totalNoise(drawn: Int32Array, spread: Float64Array, random: Random): number {
  let variance = 0;
  for (let cell = 0; cell < drawn.length; cell++) variance += drawn[cell]! * spread[cell]! * spread[cell]!;
  return Math.sqrt(variance) * normal(random);
}

/** Σu³ / 6(Σu²)^{3/2} over rows, u the influence of a row on the measure: Efron (1987), section 6. */
function acceleration(counts: Int32Array, influence: (cell: number) => number): number {
  let squares = 0;
  let cubes = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const u = influence(cell);
    squares += counts[cell]! * u * u;
    cubes += counts[cell]! * u * u * u;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function meanAcceleration({ counts, weight }: DrawnCells, loss: Means, mean: number): number {
  return acceleration(counts, (cell) => weight.mean[cell]! * (loss.mean[cell]! - mean));
}

/** A row's influence on the area is how far its own share of wins is from the area: DeLong et al. (1988), Biometrics 44(3):837–845. */
function areaAcceleration({ steps, counts, weight }: DrawnCells): number {
  const of = (cell: number) => counts[cell]! * weight.mean[cell]!;
  let positives = 0;
  let negatives = 0;
  for (let step = 0; step < steps; step++) {
    negatives += of(2 * step);
    positives += of(2 * step + 1);
  }
  if (positives === 0 || negatives === 0) return NaN;
  const wins = new Float64Array(counts.length);
  let above = 0;
  let negativesAbove = 0;
  let area = 0;
  for (let step = 0; step < steps; step++) {
    const down = of(2 * step);
    const up = of(2 * step + 1);
    wins[2 * step] = (above + up / 2) / positives;
    wins[2 * step + 1] = (negatives - negativesAbove - down / 2) / negatives;
    area += (down * wins[2 * step]!) / negatives;
    above += up;
    negativesAbove += down;
  }
  return acceleration(counts, (cell) => {
    const share = (cell & 1) === 1 ? positives : negatives;
    return (weight.mean[cell]! * (wins[cell]! - area)) / share;
  });
}
