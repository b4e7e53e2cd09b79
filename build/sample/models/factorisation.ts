// Matrix factorisation of visit counts by weighted alternating least squares; knows who likes what, not where or when.
// Hu, Koren & Volinsky (2008), ICDM, 263–272.
import type { Past } from '../features.ts';
import { randomFrom } from '../random.ts';
import type { World } from '../simulate.ts';
import type { Scorer } from './model.ts';

const FACTORS = 12;
const ROUNDS = 8;
const CONFIDENCE = 12;
const RIDGE = 6;

export interface FactorScorer extends Scorer {
  affinity(diner: number, restaurant: number): number;
}

/** Solves a·x = b for symmetric positive definite a (FACTORS × FACTORS, row-major) by Cholesky; writes x into `into` at `at`. */
function solve(a: Float64Array, b: Float64Array, into: Float64Array, at: number): void {
  const f = FACTORS;
  const low = Float64Array.from(a);
  const y = Float64Array.from(b);
  for (let i = 0; i < f; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = low[i * f + j]!;
      for (let k = 0; k < j; k++) sum -= low[i * f + k]! * low[j * f + k]!;
      low[i * f + j] = i === j ? Math.sqrt(sum) : sum / low[j * f + j]!;
    }
  }
  for (let i = 0; i < f; i++) {
    for (let k = 0; k < i; k++) y[i]! -= low[i * f + k]! * y[k]!;
    y[i]! /= low[i * f + i]!;
  }
  for (let i = f - 1; i >= 0; i--) {
    for (let k = i + 1; k < f; k++) y[i]! -= low[k * f + i]! * y[k]!;
    y[i]! /= low[i * f + i]!;
  }
  into.set(y, at);
}

/** One half-round: the vectors of `counts.length` rows, given those of the columns. */
function solveRows(counts: readonly ReadonlyMap<number, number>[], columns: Float64Array, rows: Float64Array): void {
  const f = FACTORS;
  const base = new Float64Array(f * f);
  for (let c = 0; c < columns.length; c += f) {
    for (let i = 0; i < f; i++) for (let j = 0; j < f; j++) base[i * f + j]! += columns[c + i]! * columns[c + j]!;
  }
  for (let i = 0; i < f; i++) base[i * f + i]! += RIDGE;
  counts.forEach((row, r) => {
    const a = Float64Array.from(base);
    const b = new Float64Array(f);
    for (const [id, times] of row) {
      const confidence = CONFIDENCE * Math.log(1 + times);
      for (let i = 0; i < f; i++) {
        const own = columns[id * f + i]!;
        b[i]! += (1 + confidence) * own;
        for (let j = 0; j < f; j++) a[i * f + j]! += confidence * own * columns[id * f + j]!;
      }
    }
    solve(a, b, rows, r * f);
  });
}

export function fitFactorisation(world: World, past: Past): FactorScorer {
  const f = FACTORS;
  const random = randomFrom(11);
  const diners = new Float64Array(world.diners.length * f);
  const restaurants = Float64Array.from({ length: world.city.length * f }, () => 0.1 * random.normal());
  const ofDiner = world.diners.map(({ id }) => past.visitsOf(id));
  const ofRestaurant: Map<number, number>[] = world.city.map(() => new Map());
  let cells = 0;
  ofDiner.forEach((row, diner) => {
    for (const [id, times] of row) ofRestaurant[id]!.set(diner, times);
    cells += row.size;
  });
  for (let round = 0; round < ROUNDS; round++) {
    solveRows(ofDiner, restaurants, diners);
    solveRows(ofRestaurant, diners, restaurants);
  }
  const affinity = (diner: number, restaurant: number) => {
    let sum = 0;
    for (let i = 0; i < f; i++) sum += diners[diner * f + i]! * restaurants[restaurant * f + i]!;
    return sum;
  };
  return {
    affinity,
    score: ({ diner, candidates }, work) => {
      work.profileTrips += 1;
      work.rows += 1;
      work.lookups += candidates.length;
      work.multiplyAdds += candidates.length * f;
      return Float64Array.from(candidates, (id) => affinity(diner, id));
    },
    parameters: diners.length + restaurants.length,
    fittingSteps: ROUNDS * (2 * cells * f * f + (world.diners.length + world.city.length) * (f * f + (f * f * f) / 3)),
    inputs: 1,
  };
}
