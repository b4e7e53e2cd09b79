// Bootstrap of everything that follows from the confusion counts of a candidate: its rates, and what its errors cost.
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom } from '../../engine/certainty/random.ts';
import type { SlicedRun } from '../../engine/certainty/run.ts';
import { FN, FP, TN, TP } from '../classification/confusion.ts';
import type { RateId } from '../classification/rates.ts';
import { rate, rateIds } from '../classification/rates.ts';
import type { CountProblem } from './countCells.ts';
import { countCells } from './countCells.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval, jackknifeAcceleration } from './interval.ts';
import { resampler } from './resampler.ts';

export interface BootstrapOptions {
  replicates: number;
  seed: number;
  method: 'BCa' | 'percentile';
  /** Whether each sample has as many rows of either label as the log has. */
  stratified: boolean;
}

export interface CountedIntervals {
  rates: Record<RateId, IntervalOrReason>;
  /** Mean of what a row costs; the costs in the order of the confusion counts. */
  meanCost: (costs: readonly [number, number, number, number]) => IntervalOrReason;
}

/** The four counts that a replicate keeps. */
const ENTRIES = 4;

/**
 * Rows are drawn with replacement. What is drawn are cells of rows that the confusion table does not tell apart, so that a sample of
 * a million rows costs four draws, and the result is the same in distribution. Only where weights have too many levels for that is
 * the weight of a cell's draw normal about its mean. Accelerations are jackknifed; with weights the row left out has the mean weight
 * of its count. Efron (1979), Ann. Stat. 7(1):1–26. O(cells) a replicate.
 */
export function startCountedBootstrap(problem: CountProblem, options: BootstrapOptions): SlicedRun<CountedIntervals> {
  const { predicted, labels } = problem;
  const { counts, example, weight, spread } = countCells(problem);
  const entries = Uint8Array.from(example, (row) => 2 * labels[row]! + predicted[row]!);
  const whole = new Float64Array(ENTRIES);
  const rows = new Float64Array(ENTRIES);
  counts.forEach((count, cell) => {
    whole[entries[cell]!]! += count * weight[cell]!;
    rows[entries[cell]!]! += count;
  });
  const random = randomFrom(options.seed, 1);
  const noise = randomFrom(options.seed, 2);
  const draw = resampler(counts, options.stratified ? Int32Array.from(example, (row) => labels[row]!) : null);
  const drawn = new Int32Array(counts.length);
  const total = options.replicates;
  const found = new Float64Array(ENTRIES * total);
  let done = 0;

  function advance(count: number): void {
    for (const to = Math.min(total, done + count); done < to; done++) {
      draw(random, drawn);
      for (let cell = 0; cell < drawn.length; cell++) {
        const times = drawn[cell]!;
        if (times === 0) continue;
        const varied = spread[cell]! > 0 ? Math.sqrt(times) * spread[cell]! * normal(noise) : 0;
        found[done * ENTRIES + entries[cell]!]! += Math.max(0, times * weight[cell]! + varied);
      }
    }
  }

  /** @param of  a statistic of the four counts from a place on. */
  function intervalOf(of: (table: Float64Array, at: number) => number, jackknifed = true): IntervalOrReason {
    const replicates = Float64Array.from({ length: done }, (_, k) => of(found, k * ENTRIES));
    const without = whole.slice();
    const leftOut = whole.map((sum, entry) => {
      if (rows[entry]! > 0) without[entry] = Math.max(0, sum - sum / rows[entry]!);
      const value = of(without, 0);
      without[entry] = sum;
      return value;
    });
    const acceleration = jackknifed ? jackknifeAcceleration(leftOut, rows) : null;
    return interval(replicates, of(whole, 0), acceleration, options.method);
  }

  return {
    total,
    get done() {
      return done;
    },
    advance,
    result: () => ({
      rates: Object.fromEntries(
        rateIds.map((id) => [id, intervalOf((table, at) => rate(id, table, at))]),
      ) as CountedIntervals['rates'],
      meanCost: (costs) =>
        intervalOf((table, at) => {
          const sum = table[at + TN]! + table[at + FP]! + table[at + FN]! + table[at + TP]!;
          return costs.reduce((cost, each, entry) => cost + each * table[at + entry]!, 0) / sum;
        }, false),
    }),
  };
}
