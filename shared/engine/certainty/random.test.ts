// Random numbers: the published sequence, repeatability, and the moments and tails of what is drawn.
import { expect, test } from 'vitest';
import { dirichlet, logGamma, normal } from './distributions.ts';
import { randomFrom, uniform, xoshiro } from './random.ts';

test('xoshiro128** from the state 1, 2, 3, 4: the sequence of the reference implementation', () => {
  // rust-random/rngs@0c5b04ae, rand_xoshiro/src/xoshiro128starstar.rs, test `reference`: made with the authors' C code.
  const next = xoshiro(Int32Array.of(1, 2, 3, 4));
  expect(Array.from({ length: 10 }, next)).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
});

test('a seed repeats; another seed or stream does not', () => {
  const first = (seed: number, stream: number) => Array.from({ length: 8 }, randomFrom(seed, stream));
  expect(first(7, 2)).toEqual(first(7, 2));
  const starts = new Set(
    [0, 1, 2, 7, -1, 2 ** 31].flatMap((seed) => [0, 1, 2, 3].map((stream) => first(seed, stream)[0])),
  );
  expect(starts.size).toBe(24);
});

const N = 200_000;
const draw = (one: () => number) => Float64Array.from({ length: N }, one);
const mean = (list: Float64Array) => list.reduce((sum, x) => sum + x, 0) / list.length;
const moment = (list: Float64Array, power: number) => mean(list.map((x) => x ** power));

/** The largest distance between the sampled and the stated distribution function (Kolmogorov–Smirnov), times √n: above 1.95 once in a thousand. */
function distance(list: Float64Array, cumulative: (x: number) => number): number {
  const sorted = list.toSorted();
  let largest = 0;
  sorted.forEach(
    (x, k) => (largest = Math.max(largest, Math.abs(cumulative(x) - k / N), Math.abs(cumulative(x) - (k + 1) / N))),
  );
  return largest * Math.sqrt(N);
}

/** Abramowitz & Stegun (1964), 7.1.26: within 1.5e-7. */
function normalCumulative(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * poly * Math.exp((-x * x) / 2);
  return x > 0 ? 1 - tail : tail;
}

test('uniform and normal: the whole distribution, and four moments', () => {
  const random = randomFrom(11);
  const flat = draw(() => uniform(random));
  expect(distance(flat, (x) => x)).toBeLessThan(1.95);
  const bell = draw(() => normal(random));
  expect(distance(bell, normalCumulative)).toBeLessThan(1.95);
  expect(Math.abs(mean(bell))).toBeLessThan(0.01);
  expect(Math.abs(moment(bell, 2) - 1)).toBeLessThan(0.015);
  expect(Math.abs(moment(bell, 3))).toBeLessThan(0.04);
  expect(Math.abs(moment(bell, 4) - 3)).toBeLessThan(0.1);
  // Beyond the last layer of the ziggurat: 2 · (1 − Φ(3.4426)) = 5.76e-4 of all.
  const far = bell.filter((x) => Math.abs(x) > 3.442619855899).length;
  expect(Math.abs(far - N * 5.76e-4)).toBeLessThan(4 * Math.sqrt(N * 5.76e-4));
});

test.each([0.05, 0.4, 1, 1.7, 30])('gamma of shape %d: mean and variance are the shape', (shape) => {
  const random = randomFrom(5);
  const list = draw(() => Math.exp(logGamma(random, shape)));
  const spread = moment(list, 2) - mean(list) ** 2;
  expect(Math.abs(mean(list) - shape)).toBeLessThan(5 * Math.sqrt(shape / N));
  // The variance of the sample variance of a gamma: shape (2 shape + 6) / N and less.
  expect(Math.abs(spread - shape)).toBeLessThan(5 * Math.sqrt((shape * (2 * shape + 6)) / N));
});

test('Dirichlet: shares sum to 1, with the stated means and variances; a shape of 0 gets nothing', () => {
  const random = randomFrom(9);
  const shapes = Float64Array.of(5, 0, 3, 0.5);
  const rows = Array.from({ length: 40_000 }, () => {
    const row = new Float64Array(6);
    dirichlet(random, shapes, row, 1);
    return row.slice(1, 5);
  });
  rows.forEach((row) => expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12));
  shapes.forEach((shape, j) => {
    const column = Float64Array.from(rows, (row) => row[j]!);
    const share = shape / 8.5;
    const variance = (share * (1 - share)) / 9.5;
    expect(Math.abs(mean(column) - share)).toBeLessThanOrEqual(5 * Math.sqrt(variance / rows.length));
    expect(Math.abs(moment(column, 2) - mean(column) ** 2 - variance)).toBeLessThanOrEqual(0.05 * variance);
  });
  const tiny = new Float64Array(2);
  for (let k = 0; k < 1000; k++) {
    dirichlet(random, Float64Array.of(1e-4, 1e-4), tiny, 0);
    expect(tiny[0]! + tiny[1]!).toBeCloseTo(1, 12);
  }
});
