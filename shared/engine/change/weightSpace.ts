// Weights as variables of a linear program: how far each free weight of each movable role goes up or down.
import { DualSimplex } from './dualSimplex.ts';

export interface WeightSpace {
  /** Per role, as they stand. */
  start: readonly Float64Array[];
  /** Which roles may move. */
  movable: readonly number[];
  /** Per movable role, its weights that are not locked; their sum stays. */
  free: readonly (readonly number[])[];
  /** Number of variables: up and down for every free weight. One more of the caller's own may follow. */
  size: number;
}

/** @param locked  per role, 1 where a weight stays; null when none does. */
export function weightSpace(
  start: readonly Float64Array[],
  movable: readonly number[],
  locked: readonly (Uint8Array | null)[],
): WeightSpace {
  const free = movable.map((k) => Array.from(start[k]!, (_, j) => j).filter((j) => locked[k]?.[j] !== 1));
  return { start, movable, free, size: 2 * free.reduce((sum, list) => sum + list.length, 0) };
}

/**
 * The program over all weights a role may give: none below 0, each role's sum kept.
 * @param stepCost  what a unit of change costs, up or down: 1 to minimise Σ|Δw|, 0 to ask for something else.
 * @param extra     the cost of a variable of the caller's own, which comes last.
 */
export function weightProgram(space: WeightSpace, stepCost: number, extra: number): DualSimplex {
  const costs = new Float64Array(space.size + 1).fill(stepCost);
  costs[space.size] = extra;
  const program = new DualSimplex(costs);
  let at = 0;
  space.free.forEach((free, b) => {
    const even = new Float64Array(space.size + 1);
    free.forEach((j, f) => {
      even[at + 2 * f] = 1;
      even[at + 2 * f + 1] = -1;
      const down = new Float64Array(space.size + 1);
      down[at + 2 * f] = 1;
      down[at + 2 * f + 1] = -1;
      program.add(down, -space.start[space.movable[b]!]![j]!);
    });
    program.add(even, 0);
    program.add(
      even.map((x) => 0 - x),
      0,
    );
    at += 2 * free.length;
  });
  return program;
}

/**
 * A linear form Σₖ cₖ · wₖ of the weights as a constraint's left side, and its number at the start, to be taken to the right.
 * @param coefficients  per role; null counts nothing.
 * @param extra         what the caller's own variable adds.
 */
export function linearForm(
  space: WeightSpace,
  coefficients: readonly (Float64Array | null)[],
  extra: number,
): { a: Float64Array; atStart: number } {
  const a = new Float64Array(space.size + 1);
  a[space.size] = extra;
  let at = 0;
  space.free.forEach((free, b) => {
    const row = coefficients[space.movable[b]!] ?? null;
    free.forEach((j, f) => {
      a[at + 2 * f] = row ? row[j]! : 0;
      a[at + 2 * f + 1] = row ? -row[j]! : 0;
    });
    at += 2 * free.length;
  });
  let atStart = 0;
  coefficients.forEach((row, k) => row?.forEach((x, j) => (atStart += x * space.start[k]![j]!)));
  return { a, atStart };
}

/** Smaller shares are rounding noise of a share that is 0. */
const NOTHING = 1e-13;

/** The weights of all roles that a solution stands for, each summing to what it summed to. */
export function weightsAt(space: WeightSpace, x: Float64Array): Float64Array[] {
  const weights = space.start.map((shares) => shares.slice());
  let at = 0;
  space.free.forEach((free, b) => {
    const shares = weights[space.movable[b]!]!;
    free.forEach((j, f) => {
      const share = shares[j]! + (x[at + 2 * f]! - x[at + 2 * f + 1]!);
      shares[j] = share < NOTHING ? 0 : share;
    });
    at += 2 * free.length;
  });
  return weights;
}

/** Σ|Δw| over all roles. */
export function totalChange(space: WeightSpace, weights: readonly Float64Array[]): number {
  let sum = 0;
  for (const k of space.movable) weights[k]!.forEach((share, j) => (sum += Math.abs(share - space.start[k]![j]!)));
  return sum;
}
