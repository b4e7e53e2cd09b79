// The volume dominated in one, two and three dimensions: one sweep, a staircase that grows under it.
import { argsort } from './argsort.ts';
import { orderedSlots } from './orderedSlots.ts';

/**
 * The volume of the union of the boxes between 0 and each row, for d ≤ 3. Duplicates and dominated rows add nothing.
 *
 * Rows enter by falling last coordinate; the staircase of what they cover in the first two stands over distinct first
 * coordinates, and each step of the sweep adds its area. O(u log u).
 * Fonseca, Paquete & López-Ibáñez (2006), CEC, 1157–1163; Beume et al. (2009), IEEE TEC 13(5):1075–1082.
 * @param rows  u × d, above 0.
 */
export function sweepVolume(rows: Float64Array, u: number, d: 1 | 2 | 3): number {
  const column = (j: number) =>
    j < d ? rows.subarray(0, u * d).filter((_, at) => at % d === j) : new Float64Array(u).fill(1);
  const [x, y, z] = [column(0), column(1), column(2)];
  const { slots, levels } = slotsOf(x);
  const height = new Float64Array(levels.length);
  const stairs = orderedSlots(levels.length);
  const order = argsort(z);
  let area = 0;
  let volume = 0;
  let level = u > 0 ? z[order[u - 1]!]! : 0;
  for (let k = u - 1; k >= 0; k--) {
    const p = order[k]!;
    volume += area * (level - z[p]!);
    level = z[p]!;
    const slot = slots[p]!;
    const right = stairs.next(slot);
    if (right >= 0 && height[right]! >= y[p]!) continue;
    let covered = right === slot ? stairs.next(slot + 1) : right;
    covered = covered >= 0 ? height[covered]! : 0;
    let edge = x[p]!;
    for (let left = stairs.previous(slot); ; left = stairs.previous(left)) {
      const next = left >= 0 ? levels[left]! : 0;
      area += (edge - next) * (y[p]! - covered);
      if (left < 0 || height[left]! > y[p]!) break;
      covered = height[left]!;
      stairs.remove(left);
      edge = next;
    }
    stairs.insert(slot);
    height[slot] = y[p]!;
  }
  return volume + area * level;
}

/** Distinct numbers ascending, and the place of each number among them. */
export function slotsOf(numbers: Float64Array): { slots: Int32Array; levels: Float64Array } {
  const order = argsort(numbers);
  const slots = new Int32Array(numbers.length);
  const levels = new Float64Array(numbers.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    const number = numbers[order[k]!]!;
    if (count === 0 || number !== levels[count - 1]!) levels[count++] = number;
    slots[order[k]!] = count - 1;
  }
  return { slots, levels: levels.subarray(0, count) };
}
