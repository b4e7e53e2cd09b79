// Item neighbours: restaurants visited by the same people as those the diner has been to (cosine, 40 neighbours each).
// Sarwar, Karypis, Konstan & Riedl (2001), WWW 10, 285–295.
import type { Past } from '../features.ts';
import type { World } from '../simulate.ts';
import type { Scorer } from './model.ts';

const NEIGHBOURS = 40;
/** Added to the norms, so that two restaurants with one common guest are not taken for twins. */
const SHRINKAGE = 6;

export interface NeighbourScorer extends Scorer {
  /** Affinity of one diner for every restaurant, by id. */
  affinities(diner: number): Float64Array;
}

export function fitItemNeighbours(world: World, past: Past): NeighbourScorer {
  const n = world.city.length;
  const shared = new Float64Array(n * n);
  let steps = 0;
  for (const { id } of world.diners) {
    const been = [...past.visitsOf(id)];
    for (const [a, timesA] of been) {
      for (const [b, timesB] of been) if (a !== b) shared[a * n + b]! += Math.sqrt(timesA * timesB);
    }
    steps += been.length * been.length;
  }
  const neighbours = new Int32Array(n * NEIGHBOURS);
  const similarity = new Float64Array(n * NEIGHBOURS);
  for (let a = 0; a < n; a++) {
    const close = [];
    for (let b = 0; b < n; b++) {
      const norm = Math.sqrt(past.visits[a]! * past.visits[b]!) + SHRINKAGE;
      if (shared[a * n + b]! > 0) close.push({ b, cosine: shared[a * n + b]! / norm });
    }
    close.sort((one, other) => other.cosine - one.cosine || one.b - other.b);
    close.slice(0, NEIGHBOURS).forEach(({ b, cosine }, k) => {
      neighbours[a * NEIGHBOURS + k] = b;
      similarity[a * NEIGHBOURS + k] = cosine;
    });
  }
  steps += n * n;

  const affinities = (diner: number) => {
    const sums = new Float64Array(n);
    for (const [id, times] of past.visitsOf(diner)) {
      sums[id]! += Math.log(1 + times);
      for (let k = id * NEIGHBOURS; k < (id + 1) * NEIGHBOURS; k++) {
        sums[neighbours[k]!]! += Math.log(1 + times) * similarity[k]!;
      }
    }
    return sums;
  };
  return {
    affinities,
    score: ({ diner, candidates }, work) => {
      const sums = affinities(diner);
      work.profileTrips += 1;
      work.rows += 1;
      work.lookups += past.visitsOf(diner).size * NEIGHBOURS + candidates.length;
      return Float64Array.from(candidates, (id) => sums[id]!);
    },
    parameters: 2 * n * NEIGHBOURS,
    fittingSteps: steps,
    inputs: 1,
  };
}
