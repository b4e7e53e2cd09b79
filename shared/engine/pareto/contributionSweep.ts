// Exclusive contributions in up to three dimensions: one sweep over two staircases, the front and what stands behind it.
import { argsort } from './argsort.ts';
import { orderedSlots } from './orderedSlots.ts';
import { slotsOf } from './volumeSweep.ts';

/**
 * Per row the volume that it alone covers. 0 for duplicates and rows that another covers.
 *
 * Rows enter by falling last coordinate. At each level the first staircase holds who covers area in the first two; each of
 * its steps owns a box that no other step reaches, and the second staircase holds the rows inside those boxes, which take
 * from what the owner covers alone. A row with two on the first staircase above it never matters again. Every change of an
 * area is a row entering or leaving one of the two, so the sweep is O(u log u).
 * Emmerich & Fonseca (2011), EMO, LNCS 6576, 121–135, with ordered sets in the place of their lists of boxes.
 * @param rows  u × d, above 0.
 */
export function contributionSweep(rows: Float64Array, u: number, d: 1 | 2 | 3): Float64Array {
  const column = (j: number) =>
    j < d ? rows.subarray(0, u * d).filter((_, at) => at % d === j) : new Float64Array(u).fill(1);
  const [x, y, z] = [column(0), column(1), column(2)];
  const { slots, levels } = slotsOf(x);
  const front = orderedSlots(levels.length);
  const owner = new Int32Array(levels.length);
  const behind = orderedSlots(levels.length);
  const behindY = new Float64Array(levels.length);
  // What a row covers alone: its area now, since which level, and the volume before that.
  const area = new Float64Array(u);
  const since = new Float64Array(u);
  const volume = new Float64Array(u);

  const xAt = (slot: number) => (slot < 0 ? 0 : levels[slot]!);
  const yAt = (slot: number) => (slot < 0 ? 0 : y[owner[slot]!]!);
  const settle = (p: number, level: number) => {
    volume[p]! += area[p]! * (since[p]! - level);
    since[p] = level;
  };

  const order = argsort(z);
  for (let k = u - 1; k >= 0; k--) {
    const q = order[k]!;
    const right = front.next(slots[q]!);
    if (right >= 0 && yAt(right) >= y[q]!) enterBehind(q, right);
    else enterFront(q, right);
  }
  for (let slot = front.next(0); slot >= 0; slot = front.next(slot + 1)) settle(owner[slot]!, 0);
  return volume.map((alone) => (alone > 0 ? alone : 0));

  /** Row q is covered in the first two coordinates by the step at `cover`, which loses the part of its box that q covers. */
  function enterBehind(q: number, cover: number): void {
    const slot = slots[q]!;
    const floor = yAt(front.next(cover + 1));
    if (floor >= y[q]!) return;
    const p = owner[cover]!;
    const wall = front.previous(cover - 1);
    const later = behind.next(slot);
    if (later >= 0 && later <= cover && behindY[later]! >= y[q]!) return;
    settle(p, z[q]!);
    const beyond = behind.next(slot + 1);
    let covered = beyond >= 0 && beyond <= cover ? behindY[beyond]! : floor;
    let edge = x[q]!;
    for (;;) {
      const left = behind.previous(slot);
      const inside = left > wall;
      const next = xAt(inside ? left : wall);
      area[p]! -= (edge - next) * (y[q]! - covered);
      if (!inside || behindY[left]! > y[q]!) break;
      covered = behindY[left]!;
      behind.remove(left);
      edge = next;
    }
    behind.insert(slot);
    behindY[slot] = y[q]!;
    // The same place twice: nothing is left to its owner, whatever rounding says.
    if (slot === cover && y[q] === y[p]) area[p] = 0;
  }

  /** Row q becomes a step: those it covers go behind it, and the boxes of its neighbours shrink. */
  function enterFront(q: number, right: number): void {
    const slot = slots[q]!;
    if (right > slot) raiseWall(right, slot, z[q]!);
    let covered = yAt(right === slot ? front.next(slot + 1) : right);
    let edge = x[q]!;
    let left = front.previous(slot);
    for (;;) {
      area[q]! += (edge - xAt(left)) * (y[q]! - covered);
      if (left < 0 || yAt(left) > y[q]!) break;
      const before = front.previous(left - 1);
      settle(owner[left]!, z[q]!);
      area[owner[left]!] = 0;
      covered = yAt(left);
      edge = xAt(left);
      for (let inner = behind.previous(left); inner > before; inner = behind.previous(left)) behind.remove(inner);
      front.remove(left);
      behind.insert(left);
      behindY[left] = covered;
      left = before;
    }
    if (left >= 0) raiseFloor(left, covered, y[q]!, z[q]!);
    front.insert(slot);
    owner[slot] = q;
    since[q] = z[q]!;
  }

  /** The box of the step at `slot` loses what lies left of the new step at `wall`. */
  function raiseWall(slot: number, wall: number, level: number): void {
    const p = owner[slot]!;
    settle(p, level);
    const floor = yAt(front.next(slot + 1));
    const old = front.previous(slot - 1);
    let edge = xAt(old);
    for (;;) {
      const inner = behind.next(old + 1);
      const inside = inner >= 0 && inner <= slot;
      const reach = inside && inner <= wall ? xAt(inner) : xAt(wall);
      area[p]! -= (reach - edge) * (y[p]! - (inside ? behindY[inner]! : floor));
      if (!inside || inner > wall) break;
      edge = reach;
      behind.remove(inner);
    }
  }

  /** The box of the step at `slot` loses what lies below the new step's height. */
  function raiseFloor(slot: number, from: number, to: number, level: number): void {
    const p = owner[slot]!;
    settle(p, level);
    const wall = front.previous(slot - 1);
    let height = from;
    for (;;) {
      const inner = behind.previous(slot);
      const inside = inner > wall;
      const gone = inside && behindY[inner]! <= to;
      const reach = gone ? behindY[inner]! : to;
      area[p]! -= (reach - height) * (xAt(slot) - xAt(inside ? inner : wall));
      if (!gone) break;
      height = reach;
      behind.remove(inner);
    }
  }
}
