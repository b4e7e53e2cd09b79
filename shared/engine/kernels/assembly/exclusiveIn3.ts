// What one box covers in three dimensions that those before it do not: the inner loop of hypervolume from four objectives on.
import { GainStairs } from './gainStairs';
import { unset } from './memory';

/**
 * Asked row after row, answers the volume that each adds to those before.
 *
 * What has been asked about stands sorted by falling third coordinate, without rows that others cover. The sweep goes down from the
 * new row's own third coordinate, over the staircase of the others clipped to its base; it ends where one of them covers that base
 * whole. O(u) steps a row, each a search and a move in a staircase that is short as a rule.
 * The one-contribution sweep of Guerreiro & Fonseca (2018), IEEE TEC 22(3):449–463.
 */
export class ExclusiveIn3 {
  private x: StaticArray<f64>;
  private y: StaticArray<f64>;
  private z: StaticArray<f64>;
  private count: i32 = 0;
  private stairs: GainStairs;

  constructor(capacity: i32) {
    this.x = unset<f64>(capacity);
    this.y = unset<f64>(capacity);
    this.z = unset<f64>(capacity);
    this.stairs = new GainStairs(capacity);
  }

  /** Forgets all rows. */
  clear(): void {
    this.count = 0;
  }

  /** The volume that a row adds; from then on it is one of those before. */
  next(px: f64, py: f64, pz: f64): f64 {
    const volume = this.exclusive(px, py, pz);
    if (volume > 0) this.insert(px, py, pz);
    return volume;
  }

  private exclusive(px: f64, py: f64, pz: f64): f64 {
    const x = this.x;
    const y = this.y;
    const z = this.z;
    const stairs = this.stairs;
    const stairX = stairs.x;
    const stairY = stairs.y;
    stairs.size = 0;
    const base = px * py;
    let area: f64 = 0;
    let level = pz;
    let volume: f64 = 0;
    for (let k = 0; k < this.count; k++) {
      const qx = min(x[k], px);
      const qy = min(y[k], py);
      let from = stairs.size;
      while (from > 0 && stairX[from - 1] >= qx) from--;
      if (from < stairs.size && stairY[from] >= qy) continue;
      if (z[k] < level) {
        volume += (base - area) * (level - z[k]);
        level = z[k];
      }
      if (qx == px && qy == py) return volume;
      area += stairs.add(from, qx, qy);
    }
    return volume + (base - area) * level;
  }

  /** Puts the row in its place and drops those it covers, which are no higher and so stand behind it. */
  private insert(px: f64, py: f64, pz: f64): void {
    const x = this.x;
    const y = this.y;
    const z = this.z;
    const count = this.count;
    let place = count;
    while (place > 0 && z[place - 1] <= pz) place--;
    // The place of the first that is dropped is taken up by the others; without one, all behind move by one.
    let kept = place;
    let heldX = px;
    let heldY = py;
    let heldZ = pz;
    for (let k = place; k < count; k++) {
      const nextX = x[k];
      const nextY = y[k];
      const nextZ = z[k];
      x[kept] = heldX;
      y[kept] = heldY;
      z[kept] = heldZ;
      if (nextX <= px && nextY <= py) {
        // Dropped: whoever is held has taken a place that is free now, and the rest close up.
        kept++;
        for (k++; k < count; k++) {
          if (x[k] <= px && y[k] <= py) continue;
          x[kept] = x[k];
          y[kept] = y[k];
          z[kept++] = z[k];
        }
        this.count = kept;
        return;
      }
      kept++;
      heldX = nextX;
      heldY = nextY;
      heldZ = nextZ;
    }
    x[kept] = heldX;
    y[kept] = heldY;
    z[kept] = heldZ;
    this.count = kept + 1;
  }
}
