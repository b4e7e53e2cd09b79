// Layers on three objectives: a staircase for each.
import { unset } from './memory';
import { RankSpace } from './rankSpace';

/** Steps moved per point above which inserting costs more than dividing does: one layer holds nearly everybody then. */
const MOST_MOVES = 256;

/** The best corners of a layer on the second and third objective: y rising, z falling. */
class Steps {
  y: StaticArray<i32> = unset<i32>(4);
  z: StaticArray<i32> = unset<i32>(4);
  size: i32 = 0;

  /** How many steps stand at or left of y. O(log size). */
  upTo(y: i32): i32 {
    const steps = this.y;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle] <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Adds a step that no other covers, and drops those that it covers. Answers how many steps moved. */
  insert(y: i32, z: i32): i32 {
    const place = this.upTo(y);
    // At most one step shares y; it is higher, or it would cover the new one.
    const from = place > 0 && this.y[place - 1] == y ? place - 1 : place;
    let to = from;
    while (to < this.size && this.z[to] >= z) to++;
    const moved = this.size - to;
    if (to == from) {
      if (this.size == this.y.length) {
        this.y = grown(this.y);
        this.z = grown(this.z);
      }
      move(this.y, to, from + 1, moved);
      move(this.z, to, from + 1, moved);
    } else if (to > from + 1) {
      move(this.y, to, from + 1, moved);
      move(this.z, to, from + 1, moved);
    }
    this.y[from] = y;
    this.z[from] = z;
    this.size += from + 1 - to;
    return to == from + 1 ? 0 : moved;
  }
}

function grown(cells: StaticArray<i32>): StaticArray<i32> {
  const larger = unset<i32>(2 * cells.length);
  memory.copy(changetype<usize>(larger), changetype<usize>(cells), (<usize>cells.length) << 2);
  return larger;
}

function move(cells: StaticArray<i32>, from: i32, to: i32, count: i32): void {
  const base = changetype<usize>(cells);
  memory.copy(base + ((<usize>to) << 2), base + ((<usize>from) << 2), (<usize>count) << 2);
}

/**
 * Points come by rising first rank, so whoever of a layer is no worse on the other two dominates. Who is dominated in a layer is
 * dominated in every layer above it: the first layer where nobody does is found by halving. O(u · log layers · log steps) tests; each
 * new step may move a layer's staircase. Jensen (2003), IEEE TEC 7(5):503–515, for the order of the sweep.
 *
 * @param space  of three objectives.
 * @returns      per point its layer, from 1; null when staircases grew too long.
 */
export function layersByStaircases(space: RankSpace): StaticArray<i32> | null {
  const u = space.u;
  const ys = space.ranks[1];
  const zs = space.ranks[2];
  const found = unset<i32>(u);
  let layers = new StaticArray<Steps>(64);
  let count = 0;
  let moves: i64 = 0;
  for (let p = 0; p < u; p++) {
    const y = ys[p];
    const z = zs[p];
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      const steps = layers[middle];
      const place = steps.upTo(y);
      if (place > 0 && steps.z[place - 1] <= z) low = middle + 1;
      else high = middle;
    }
    if (low == count) {
      if (count == layers.length) {
        const more = new StaticArray<Steps>(2 * count);
        for (let l = 0; l < count; l++) more[l] = layers[l];
        layers = more;
      }
      layers[count++] = new Steps();
    }
    moves += layers[low].insert(y, z);
    if (moves > <i64>MOST_MOVES * u) return null;
    found[p] = low + 1;
  }
  return found;
}
