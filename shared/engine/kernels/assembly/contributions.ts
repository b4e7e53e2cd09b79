// Exclusive contributions in three dimensions: one sweep over two staircases, the front and what stands behind it.
import { argsort } from './argsort';
import { unset } from './memory';
import { OrderedSlots } from './orderedSlots';

/**
 * Per row the volume that it alone covers. 0 for duplicates and rows that another covers.
 *
 * Rows enter by falling last coordinate. At each level the first staircase holds who covers area in the first two; each of its steps
 * owns a box that no other step reaches, and the second staircase holds the rows inside those boxes, which take from what the owner
 * covers alone. A row with two on the first staircase above it never matters again. Every change of an area is a row entering or
 * leaving one of the two, so the sweep is O(u log u).
 * Emmerich & Fonseca (2011), EMO, LNCS 6576, 121–135, with ordered sets in the place of their lists of boxes.
 * @param rows  u × 3, above 0.
 */
export function contributionsIn3(rows: StaticArray<f64>, u: i32): StaticArray<f64> {
  return new ContributionSweep(rows, u).run();
}

class ContributionSweep {
  x: StaticArray<f64>;
  y: StaticArray<f64>;
  z: StaticArray<f64>;
  /** Per row the place of its first coordinate among the distinct ones, and those, ascending. */
  slots: StaticArray<i32>;
  levels: StaticArray<f64>;
  front: OrderedSlots;
  owner: StaticArray<i32>;
  behind: OrderedSlots;
  behindY: StaticArray<f64>;
  /** What a row covers alone: its area now, since which level, and the volume before that. */
  area: StaticArray<f64>;
  since: StaticArray<f64>;
  volume: StaticArray<f64>;

  constructor(
    rows: StaticArray<f64>,
    public u: i32,
  ) {
    const x = unset<f64>(u);
    const y = unset<f64>(u);
    const z = unset<f64>(u);
    for (let p = 0; p < u; p++) {
      x[p] = rows[3 * p];
      y[p] = rows[3 * p + 1];
      z[p] = rows[3 * p + 2];
    }
    const slots = unset<i32>(u);
    const levels = unset<f64>(u);
    const order = argsort(x, u);
    let count = 0;
    for (let k = 0; k < u; k++) {
      const at = x[order[k]];
      if (count == 0 || at != levels[count - 1]) levels[count++] = at;
      slots[order[k]] = count - 1;
    }
    this.x = x;
    this.y = y;
    this.z = z;
    this.slots = slots;
    this.levels = levels;
    this.front = new OrderedSlots(count);
    this.owner = new StaticArray<i32>(count);
    this.behind = new OrderedSlots(count);
    this.behindY = new StaticArray<f64>(count);
    this.area = new StaticArray<f64>(u);
    this.since = new StaticArray<f64>(u);
    this.volume = new StaticArray<f64>(u);
  }

  run(): StaticArray<f64> {
    const order = argsort(this.z, this.u);
    for (let k = this.u - 1; k >= 0; k--) {
      const q = order[k];
      const right = this.front.next(this.slots[q]);
      if (right >= 0 && this.yAt(right) >= this.y[q]) this.enterBehind(q, right);
      else this.enterFront(q, right);
    }
    for (let slot = this.front.next(0); slot >= 0; slot = this.front.next(slot + 1)) this.settle(this.owner[slot], 0);
    for (let p = 0; p < this.u; p++) if (!(this.volume[p] > 0)) this.volume[p] = 0;
    return this.volume;
  }

  private xAt(slot: i32): f64 {
    return slot < 0 ? 0 : this.levels[slot];
  }

  private yAt(slot: i32): f64 {
    return slot < 0 ? 0 : this.y[this.owner[slot]];
  }

  private settle(p: i32, level: f64): void {
    this.volume[p] += this.area[p] * (this.since[p] - level);
    this.since[p] = level;
  }

  /** Row q is covered in the first two coordinates by the step at `cover`, which loses the part of its box that q covers. */
  private enterBehind(q: i32, cover: i32): void {
    const behind = this.behind;
    const behindY = this.behindY;
    const slot = this.slots[q];
    const height = this.y[q];
    const floor = this.yAt(this.front.next(cover + 1));
    if (floor >= height) return;
    const p = this.owner[cover];
    const wall = this.front.previous(cover - 1);
    const later = behind.next(slot);
    if (later >= 0 && later <= cover && behindY[later] >= height) return;
    this.settle(p, this.z[q]);
    const beyond = behind.next(slot + 1);
    let covered = beyond >= 0 && beyond <= cover ? behindY[beyond] : floor;
    let edge = this.x[q];
    for (;;) {
      const left = behind.previous(slot);
      const inside = left > wall;
      const next = this.xAt(inside ? left : wall);
      this.area[p] -= (edge - next) * (height - covered);
      if (!inside || behindY[left] > height) break;
      covered = behindY[left];
      behind.remove(left);
      edge = next;
    }
    behind.insert(slot);
    behindY[slot] = height;
    // The same place twice: nothing is left to its owner, whatever rounding says.
    if (slot == cover && height == this.y[p]) this.area[p] = 0;
  }

  /** Row q becomes a step: those it covers go behind it, and the boxes of its neighbours shrink. */
  private enterFront(q: i32, right: i32): void {
    const front = this.front;
    const behind = this.behind;
    const slot = this.slots[q];
    const height = this.y[q];
    if (right > slot) this.raiseWall(right, slot, this.z[q]);
    let covered = this.yAt(right == slot ? front.next(slot + 1) : right);
    let edge = this.x[q];
    let left = front.previous(slot);
    for (;;) {
      this.area[q] += (edge - this.xAt(left)) * (height - covered);
      if (left < 0 || this.yAt(left) > height) break;
      const before = front.previous(left - 1);
      this.settle(this.owner[left], this.z[q]);
      this.area[this.owner[left]] = 0;
      covered = this.yAt(left);
      edge = this.xAt(left);
      for (let inner = behind.previous(left); inner > before; inner = behind.previous(left)) behind.remove(inner);
      front.remove(left);
      behind.insert(left);
      this.behindY[left] = covered;
      left = before;
    }
    if (left >= 0) this.raiseFloor(left, covered, height, this.z[q]);
    front.insert(slot);
    this.owner[slot] = q;
    this.since[q] = this.z[q];
  }

  /** The box of the step at `slot` loses what lies left of the new step at `wall`. */
  private raiseWall(slot: i32, wall: i32, level: f64): void {
    const p = this.owner[slot];
    this.settle(p, level);
    const floor = this.yAt(this.front.next(slot + 1));
    const old = this.front.previous(slot - 1);
    let edge = this.xAt(old);
    for (;;) {
      const inner = this.behind.next(old + 1);
      const inside = inner >= 0 && inner <= slot;
      const reach = inside && inner <= wall ? this.xAt(inner) : this.xAt(wall);
      this.area[p] -= (reach - edge) * (this.y[p] - (inside ? this.behindY[inner] : floor));
      if (!inside || inner > wall) break;
      edge = reach;
      this.behind.remove(inner);
    }
  }

  /** The box of the step at `slot` loses what lies below the new step's height. */
  private raiseFloor(slot: i32, from: f64, to: f64, level: f64): void {
    const p = this.owner[slot];
    this.settle(p, level);
    const wall = this.front.previous(slot - 1);
    let height = from;
    for (;;) {
      const inner = this.behind.previous(slot);
      const inside = inner > wall;
      const gone = inside && this.behindY[inner] <= to;
      const reach = gone ? this.behindY[inner] : to;
      this.area[p] -= (reach - height) * (this.xAt(slot) - this.xAt(inside ? inner : wall));
      if (!gone) break;
      height = reach;
      this.behind.remove(inner);
    }
  }
}
