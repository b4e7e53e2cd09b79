// Weight doubt: what a role's weights might have been. Uniform where it said nothing, around its ballot where it did.
import { dirichlet } from './distributions.ts';
import { randomFrom } from './random.ts';

export interface RoleDoubt {
  /** Its ballot, summing to 1. */
  weights: Float64Array;
  /** For the mean over roles, from 0 upwards. */
  influence: number;
  /**
   * How firmly the ballot holds: weights are Dirichlet with shapes concentration × weight, so that a weight w keeps its mean
   * and has the variance w (1 − w) / (concentration + 1). Infinity: exactly the ballot. null: nothing is known, uniform on
   * the simplex (for a role that has not weighed). An objective the ballot gives 0 keeps 0.
   */
  concentration: number | null;
}

/** Puts one set of weights per role, one behind the other, into `into` from `at` on. */
type DrawWeights = (into: Float64Array, at: number) => void;

/**
 * Each call is the next draw of the seed. O(roles × m).
 * Lahdelma & Salminen (2001), Oper. Res. 49(3):444–454, for the uniform case.
 */
export function weightDoubt(roles: readonly RoleDoubt[], seed: number): DrawWeights {
  // One stream per role, so that adding a role or being surer of one leaves the draws of the others as they were.
  const draws = roles.map(({ weights, concentration }, k) => {
    if (concentration === Infinity) return (into: Float64Array, at: number) => into.set(weights, at);
    const random = randomFrom(seed, 2 * k + 2);
    const shapes = weights.map((weight) => (concentration === null ? 1 : concentration * weight));
    return (into: Float64Array, at: number) => dirichlet(random, shapes, into, at);
  });
  const m = roles[0]?.weights.length ?? 0;
  return (into, at) => draws.forEach((draw, k) => draw(into, at + k * m));
}

/** The ballots themselves, one behind the other. */
export function ballots(roles: readonly RoleDoubt[]): Float64Array {
  const m = roles[0]?.weights.length ?? 0;
  const all = new Float64Array(roles.length * m);
  roles.forEach(({ weights }, k) => all.set(weights, k * m));
  return all;
}
