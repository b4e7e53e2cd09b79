// What one box covers in three dimensions that those before it do not: the inner loop of hypervolume from four objectives on.
import { GainStairs } from './gainStairs';
import { makeRoom, unset } from './memory';

/**
 * Asked row after row, answers the volume that each adds to those before: the one-contribution step of the HV4D+ sweep.
 * Guerreiro & Fonseca (2018), Computing and Updating Hypervolume Contributions in Up to Four Dimensions, IEEE TEC 22(3):449–463.
 *
 * Rows asked about before stand sorted by falling z, without lower ones that a later row covers. At its own height a new row is
 * delimited by two of the rows above: the one that reaches furthest in x among those at least as far in y, and the other way round.
 * Between these outer delimiters few rows lie as a rule. They make the staircase that is left of the row's base; the sweep goes down
 * from there, over the rows below that reach in between the delimiters, and ends where one of them covers the base whole.
 *
 * The paper keeps the delimiters of all rows in linked lists, and rebuilds the staircase from those in O(u). Here both come from
 * scans of flat columns, two rows at a time: as many steps, without a jump in any of them. O(u) a row and the moves of its staircase.
 */
export class ExclusiveIn3 {
  private x: StaticArray<f64>;
  private y: StaticArray<f64>;
  private z: StaticArray<f64>;
  private count: i32 = 0;
  private stairs: GainStairs;
  /** The outer delimiters of the row that is asked about: where its base begins to be its own. */
  private fromX: f64 = 0;
  private fromY: f64 = 0;

  constructor(capacity: i32) {
    this.x = unset<f64>(capacity + 1);
    this.y = unset<f64>(capacity + 1);
    this.z = unset<f64>(capacity + 1);
    // Two steps more: the delimiters.
    this.stairs = new GainStairs(capacity + 2);
  }

  /** Forgets all rows. */
  clear(): void {
    this.count = 0;
  }

  /** The volume that a row adds; from then on it is one of those before. */
  next(px: f64, py: f64, pz: f64): f64 {
    const below = this.firstBelow(pz);
    this.delimit(px, py, below);
    // Delimited at its own corner: a row above covers it.
    if (this.fromX >= px) return 0;
    const volume = this.sweep(px, py, pz, below);
    this.insert(px, py, pz, below);
    return volume;
  }

  /** The first of the rows that are lower than z. O(log u). */
  private firstBelow(z: f64): i32 {
    const heights = this.z;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (heights[middle] >= z) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Finds the outer delimiters of a base among the first `above` rows. */
  private delimit(px: f64, py: f64, above: i32): void {
    const xs = changetype<usize>(this.x);
    const ys = changetype<usize>(this.y);
    const endX = f64x2.splat(px);
    const endY = f64x2.splat(py);
    let fromX = f64x2.splat(0);
    let fromY = f64x2.splat(0);
    const pairs = (<usize>(above & ~1)) << 3;
    for (let at: usize = 0; at < pairs; at += 16) {
      const x = v128.load(xs + at);
      const y = v128.load(ys + at);
      fromX = f64x2.pmax(fromX, v128.and(x, f64x2.ge(y, endY)));
      fromY = f64x2.pmax(fromY, v128.and(y, f64x2.ge(x, endX)));
    }
    let furthestX = max(f64x2.extract_lane(fromX, 0), f64x2.extract_lane(fromX, 1));
    let furthestY = max(f64x2.extract_lane(fromY, 0), f64x2.extract_lane(fromY, 1));
    if (above & 1) {
      const x = this.x[above - 1];
      const y = this.y[above - 1];
      if (y >= py) furthestX = max(furthestX, x);
      if (x >= px) furthestY = max(furthestY, y);
    }
    this.fromX = furthestX;
    this.fromY = furthestY;
  }

  /** The volume between the row's own height and 0 that is over its base and no other row's. */
  private sweep(px: f64, py: f64, pz: f64, below: i32): f64 {
    const x = this.x;
    const y = this.y;
    const z = this.z;
    const stairs = this.stairs;
    let fromX = this.fromX;
    let fromY = this.fromY;
    stairs.x[0] = fromX;
    stairs.y[0] = py;
    stairs.x[1] = px;
    stairs.y[1] = fromY;
    stairs.size = 2;
    let own = (px - fromX) * (py - fromY);
    for (let k = this.within(0, below, fromX, fromY); k < below; k = this.within(k + 1, below, fromX, fromY)) {
      own -= stairs.add(stairs.first(x[k]), x[k], y[k]);
    }
    let level = pz;
    let volume: f64 = 0;
    const count = this.count;
    for (let k = this.within(below, count, fromX, fromY); k < count; k = this.within(k + 1, count, fromX, fromY)) {
      const qx = min(x[k], px);
      const qy = min(y[k], py);
      const covered = stairs.add(stairs.first(qx), qx, qy);
      if (covered == 0) continue;
      volume += own * (level - z[k]);
      level = z[k];
      if (qx == px && qy == py) return volume;
      own -= covered;
      if (qy == py) fromX = qx;
      if (qx == px) fromY = qy;
    }
    return volume + own * level;
  }

  /** The first row from k on that reaches beyond both delimiters, or `end`. */
  @inline
  private within(k: i32, end: i32, fromX: f64, fromY: f64): i32 {
    const xs = changetype<usize>(this.x);
    const ys = changetype<usize>(this.y);
    const beyondX = f64x2.splat(fromX);
    const beyondY = f64x2.splat(fromY);
    for (; k + 1 < end; k += 2) {
      const at = (<usize>k) << 3;
      const inside = v128.and(f64x2.gt(v128.load(xs + at), beyondX), f64x2.gt(v128.load(ys + at), beyondY));
      if (v128.any_true(inside)) return k + (i64x2.extract_lane(inside, 0) != 0 ? 0 : 1);
    }
    if (k < end && !(this.x[k] > fromX && this.y[k] > fromY)) k++;
    return k;
  }

  /** Puts the row before those that are lower, and drops those among them that it covers. */
  private insert(px: f64, py: f64, pz: f64, place: i32): void {
    const x = this.x;
    const y = this.y;
    const z = this.z;
    const count = this.count;
    const first = this.firstCovered(px, py, place);
    makeRoom(x, place, first);
    makeRoom(y, place, first);
    makeRoom(z, place, first);
    x[place] = px;
    y[place] = py;
    z[place] = pz;
    if (first == count) {
      this.count = count + 1;
      return;
    }
    let kept = first + 1;
    for (let k = kept; k < count; k++) {
      if (x[k] <= px && y[k] <= py) continue;
      x[kept] = x[k];
      y[kept] = y[k];
      z[kept++] = z[k];
    }
    this.count = kept;
  }

  /** The first row from k on that the base covers, or the number of rows. */
  private firstCovered(px: f64, py: f64, k: i32): i32 {
    const xs = changetype<usize>(this.x);
    const ys = changetype<usize>(this.y);
    const count = this.count;
    const endX = f64x2.splat(px);
    const endY = f64x2.splat(py);
    for (; k + 1 < count; k += 2) {
      const at = (<usize>k) << 3;
      const covered = v128.and(f64x2.le(v128.load(xs + at), endX), f64x2.le(v128.load(ys + at), endY));
      if (v128.any_true(covered)) return k + (i64x2.extract_lane(covered, 0) != 0 ? 0 : 1);
    }
    if (k < count && !(this.x[k] <= px && this.y[k] <= py)) k++;
    return k;
  }
}
