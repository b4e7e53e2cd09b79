// Draws against their distributions, intervals against closed forms and naive resampling, and how often intervals hold the truth.
import { describe, expect, it } from 'vitest';
import { randomFrom, uniform } from '../../engine/certainty/random.ts';
import { finish } from '../../engine/certainty/run.ts';
import { binaryMeasures } from '../classification/binary.ts';
import { atThreshold, confusionTable } from '../classification/confusion.ts';
import { rate } from '../classification/rates.ts';
import { binomial } from './binomial.ts';
import { countCells } from './countCells.ts';
import type { BootstrapOptions } from './counted.ts';
import { startCountedBootstrap } from './counted.ts';
import type { Interval, IntervalOrReason } from './interval.ts';
import { interval, jackknifeAcceleration, NOTHING_VARIES } from './interval.ts';
import { normalCumulative, normalQuantile } from './normal.ts';
import { resampler } from './resampler.ts';
import type { ScoredId } from './scored.ts';
import { scoredIds, startScoredBootstrap } from './scored.ts';

const known = (found: IntervalOrReason): Interval => {
  if (found.reason !== null) throw new Error(found.reason);
  return found;
};
const options: BootstrapOptions = { replicates: 1000, seed: 7, method: 'BCa', stratified: false };

/** A log whose scores are informative and calibrated: the label is 1 with the chance the score says. */
function simulated(n: number, seed: number) {
  const random = randomFrom(seed, 9);
  const scores = Float64Array.from({ length: n }, () => uniform(random));
  const labels = scores.map((score) => (uniform(random) < score ? 1 : 0));
  const groups = Int32Array.from(scores, (score) => (uniform(random) < 0.3 + 0.4 * score ? 1 : 0));
  return { scores, labels: Uint8Array.from(labels), predicted: atThreshold(scores, 0.5), groups };
}
const estimatesOf = (labels: Uint8Array, scores: Float64Array, weights: Float64Array | null = null) => {
  const measures = binaryMeasures({ labels, scores, predicted: atThreshold(scores, 0.5), weights });
  return Object.fromEntries(scoredIds.map((id) => [id, measures[id].value ?? NaN])) as Record<ScoredId, number>;
};

describe('draws', () => {
  it.each([
    [20, 0.3],
    [400, 0.2],
    [400, 0.9],
    [100_000, 0.5],
  ])('binomial(%i, %f) has its mean, variance and tails', (trials, chance) => {
    const random = randomFrom(3);
    const draws = Float64Array.from({ length: 40_000 }, () => binomial(random, trials, chance));
    const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    const expected = trials * chance * (1 - chance);
    expect(Math.abs(mean - trials * chance)).toBeLessThan(4 * Math.sqrt(expected / draws.length));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.04);
    // A wrong rejection bound shows as a lopsided or lumpy middle: compare with the exact chances by χ².
    const chances = new Float64Array(trials + 1);
    const mode = Math.floor((trials + 1) * chance);
    chances[mode] = 1;
    for (let k = mode; k < trials; k++)
      chances[k + 1] = (chances[k]! * (trials - k) * chance) / ((k + 1) * (1 - chance));
    for (let k = mode; k > 0; k--) chances[k - 1] = (chances[k]! * k * (1 - chance)) / ((trials - k + 1) * chance);
    const total = chances.reduce((sum, x) => sum + x, 0);
    const counts = new Float64Array(trials + 1);
    for (const draw of draws) counts[draw]!++;
    let chiSquare = 0;
    let cells = 0;
    for (let k = 0; k <= trials; k++) {
      const many = (draws.length * chances[k]!) / total;
      if (many < 20) continue;
      chiSquare += (counts[k]! - many) ** 2 / many;
      cells++;
    }
    expect(chiSquare).toBeLessThan(cells + 4.5 * Math.sqrt(2 * cells));
  });
  it.each([
    ['few cells', [400, 300, 200, 100], null],
    ['few cells in strata', [400, 300, 200, 100], [0, 1, 0, 1]],
    ['as many cells as rows', [1, 1, 2, 1], null],
    ['as many cells as rows in strata', [1, 1, 2, 1], [0, 1, 0, 1]],
  ])('a sample of %s has as many rows, and each cell its share', (_name, counts, strata) => {
    const draw = resampler(Int32Array.from(counts), strata === null ? null : Int32Array.from(strata));
    const random = randomFrom(5);
    const drawn = new Int32Array(4);
    const sums = new Float64Array(4);
    const squares = new Float64Array(4);
    for (let k = 0; k < 4000; k++) {
      draw(random, drawn);
      drawn.forEach((count, cell) => {
        sums[cell]! += count;
        squares[cell]! += count * count;
      });
      const n = counts.reduce((a, b) => a + b, 0);
      expect(drawn.reduce((a, b) => a + b, 0)).toBe(n);
      if (strata) expect(drawn[0]! + drawn[2]!).toBe(counts[0]! + counts[2]!);
    }
    const size = (cell: number) =>
      counts.reduce((sum, count, other) => sum + (strata === null || strata[other] === strata[cell] ? count : 0), 0);
    counts.forEach((count, cell) => {
      const mean = sums[cell]! / 4000;
      const variance = count * (1 - count / size(cell));
      expect(Math.abs(mean - count)).toBeLessThan(5 * Math.sqrt(variance / 4000));
      expect(Math.abs((squares[cell]! / 4000 - mean * mean) / variance - 1)).toBeLessThan(0.15);
    });
  });
  it('knows the normal distribution', () => {
    expect(normalCumulative(1.959963984540054)).toBeCloseTo(0.975, 14);
    expect(normalCumulative(-5)).toBeCloseTo(2.866515718791939e-7, 20);
    for (const chance of [1e-9, 0.001, 0.02, 0.3, 0.5, 0.9, 0.999]) {
      expect(normalCumulative(normalQuantile(chance)) / chance).toBeCloseTo(1, 12);
    }
    expect(normalQuantile(0)).toBe(-Infinity);
  });
});

describe('intervals', () => {
  it('percentiles are those of the replicates; undefined ones count against the measure', () => {
    const replicates = Float64Array.from({ length: 1001 }, (_, k) => (k * 617) % 1001);
    const { lo, hi, defined } = known(interval(replicates.slice(), 500, 0, 'percentile'));
    expect([Math.round(1e9 * lo) / 1e9, Math.round(1e9 * hi) / 1e9, defined]).toEqual([25, 975, 1]);
    const half = replicates.map((value, k) => (k % 2 ? value : NaN));
    expect(interval(half, 500, 0, 'BCa').reason).toBe('The measure is undefined in 50 % of the bootstrap samples.');
  });
  it('BCa without bias or acceleration is the percentile interval', () => {
    const replicates = Float64Array.from({ length: 1001 }, (_, k) => k);
    const found = known(interval(replicates, 500, 0, 'BCa'));
    expect(found.lo).toBeCloseTo(25, 6);
    expect(found.hi).toBeCloseTo(975, 6);
  });
  it('moves towards the long tail, as published for the example of spatial data', () => {
    // θ̂ = 171.5 with z₀ = 0.146 and a = 0.061: α = 0.110 and 0.985 for a 90 % interval (Efron & Tibshirani 1993, p. 185).
    const place = (z: number) => normalCumulative(0.146 + (0.146 + z) / (1 - 0.061 * (0.146 + z)));
    expect(place(normalQuantile(0.05))).toBeCloseTo(0.11, 2);
    expect(place(normalQuantile(0.95))).toBeCloseTo(0.985, 2);
    const replicates = Float64Array.from({ length: 10_001 }, (_, k) => k / 10_000);
    const found = known(interval(replicates, normalCumulative(0.146), 0.061, 'BCa', 0.9));
    expect(found.lo).toBeCloseTo(place(normalQuantile(0.05)), 3);
    expect(found.hi).toBeCloseTo(place(normalQuantile(0.95)), 3);
  });
  it('jackknifes the skewness of a mean', () => {
    const data = [1, 2, 4, 9];
    const leftOut = data.map((x) => (16 - x) / 3);
    const d = data.map((x) => (x - 4) / 3);
    const expected = d.reduce((s, x) => s + x ** 3, 0) / (6 * d.reduce((s, x) => s + x ** 2, 0) ** 1.5);
    expect(jackknifeAcceleration(leftOut, [1, 1, 1, 1])).toBeCloseTo(expected, 12);
  });
});

describe('counts', () => {
  const { labels, predicted } = simulated(600, 1);
  const problem = { labels, predicted, weights: null };

  it('repeats for a seed, whatever the slices', () => {
    const once = finish(startCountedBootstrap(problem, options), 1000)!;
    const sliced = finish(startCountedBootstrap(problem, options), 7)!;
    expect(sliced.rates).toEqual(once.rates);
    const another = finish(startCountedBootstrap(problem, { ...options, seed: 8 }))!;
    expect(another.rates).not.toEqual(once.rates);
  });
  it('has the standard error of a proportion', () => {
    const found = finish(startCountedBootstrap(problem, { ...options, replicates: 4000 }))!;
    const accuracy = rate('accuracy', confusionTable(labels, predicted, null));
    const error = Math.sqrt((accuracy * (1 - accuracy)) / 600);
    expect(known(found.rates.accuracy).standardError / error).toBeCloseTo(1, 1);
    // What a row costs, where only errors cost: the share of errors.
    expect(known(found.meanCost([0, 1, 1, 0])).standardError / error).toBeCloseTo(1, 1);
  });
  it('agrees with naive resampling of rows', () => {
    const random = randomFrom(11);
    const naive = Float64Array.from({ length: 3000 }, () => {
      const rows = Int32Array.from({ length: 600 }, () => Math.floor(uniform(random) * 600));
      const take = (from: Uint8Array) => Uint8Array.from(rows, (row) => from[row]!);
      return rate('f1', confusionTable(take(labels), take(predicted), null));
    });
    const estimate = rate('f1', confusionTable(labels, predicted, null));
    const expected = known(interval(naive, estimate, null, 'percentile'));
    const percentile = finish(startCountedBootstrap(problem, { ...options, replicates: 3000, method: 'percentile' }))!;
    const actual = known(percentile.rates.f1);
    expect(Math.abs(actual.lo - expected.lo)).toBeLessThan(0.15 * expected.standardError);
    expect(Math.abs(actual.hi - expected.hi)).toBeLessThan(0.15 * expected.standardError);
  });
  it('keeps the labels as they are where that is asked for', () => {
    const found = finish(startCountedBootstrap(problem, { ...options, stratified: true }))!;
    expect(found.rates.baseRate.reason).toBe(NOTHING_VARIES);
    const loose = finish(startCountedBootstrap(problem, options))!;
    expect(known(loose.rates.baseRate).standardError).toBeGreaterThan(0.01);
  });
  it('is undefined with the reason where a sample often has one class only', () => {
    const small = { labels: Uint8Array.of(1, 0, 0, 0), predicted: Uint8Array.of(1, 0, 1, 0), weights: null };
    const { rates } = finish(startCountedBootstrap(small, options))!;
    expect(rates.recall.reason).toMatch(/^The measure is undefined in \d+ % of the bootstrap samples\.$/);
  });
  it('weights: few levels exactly, many levels as nearly normal sums', () => {
    const random = randomFrom(13);
    const levels = Float64Array.from(labels, () => Math.floor(uniform(random) * 3));
    const cells = countCells({ ...problem, weights: levels });
    expect(Math.max(...cells.spread)).toBe(0);
    const shift = levels.map((w, i) => w + i * 1e-9);
    const many = { ...problem, weights: shift };
    expect(countCells(many).counts.length).toBe(600);
    const exact = known(finish(startCountedBootstrap({ ...problem, weights: levels }, options))!.rates.f1);
    const near = known(finish(startCountedBootstrap(many, options))!.rates.f1);
    expect(near.standardError / exact.standardError).toBeCloseTo(1, 0);
  });
  it('says the same of a weighted log whether its weights share cells or not', () => {
    const big = simulated(30_000, 21);
    const random = randomFrom(22);
    const weights = Float64Array.from(big.scores, () => uniform(random));
    const log = { labels: big.labels, predicted: big.predicted, weights };
    expect(countCells(log).counts.length).toBe(4);
    const found = known(finish(startCountedBootstrap(log, options))!.rates.accuracy);
    // Delta method: √Σ w²(hit − accuracy)² / Σw.
    const accuracy = rate('accuracy', confusionTable(big.labels, big.predicted, weights));
    const sum = weights.reduce((a, b) => a + b, 0);
    const squares = weights.reduce(
      (a, w, i) => a + (w * ((big.labels[i] === big.predicted[i] ? 1 : 0) - accuracy)) ** 2,
      0,
    );
    expect(found.standardError / (Math.sqrt(squares) / sum)).toBeCloseTo(1, 1);
  });
});

describe('scores', () => {
  it('have the standard errors of closed forms, exact and in quantiles', () => {
    for (const n of [2_000, 60_000]) {
      const { labels, scores } = simulated(n, 2);
      const estimates = estimatesOf(labels, scores);
      const found = finish(startScoredBootstrap(labels, scores, null, estimates, options))!;
      const losses = Float64Array.from(scores, (s, i) => (s - labels[i]!) ** 2);
      const error = Math.sqrt(losses.reduce((sum, l) => sum + (l - estimates.brier) ** 2, 0)) / n;
      expect(known(found.brier).standardError / error).toBeCloseTo(1, 1);
      // DeLong over a sorted score: the share of the other class below or above each row.
      const order = Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
      const positives = labels.reduce((sum, y) => sum + y, 0);
      let below = 0;
      let above = positives;
      let [up, down] = [0, 0];
      for (const i of order) {
        if (labels[i] === 1) {
          up += (below / (n - positives) - estimates.rocAuc) ** 2;
          above--;
        } else {
          down += (above / positives - estimates.rocAuc) ** 2;
          below++;
        }
      }
      const deLong = Math.sqrt(up / positives ** 2 + down / (n - positives) ** 2);
      expect(known(found.rocAuc).standardError / deLong).toBeCloseTo(1, 1);
      expect(known(found.rocAuc).method).toBe('DeLong');
      expect(known(found.logLoss).method).toBe('BCa');
      expect(known(found.averagePrecision).method).toBe('BC');
      const { lo, hi } = known(found.logLoss);
      expect(lo < estimates.logLoss && estimates.logLoss < hi).toBe(true);
    }
  });
});
