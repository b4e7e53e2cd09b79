// Bootstrap of everything that follows from sums over rows or queries: errors of predicted numbers, means over lists.
import { randomFrom } from '../../engine/certainty/random.ts';
import type { SlicedRun } from '../../engine/certainty/run.ts';
import type { BootstrapOptions } from './counted.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval } from './interval.ts';
import type { UnitSums } from './units.ts';

/** Writes `count` statistics that follow from the sums; NaN where undefined. Must not keep or change the sums. */
type Statistics = (sums: Float64Array, out: Float64Array) => void;

/** Samples that are summed up at once. */
const LANES = 4;

export interface SummedBootstrap {
  estimates: Float64Array;
  /** Per statistic. */
  intervals: IntervalOrReason[];
  /** Per statistic its variance, from leaving out each unit in turn. */
  variances: Float64Array;
  /** Per block the covariances of its statistics, from leaving out each unit in turn; size × size. */
  covariances: Float64Array[];
}

/**
 * Units are drawn with replacement. Accelerations are jackknifed, unit by unit. Efron (1979), Ann. Stat. 7(1):1–26; Efron (1987), J. Am. Stat. Assoc.
 * 82(397):171–185. O(what the units add + statistics) a replicate.
 * @param blocks  statistics whose covariances are wanted: one measure of all groups of a column.
 */
export function startSummedBootstrap(
  sums: UnitSums,
  statistics: Statistics,
  count: number,
  blocks: readonly (readonly number[])[],
  options: Pick<BootstrapOptions, 'replicates' | 'seed' | 'method'>,
): SlicedRun<SummedBootstrap> {
  const { units, starts, places, amounts } = sums;
  const total = options.replicates;
  const random = randomFrom(options.seed, 6);
  // Several samples side by side: what a unit adds is then read once for all of them.
  const drawn = new Uint8Array(units * LANES);
  const totals = new Float64Array(sums.size * LANES);
  const sample = new Float64Array(sums.size);
  const one = new Float64Array(count);
  const found = new Float64Array(count * total);
  let done = 0;

  function advance(more: number): void {
    const to = Math.min(total, done + more);
    while (done < to) {
      const lanes = Math.min(LANES, to - done);
      drawn.fill(0);
      for (let lane = 0; lane < lanes; lane++) {
        for (let k = 0; k < units; k++) drawn[Math.floor((random() / 4294967296) * units) * LANES + lane]!++;
      }
      totals.fill(0);
      for (let u = 0; u < units; u++) {
        const lane = u * LANES;
        const t0 = drawn[lane]!;
        const t1 = drawn[lane + 1]!;
        const t2 = drawn[lane + 2]!;
        const t3 = drawn[lane + 3]!;
        if (t0 + t1 + t2 + t3 === 0) continue;
        const end = starts[u + 1]!;
        for (let e = starts[u]!; e < end; e++) {
          const at = places[e]! * LANES;
          const amount = amounts[e]!;
          totals[at]! += t0 * amount;
          totals[at + 1]! += t1 * amount;
          totals[at + 2]! += t2 * amount;
          totals[at + 3]! += t3 * amount;
        }
      }
      for (let lane = 0; lane < lanes; lane++, done++) {
        for (let place = 0; place < sample.length; place++) sample[place] = totals[place * LANES + lane]!;
        statistics(sample, one);
        for (let k = 0; k < count; k++) found[k * total + done] = one[k]!;
      }
    }
  }

  function result(): SummedBootstrap {
    const { estimates, accelerations, variances, covariances } = jackknife(sums, statistics, count, blocks);
    const replicatesOf = (k: number) => found.slice(k * total, k * total + done);
    return {
      estimates,
      variances,
      covariances,
      intervals: Array.from(estimates, (estimate, k) =>
        interval(replicatesOf(k), estimate, accelerations[k]!, options.method),
      ),
    };
  }

  return {
    total,
    get done() {
      return done;
    },
    advance,
    result,
  };
}

/**
 * Leaves out each unit in turn. Sums of powers about the estimate, so that not every value of every statistic is kept.
 * @returns  of every statistic its estimate, acceleration and variance (C − 1)/C ΣΔ², NaN where leaving out a unit leaves it undefined.
 * O(what the units add + units × statistics).
 */
export function jackknife(
  { units, size, starts, places, amounts, times, count: all = units }: UnitSums,
  statistics: Statistics,
  count: number,
  blocks: readonly (readonly number[])[],
): Pick<SummedBootstrap, 'estimates' | 'variances' | 'covariances'> & { accelerations: Float64Array } {
  const whole = new Float64Array(size);
  for (let u = 0; u < units; u++) {
    const alike = times === undefined ? 1 : times[u]!;
    for (let e = starts[u]!; e < starts[u + 1]!; e++) whole[places[e]!]! += alike * amounts[e]!;
  }
  const estimates = new Float64Array(count);
  statistics(whole, estimates);
  const covariances = blocks.map((block) => new Float64Array(block.length ** 2));
  const moved = new Int32Array(Math.max(0, ...blocks.map((block) => block.length)));
  const without = whole.slice();
  const values = new Float64Array(count);
  const powers = [new Float64Array(count), new Float64Array(count), new Float64Array(count)] as const;
  for (let u = 0; u < units; u++) {
    for (let e = starts[u]!; e < starts[u + 1]!; e++) {
      const left = whole[places[e]!]! - amounts[e]!;
      // What rounding leaves of a sum that was this unit's alone is nothing.
      without[places[e]!] = Math.abs(left) <= 1e-12 * Math.abs(amounts[e]!) ? 0 : left;
    }
    statistics(without, values);
    for (let e = starts[u]!; e < starts[u + 1]!; e++) without[places[e]!] = whole[places[e]!]!;
    const alike = times === undefined ? 1 : times[u]!;
    for (let k = 0; k < count; k++) {
      const x = values[k]! - estimates[k]!;
      powers[0][k]! += alike * x;
      powers[1][k]! += alike * x * x;
      powers[2][k]! += alike * x * x * x;
    }
    // A unit moves few groups: those it has rows of.
    blocks.forEach((block, b) => {
      let some = 0;
      block.forEach((k, g) => {
        if (Number.isFinite(values[k]! - estimates[k]!) && values[k] !== estimates[k]) moved[some++] = g;
      });
      for (let i = 0; i < some; i++) {
        const x = values[block[moved[i]!]!]! - estimates[block[moved[i]!]!]!;
        for (let j = 0; j < some; j++) {
          const y = values[block[moved[j]!]!]! - estimates[block[moved[j]!]!]!;
          covariances[b]![moved[i]! * block.length + moved[j]!]! += (alike * x * y * (all - 1)) / all;
        }
      }
    });
  }
  const accelerations = estimates.map((_, k) => {
    const mean = powers[0][k]! / all;
    const squares = powers[1][k]! - all * mean * mean;
    const cubes = 3 * mean * powers[1][k]! - powers[2][k]! - 2 * all * mean ** 3;
    return squares > 0 ? cubes / (6 * squares ** 1.5) : squares === 0 ? 0 : NaN;
  });
  const variances = powers[1].map((squares) => (squares * (all - 1)) / all);
  return { estimates, accelerations, variances, covariances };
}
