// ε-dominance: dominance that does not count differences too small to matter, and a short list that stands for the front.
import type { ObjectiveColumns } from '../dominance.ts';
import { dominates } from '../dominance.ts';
import { nondominated } from '../fronts.ts';
import { roundingOf } from '../tolerance.ts';

/** What difference does not count on one objective: so much in the units of `compared`, or so much of the other's measurement. */
export type Tolerance = { kind: 'additive' | 'relative'; amount: number };

/**
 * Is candidate a at most a tolerance worse than b on every objective? Weak: everything ε-dominates itself, two alike ε-dominate
 * each other, and with tolerances of 0 this is "no worse anywhere". It does not carry over: a may stand for b and b for c while
 * a does not stand for c. A relative tolerance is a share of |b|, so it is nothing where b measures 0; a target objective
 * compares closeness, in declared distances. A difference equal to the tolerance, up to rounding, is within it. Nothing ε-dominates, or is ε-dominated by, a candidate with a missing cell.
 * Laumanns, Thiele, Deb & Zitzler (2002), Evol. Comput. 10(3):263–282. O(m).
 * @param tolerances  length m, amounts from 0 upwards; relative ones below 1.
 */
export function epsilonDominates(
  { m, compared, signs }: ObjectiveColumns,
  tolerances: readonly Tolerance[],
  a: number,
  b: number,
): boolean {
  for (let j = 0; j < m; j++) {
    const other = compared[j]![b]!;
    const { kind, amount } = tolerances[j]!;
    const own = compared[j]![a]!;
    const slack = kind === 'additive' ? amount : amount * Math.abs(other);
    // A difference of exactly the tolerance is within it, whatever its subtraction was rounded to.
    const allowed = slack > 0 ? slack + roundingOf(own, other) : 0;
    if (!((own - other) * signs[j]! + allowed >= 0)) return false;
  }
  return true;
}

/**
 * A short list from the front such that every candidate taking part is ε-dominated by one on it: an ε-Pareto set of the
 * same paper. Front members are offered by falling promise (the sum of what they compare, each scaled to the
 * front's range; equal sums by the numbers themselves, never by row) and join unless one on the list stands for them, so no
 * member stands for a later one. Duplicates of a member are members. With tolerances of 0 the list is the front.
 *
 * O(front × list × m) after the front; with no objectives everybody is on the list.
 * @param mask  1 takes part (and then has no missing cell); null for all.
 * @returns     length n: per candidate the member that stands for it (the first offered that does; itself for members), −1 when left out.
 */
export function epsilonFront(
  matrix: ObjectiveColumns,
  mask: Uint8Array | null,
  tolerances: readonly Tolerance[],
): Int32Array {
  const front = nondominated(matrix, mask);
  const order = byPromise(matrix, front);
  const stands = new Int32Array(matrix.n).fill(-1);
  const list: number[] = [];
  for (const i of order) {
    const last = list.at(-1);
    if (last !== undefined && same(matrix, last, i)) {
      stands[i] = i;
      continue;
    }
    const member = list.find((k) => epsilonDominates(matrix, tolerances, k, i));
    if (member === undefined) list.push(i);
    stands[i] = member ?? i;
  }
  for (let i = 0; i < matrix.n; i++) {
    if (front[i] === 1 || (mask !== null && mask[i] !== 1)) continue;
    // Somebody on the front dominates it, and whoever stands for that one stands for it, up to rounding.
    const member = list.find((k) => epsilonDominates(matrix, tolerances, k, i));
    stands[i] = member ?? stands[order.find((k) => dominates(matrix, k, i))!]!;
  }
  return stands;
}

/** Equal numbers everywhere. They follow one another by promise. */
function same({ compared }: ObjectiveColumns, a: number, b: number): boolean {
  return compared.every((column) => column[a] === column[b]);
}

function byPromise({ n, m, compared, signs }: ObjectiveColumns, front: Uint8Array): number[] {
  const members: number[] = [];
  for (let i = 0; i < n; i++) if (front[i] === 1) members.push(i);
  const promise = new Float64Array(n);
  for (let j = 0; j < m; j++) {
    const column = compared[j]!;
    const [low, high] = members.reduce(
      ([least, most], i) => [Math.min(least, column[i]!), Math.max(most, column[i]!)],
      [Infinity, -Infinity],
    );
    if (high > low) for (const i of members) promise[i]! += (signs[j]! * (column[i]! - low)) / (high - low);
  }
  return members.sort((a, b) => {
    let difference = promise[b]! - promise[a]!;
    for (let j = 0; j < m && difference === 0; j++) difference = (compared[j]![b]! - compared[j]![a]!) * signs[j]!;
    return difference;
  });
}
