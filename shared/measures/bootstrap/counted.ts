// Bootstrap of everything that follows from confusion counts: rates, gaps between groups, and differences between candidates.
import { normal } from '../../engine/certainty/distributions.ts';
import { randomFrom } from '../../engine/certainty/random.ts';
import type { SlicedRun } from '../../engine/certainty/run.ts';
import { flipped, FN, FP, TN, TP } from '../classification/confusion.ts';
import type { RateId } from '../classification/rates.ts';
import { rate, rateIds } from '../classification/rates.ts';
import type { ParityId } from '../fairness/parity.ts';
import { parity, parityIds } from '../fairness/parity.ts';
import type { CountProblem } from './countCells.ts';
import { countCells } from './countCells.ts';
import type { IntervalOrReason } from './interval.ts';
import { interval, jackknifeAcceleration, rangeInterval } from './interval.ts';
import { resampler } from './resampler.ts';

export interface BootstrapOptions {
  replicates: number;
  seed: number;
  method: 'BCa' | 'percentile';
  /** Whether each sample has as many rows of either label as the log has. */
  stratified: boolean;
}

interface CandidateIntervals {
  rates: Record<RateId, IntervalOrReason>;
  /** Per group column. */
  parity: Record<ParityId, IntervalOrReason>[];
}

export interface CountedIntervals {
  candidates: CandidateIntervals[];
  /** Mean of what a row costs, for a candidate; the costs in the order of the confusion counts. */
  meanCost: (c: number, costs: readonly [number, number, number, number]) => IntervalOrReason;
}

/**
 * Rows are drawn with replacement, all candidates and groups seeing the same rows. What is drawn are cells of rows that no
 * confusion table tells apart, so that a sample of a million rows costs a few thousand draws, and the result is the same in
 * distribution. Only where weights have too many levels for that is the weight of a cell's draw normal about its mean.
 * Accelerations are jackknifed; with weights the row left out has the mean weight of its count.
 * Efron (1979), Ann. Stat. 7(1):1–26. O(cells × candidates × columns) a replicate.
 */
export function startCountedBootstrap(problem: CountProblem, options: BootstrapOptions): SlicedRun<CountedIntervals> {
  const { predicted, columns, labels } = problem;
  const { counts, example, weight, spread } = countCells(problem);
  const widths = [1, ...columns.map(({ groups }) => groups)];
  const offsets = widths.map((_, v) => widths.slice(0, v).reduce((sum, groups) => sum + groups * 4, 0));
  const perCandidate = widths.reduce((sum, groups) => sum + groups * 4, 0);
  const size = perCandidate * predicted.length;
  // Where each cell adds in the tables of all candidates; −1: nowhere.
  const stride = predicted.length * widths.length;
  const places = new Int32Array(counts.length * stride);
  example.forEach((row, cell) =>
    predicted.forEach((decisions, c) => {
      const entry = 2 * labels[row]! + decisions[row]!;
      widths.forEach((_, v) => {
        const group = v === 0 ? 0 : columns[v - 1]!.codes[row]!;
        const place = c * perCandidate + offsets[v]! + group * 4 + entry;
        places[cell * stride + c * widths.length + v] = group < 0 ? -1 : place;
      });
    }),
  );
  const add = (tables: Float64Array, cell: number, amount: number) => {
    for (let k = cell * stride; k < (cell + 1) * stride; k++) if (places[k]! >= 0) tables[places[k]!]! += amount;
  };

  const whole = new Float64Array(size);
  const rows = new Float64Array(size);
  counts.forEach((count, cell) => {
    add(whole, cell, count * weight[cell]!);
    add(rows, cell, count);
  });
  const perTable = rateIds.length + columns.length * parityIds.length;
  // Which entries of its candidate's tables a statistic comes from.
  const ranges = Array.from({ length: perTable }, (_, j) => {
    const v = j < rateIds.length ? 0 : 1 + Math.floor((j - rateIds.length) / parityIds.length);
    return [offsets[v]!, offsets[v]! + widths[v]! * 4] as const;
  });
  const statistics = (tables: Float64Array, out: Float64Array, at: number, step: number) => {
    for (let c = 0; c < predicted.length; c++) {
      let k = at + c * perTable * step;
      for (const id of rateIds) {
        out[k] = rate(id, tables, c * perCandidate);
        k += step;
      }
      for (let v = 1; v < widths.length; v++) {
        const from = c * perCandidate + offsets[v]!;
        const table = tables.subarray(from, from + widths[v]! * 4);
        const measures = parity(problem.flipped ? flipped(table) : table);
        for (const id of parityIds) {
          out[k] = measures[id];
          k += step;
        }
      }
    }
  };

  const random = randomFrom(options.seed, 1);
  const noise = randomFrom(options.seed, 2);
  const strata = options.stratified ? Int32Array.from(example, (row) => labels[row]!) : null;
  const draw = resampler(counts, strata);
  const drawn = new Int32Array(counts.length);
  const tables = new Float64Array(size);
  const total = options.replicates;
  const found = new Float64Array(predicted.length * perTable * total);
  const estimates = new Float64Array(predicted.length * perTable);
  statistics(whole, estimates, 0, 1);
  let done = 0;

  function advance(count: number): void {
    for (const to = Math.min(total, done + count); done < to; done++) {
      draw(random, drawn);
      tables.fill(0);
      for (let cell = 0; cell < drawn.length; cell++) {
        const times = drawn[cell]!;
        if (times === 0) continue;
        const varied = spread[cell]! > 0 ? Math.sqrt(times) * spread[cell]! * normal(noise) : 0;
        add(tables, cell, Math.max(0, times * weight[cell]! + varied));
      }
      statistics(tables, found, done, total);
    }
  }

  function result(): CountedIntervals {
    const accelerations = jackknife(whole, rows, statistics, estimates.length, ranges, predicted.length);
    const replicatesOf = (k: number) => found.slice(k * total, k * total + done);
    const of = (k: number, intervalOf = interval) =>
      intervalOf(replicatesOf(k), estimates[k]!, accelerations[k]!, options.method);
    return {
      candidates: predicted.map((_, c) => ({
        rates: record(rateIds, (_id, j) => of(c * perTable + j)),
        parity: columns.map((_column, v) =>
          record(parityIds, (_id, j) => of(c * perTable + rateIds.length + v * parityIds.length + j, rangeInterval)),
        ),
      })),
      meanCost: (c, costs) => {
        const [accuracy, selected, base] = (['accuracy', 'selectionRate', 'baseRate'] as const).map(
          (id) => c * perTable + rateIds.indexOf(id),
        ) as [number, number, number];
        const mean = (a: number, s: number, b: number) => {
          // These three shares and that the four counts sum to 1 say what each count is.
          const tp = (s + a + b - 1) / 2;
          return costs[TN] * (a - tp) + costs[FP] * (s - tp) + costs[FN] * (b - tp) + costs[TP] * tp;
        };
        const [ofA, ofS, ofB] = [replicatesOf(accuracy), replicatesOf(selected), replicatesOf(base)];
        const means = ofA.map((value, k) => mean(value, ofS[k]!, ofB[k]!));
        return interval(
          means,
          mean(estimates[accuracy]!, estimates[selected]!, estimates[base]!),
          null,
          options.method,
        );
      },
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

function record<Id extends string, T>(ids: readonly Id[], of: (id: Id, place: number) => T): Record<Id, T> {
  return Object.fromEntries(ids.map((id, place) => [id, of(id, place)])) as Record<Id, T>;
}

/**
 * The acceleration of every statistic. Leaving out a row changes one entry in each of a candidate's tables, so its values are
 * found entry by entry, table by table, all candidates at once.
 */
function jackknife(
  whole: Float64Array,
  rows: Float64Array,
  statistics: (tables: Float64Array, out: Float64Array, at: number, step: number) => void,
  count: number,
  ranges: readonly (readonly [from: number, to: number])[],
  candidates: number,
): Float64Array {
  const perCandidate = whole.length / candidates;
  const values = new Float64Array(perCandidate * count);
  const without = whole.slice();
  for (let entry = 0; entry < perCandidate; entry++) {
    for (let c = 0; c < candidates; c++) {
      const place = c * perCandidate + entry;
      if (rows[place]! > 0) without[place] = Math.max(0, whole[place]! - whole[place]! / rows[place]!);
    }
    statistics(without, values, entry * count, 1);
    for (let c = 0; c < candidates; c++) without[c * perCandidate + entry] = whole[c * perCandidate + entry]!;
  }
  return Float64Array.from({ length: count }, (_, k) => {
    const candidate = Math.floor(k / ranges.length);
    const [from, to] = ranges[k % ranges.length]!;
    const leftOut = Float64Array.from({ length: to - from }, (_value, e) => values[(from + e) * count + k]!);
    const start = candidate * perCandidate;
    return jackknifeAcceleration(leftOut, rows.subarray(start + from, start + to));
  });
}
